import Glibc
import Synchronization

/// Serves the sockets of two sessions in one loop: what the one sends, the other gets.
///
/// Rows gather in a buffer that fits into a processor's nearest cache; nothing more is read while the
/// target has not taken it. So memory does not grow, and a slow target slows the source.
struct CopyPump {
  /// How a stream came to its end.
  enum End: Sendable {
    /// All was handed over; the source has still to say whether that was all.
    case end(bytes: Int64)
    /// The target has something to say before the end, which is never good.
    case targetSpoke
    case targetLost
    case sourceLost
    case cancelled
  }

  private enum Readiness {
    case source, target, targetSpoke, lost
  }

  /// Measured: larger ones cost more processor time, smaller ones more calls.
  ///
  /// With the five bytes that precede it, a full buffer is a message that libpq hands over whole: it holds
  /// back what goes beyond a multiple of 8 kB.
  private static let bufferSize = 64 * 1024 - 5
  /// A source that has nothing just now gets this many microseconds to gather more: fewer and larger
  /// reads take less processor time, and its socket holds more than it makes meanwhile.
  private static let pause: UInt32 = 100

  private let source: Session
  private let target: Session
  private let meter: CopyMeter?

  init(from source: Session, to target: Session, _ meter: CopyMeter?) {
    self.source = source
    self.target = target
    self.meter = meter
  }

  /// Runs until the stream ends or somebody is not there any more.
  func run() -> End {
    guard target.beginNonblockingWrites() else { return .targetLost }
    return unsafe withUnsafeTemporaryAllocation(byteCount: Self.bufferSize, alignment: 16) {
      buffer in
      var bytes: Int64 = 0
      while true {
        let filled = unsafe fill(buffer)
        bytes += Int64(filled.count)
        meter?.add(rows: filled.rows, bytes: filled.count)
        if filled.count > 0 {
          let chunk = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled.count])
          guard unsafe target.writeCopy(chunk) else { return .targetLost }
          if let end = flush() { return end }
        }
        if let end = filled.end {
          if case .end = end { return .end(bytes: bytes) }
          return end
        }
      }
    }
  }

  /// Gathers rows until the buffer is full or the stream ends.
  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer
  ) -> (count: Int, rows: Int, end: End?) {
    var count = 0
    var rows = 0
    while count < buffer.count {
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      switch unsafe source.readCopy(into: room) {
      case .bytes(let read):
        count += read
        // One message holds one row; one that fills the buffer may not be at its end.
        if read < room.count { rows += 1 }
      case .end: return (count, rows, .end(bytes: 0))
      case .nothingYet:
        if let end = awaitSource() { return (count, rows, end) }
      }
    }
    return (count, rows, nil)
  }

  /// Hands over what is written; nil once all of it is gone.
  private func flush() -> End? {
    while true {
      switch target.flush() {
      case .done: return nil
      case .lost: return .targetLost
      case .waiting: break
      }
      var isReady = false
      while !isReady {
        if Task.isCancelled { return .cancelled }
        switch wait(source: 0, target: POLLIN | POLLOUT, milliseconds: 200) {
        case .targetSpoke: return .targetSpoke
        case .lost: return .targetLost
        case .target, .source: isReady = true
        case nil: break
        }
      }
    }
  }

  /// Waits until the source has sent more; nil once it has.
  private func awaitSource() -> End? {
    var milliseconds: Int32 = 0
    while true {
      if Task.isCancelled { return .cancelled }
      switch wait(source: POLLIN, target: POLLIN, milliseconds: milliseconds) {
      case .targetSpoke, .target: return .targetSpoke
      case .lost: return .sourceLost
      case .source: return source.consumeInput() ? nil : .sourceLost
      case nil: break
      }
      if milliseconds == 0 { usleep(Self.pause) }
      milliseconds = 200
    }
  }

  /// Nil when nothing happened in that time.
  private func wait(source events: Int32, target others: Int32, milliseconds: Int32) -> Readiness? {
    var list = (
      pollfd(fd: events == 0 ? -1 : source.socket, events: Int16(events), revents: 0),
      pollfd(fd: target.socket, events: Int16(others), revents: 0)
    )
    let ready = unsafe withUnsafeMutablePointer(to: &list) {
      unsafe $0.withMemoryRebound(to: pollfd.self, capacity: 2) { unsafe poll($0, 2, milliseconds) }
    }
    guard ready > 0 else { return ready == 0 || errno == EINTR ? nil : .lost }
    if Int32(list.1.revents) & (POLLIN | POLLERR | POLLHUP) != 0 { return .targetSpoke }
    return list.1.revents != 0 ? .target : .source
  }
}

/// How far a stream has come, read by others while it flows.
package final class CopyMeter: Sendable {
  private let rowCount = Atomic<Int64>(0)
  private let byteCount = Atomic<Int64>(0)

  package init() {}

  /// Rows and bytes so far; the rows are exact only at the end, by the server's own count.
  package var volume: CopyVolume {
    CopyVolume(
      rows: rowCount.load(ordering: .relaxed), bytes: byteCount.load(ordering: .relaxed))
  }

  func add(rows: Int, bytes: Int) {
    rowCount.add(Int64(rows), ordering: .relaxed)
    byteCount.add(Int64(bytes), ordering: .relaxed)
  }
}
