import CLibPQ
import Glibc

/// Owns a libpq connection and closes it; every call here is one call of libpq.
///
/// Not sendable: it belongs to the actor that made it.
@safe final class Session {
  private let pointer: OpaquePointer

  /// Begins to connect; nil only when there is no memory.
  init?(parameters: [(String, String)]) {
    let started = unsafe withCStrings(parameters.map(\.0)) { keywords in
      unsafe withCStrings(parameters.map(\.1)) { values in
        unsafe PQconnectStartParams(keywords, values, 1)
      }
    }
    guard let started = unsafe started else { return nil }
    unsafe pointer = started
    unsafe whtest_silence_notices(started)
  }

  deinit {
    unsafe PQfinish(pointer)
  }

  /// Whether libpq can make sense of a connection string.
  static func canParse(_ target: String) -> Bool {
    guard let options = unsafe PQconninfoParse(target, nil) else { return false }
    unsafe PQconninfoFree(options)
    return true
  }

  var hasFailed: Bool { unsafe PQstatus(pointer) == CONNECTION_BAD }
  var socket: Int32 { unsafe PQsocket(pointer) }
  var serverVersion: Int { Int(unsafe PQserverVersion(pointer)) }
  var backendPID: Int { Int(unsafe PQbackendPID(pointer)) }
  var isBusy: Bool { unsafe PQisBusy(pointer) != 0 }

  /// The first line of libpq's last message.
  var errorMessage: String {
    let message = unsafe String(cString: PQerrorMessage(pointer))
    return message.split(separator: "\n").first.map(String.init) ?? "no reason given"
  }

  /// The settings in force, from wherever libpq took them, without the password.
  var options: [String: String] {
    guard let list = unsafe PQconninfo(pointer) else { return [:] }
    defer { unsafe PQconninfoFree(list) }
    var options: [String: String] = [:]
    var option = unsafe list
    while let keyword = unsafe option.pointee.keyword {
      let name = unsafe String(cString: keyword)
      if let value = unsafe option.pointee.val, name != "password" {
        options[name] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    return options
  }

  /// Goes one step on with connecting.
  func continueConnecting() -> PostgresPollingStatusType { unsafe PQconnectPoll(pointer) }

  func makeCanceller() -> Canceller? {
    guard let cancel = unsafe PQgetCancel(pointer) else { return nil }
    return unsafe Canceller(owning: cancel)
  }

  func send(_ statements: String) -> Bool { unsafe PQsendQuery(pointer, statements) == 1 }

  func send(_ statement: String, _ values: [String?]) -> Bool {
    let count = Int32(values.count)
    return unsafe withCStrings(values) { list in
      unsafe PQsendQueryParams(pointer, statement, count, nil, list, nil, nil, 0) == 1
    }
  }

  func consumeInput() -> Bool { unsafe PQconsumeInput(pointer) == 1 }

  /// The next result of the statement; nil when there are no more.
  func nextResult() -> QueryResult? {
    guard let result = unsafe PQgetResult(pointer) else { return nil }
    return unsafe QueryResult(owning: result)
  }

  /// Waits up to a fifth of a second for the socket.
  func isReady(for events: Int32) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
    return unsafe poll(&descriptor, 1, 200) > 0
  }

  // MARK: - COPY

  enum CopyRead {
    case bytes(Int)
    case nothingYet
    /// The stream is over, for better or worse: the result tells.
    case end
  }

  enum Flushing {
    case done
    case waiting
    case lost
  }

  /// Fills the buffer from the next message of a COPY TO STDOUT, or with a part of it.
  ///
  /// `PQgetlineAsync` is old and copies straight into our memory; `PQgetCopyData` would allocate
  /// memory for each row ([34.10.3](https://www.postgresql.org/docs/current/libpq-copy.html)).
  func readCopy(into buffer: UnsafeMutableRawBufferPointer) -> CopyRead {
    let start = unsafe buffer.bindMemory(to: CChar.self).baseAddress
    let count = unsafe PQgetlineAsync(pointer, start, Int32(clamping: buffer.count))
    return count > 0 ? .bytes(Int(count)) : count == 0 ? .nothingYet : .end
  }

  /// Throws away some of what a COPY TO STDOUT has sent.
  func skipCopy() -> CopyRead {
    unsafe withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 1) { buffer in
      unsafe readCopy(into: buffer)
    }
  }

  func writeCopy(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { unsafe writeCopy($0) }
  }

  func writeCopy(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = unsafe bytes.bindMemory(to: CChar.self).baseAddress
    return unsafe PQputCopyData(pointer, start, Int32(bytes.count)) == 1
  }

  /// Lets writing return at once, until `endCopy`.
  ///
  /// What is left is told by `flush`.
  func beginNonblockingWrites() -> Bool { unsafe PQsetnonblocking(pointer, 1) == 0 }

  /// Sends what has been written, as far as the server takes it.
  func flush() -> Flushing {
    switch unsafe PQflush(pointer) {
    case 0: .done
    case 1: .waiting
    default: .lost
    }
  }

  /// Ends a COPY FROM STDIN; with a reason, the server is told to forget it.
  func endCopy(because reason: String?) -> Bool {
    guard unsafe PQputCopyEnd(pointer, reason) == 1 else { return false }
    while true {
      switch flush() {
      case .done: return unsafe PQsetnonblocking(pointer, 0) == 0
      case .lost: return false
      case .waiting: break
      }
      // The server may wait for us to read before it reads on.
      guard isReady(for: POLLIN | POLLOUT) else { continue }
      if isReadable, !consumeInput() { return false }
    }
  }

  private var isReadable: Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&descriptor, 1, 0) > 0
  }
}

/// Asks the server to stop what a session is doing; may be used from any thread.
///
/// `@unchecked Sendable`: the pointer never changes, and libpq documents `PQcancel` as safe to call
/// from any thread ([34.7](https://www.postgresql.org/docs/current/libpq-cancel.html)).
@safe final class Canceller: @unchecked Sendable {
  private let pointer: OpaquePointer

  fileprivate init(owning pointer: OpaquePointer) {
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe PQfreeCancel(pointer)
  }

  func cancel() {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      _ = unsafe PQcancel(pointer, buffer.baseAddress, Int32(buffer.count))
    }
  }
}

/// Calls `body` with a C array of C strings; nil stays NULL.
private func withCStrings<Value>(
  _ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
) -> Value {
  let copies = unsafe strings.map { text in unsafe text.map { unsafe strdup($0) } ?? nil }
  defer { unsafe copies.forEach { unsafe free($0) } }
  let list = unsafe copies.map { unsafe UnsafePointer<CChar>($0) } + [nil]
  return unsafe list.withUnsafeBufferPointer { buffer in
    // The list holds at least its end, so it has an address.
    unsafe body(buffer.baseAddress.unsafelyUnwrapped)
  }
}
