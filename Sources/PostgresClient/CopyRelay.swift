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
/// The two sessions have to share a queue (`Connection.open(_:environment:beside:)`): one loop serves
/// both sockets, so that no byte changes threads. Whichever side fails, the other is told and both
/// sessions can be used again.
///
/// - Parameter meter: is told how far the stream has come.
package func relayCopy(
  from source: Connection, _ copyOut: String, to target: Connection, _ copyIn: String,
  meter: CopyMeter? = nil
) async throws(PostgresError) -> CopyVolume {
  try await target.beginCopy(copyIn)
  do throws(PostgresError) {
    try await source.beginCopy(copyOut)
  } catch {
    await target.abandonCopyIn()
    throw error
  }
  do throws(PostgresError) {
    switch try await source.pumpCopy(into: target, meter) {
    case .end(let bytes):
      return CopyVolume(rows: try await target.endCopyIn(), bytes: bytes)
    case .targetSpoke:
      // Most likely it tells that it has been stopped.
      if Task.isCancelled { throw .cancelled }
      await source.abandonCopyOut()
      throw await target.refusalOfCopyIn()
    case .targetLost: throw await target.lost()
    case .sourceLost: throw await source.lost()
    case .cancelled:
      await target.cancelOnServer()
      throw .cancelled
    }
  } catch {
    await source.abandonCopyOut()
    await target.abandonCopyIn()
    throw error
  }
}

extension Connection {
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

  /// Moves the stream of this session's COPY into that of another session on the same queue.
  ///
  /// When it comes to an end, so has this session's statement.
  fileprivate func pumpCopy(
    into target: Connection, _ meter: CopyMeter?
  ) async throws(PostgresError) -> CopyPump.End {
    let canceller = await target.canceller
    let result: Result<CopyPump.End, PostgresError> = await withTaskCancellationHandler {
      do throws(PostgresError) {
        return .success(
          try await cancellable { source throws(PostgresError) in
            guard let into = target.sessionOnThisQueue?.value else { return .targetLost }
            let end = CopyPump(from: source, to: into, meter).run()
            guard case .end = end else { return end }
            isCopying = false
            _ = try finish()
            return end
          })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      canceller?.cancel()
    }
    return try result.get()
  }

  /// The session, where the caller is on this actor's queue already, though not on the actor.
  private nonisolated var sessionOnThisQueue: OnThisQueue<Session>? {
    assumeIsolated { $0.session.map(OnThisQueue.init) }
  }

  /// What the server said in the middle of a COPY FROM STDIN.
  fileprivate func refusalOfCopyIn() -> PostgresError {
    guard let session, isCopying else { return lost() }
    isCopying = false
    _ = session.endCopy(because: "the server spoke before the end")
    do throws(PostgresError) {
      _ = try finish()
      return lost()
    } catch {
      return error
    }
  }

  /// Stops a COPY TO STDOUT and throws away what is under way.
  fileprivate func abandonCopyOut() {
    guard let session, isCopying else { return }
    isCopying = false
    cancelOnServer()
    while true {
      switch session.skipCopy() {
      case .bytes: continue
      case .nothingYet:
        do { try awaitInput(of: session) } catch { return }
      case .end:
        _ = try? finish()
        return
      }
    }
  }
}

/// A value that leaves its actor and not the actor's queue.
///
/// `@unchecked Sendable`: it is made by `assumeIsolated`, which traps elsewhere than on that queue, and
/// used before the caller suspends; a serial queue runs nothing else meanwhile.
private struct OnThisQueue<Value>: @unchecked Sendable {
  let value: Value
}
