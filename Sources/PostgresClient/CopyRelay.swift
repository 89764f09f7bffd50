import CLibPQ

/// How much a COPY moved.
package struct CopyVolume: Hashable, Sendable {
  package let rows: Int64
  package let bytes: Int64

  package init(rows: Int64, bytes: Int64) {
    self.rows = rows
    self.bytes = bytes
  }
}

/// Streams a COPY … TO STDOUT of one server into a COPY … FROM STDIN of another.
///
/// Two chunks are held at most, one being read while the other is written, so a slow target slows
/// the source. Whichever side fails, the other is told and both sessions can be used again.
package func relayCopy(
  from source: Connection, _ copyOut: String, to target: Connection, _ copyIn: String
) async throws(PostgresError) -> CopyVolume {
  try await target.beginCopy(copyIn)
  do throws(PostgresError) {
    try await source.beginCopy(copyOut)
  } catch {
    await target.abandonCopyIn()
    throw error
  }
  var bytes: Int64 = 0
  do throws(PostgresError) {
    var chunk = try await source.readCopy()
    while let current = chunk {
      bytes += Int64(current.count)
      async let next = source.nextChunk()
      let written = await target.chunkWritten(current)
      let following = await next
      try written.get()
      chunk = try following.get()
    }
    return CopyVolume(rows: try await target.endCopyIn(), bytes: bytes)
  } catch {
    await source.abandonCopyOut()
    await target.abandonCopyIn()
    throw error
  }
}

extension Connection {
  /// Bytes that one chunk holds at least, unless the stream ends.
  private static let chunkSize = 256 * 1024

  /// Sends a COPY statement and waits until the server is ready to stream.
  package func beginCopy(_ statement: String) async throws(PostgresError) {
    try await cancellable { session throws(PostgresError) in
      guard session.send(statement) else { throw lost() }
      guard let result = try nextResult() else { throw lost() }
      switch result.status {
      case PGRES_COPY_OUT, PGRES_COPY_IN: isCopying = true
      default:
        let failure = reason(of: result)
        _ = try? finish()
        throw failure
      }
    }
  }

  /// The next bytes of a COPY TO STDOUT; nil at its end.
  package func readCopy() async throws(PostgresError) -> [UInt8]? {
    try await cancellable { session throws(PostgresError) in
      // The end may have come with the last bytes.
      guard isCopying else { return nil }
      var buffer: [UInt8] = []
      buffer.reserveCapacity(Self.chunkSize + 64 * 1024)
      while buffer.count < Self.chunkSize {
        switch session.readCopy(into: &buffer) {
        case .bytes: continue
        case .nothingYet: try awaitInput(of: session)
        case .failure: throw lost()
        case .end:
          isCopying = false
          _ = try finish()
          return buffer.isEmpty ? nil : buffer
        }
      }
      return buffer
    }
  }

  /// Writes bytes into a COPY FROM STDIN; what the server thinks of them comes out at the end.
  package func writeCopy(_ bytes: [UInt8]) async throws(PostgresError) {
    try await cancellable { session throws(PostgresError) in
      guard session.writeCopy(bytes) else { throw lost() }
    }
  }

  /// Ends a COPY FROM STDIN and returns the number of rows.
  package func endCopyIn() async throws(PostgresError) -> Int64 {
    try await cancellable { session throws(PostgresError) in
      isCopying = false
      guard session.endCopy(because: nil) else { throw lost() }
      return try finish().affected
    }
  }

  /// Makes the server forget a COPY FROM STDIN that cannot be completed.
  package func abandonCopyIn() {
    guard let session, isCopying else { return }
    isCopying = false
    _ = session.endCopy(because: "abandoned by the client")
    _ = try? finish()
  }

  /// Stops a COPY TO STDOUT and throws away what is under way.
  fileprivate func abandonCopyOut() {
    guard let session, isCopying else { return }
    isCopying = false
    cancelOnServer()
    var rest: [UInt8] = []
    while true {
      switch session.readCopy(into: &rest) {
      case .bytes: rest.removeAll(keepingCapacity: true)
      case .nothingYet:
        do { try awaitInput(of: session) } catch { return }
      case .end, .failure:
        _ = try? finish()
        return
      }
    }
  }

  fileprivate func nextChunk() async -> Result<[UInt8]?, PostgresError> {
    do throws(PostgresError) { return .success(try await readCopy()) } catch {
      return .failure(error)
    }
  }

  fileprivate func chunkWritten(_ bytes: [UInt8]) async -> Result<Void, PostgresError> {
    do throws(PostgresError) { return .success(try await writeCopy(bytes)) } catch {
      return .failure(error)
    }
  }
}
