import Foundation
import Synchronization

/// Reads a pipe to its end on a thread of its own, so that its writer never has to wait.
final class Capture: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isAtEnd = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      while true {
        let data = handle.availableData
        let waiting = state.withLock { state in
          state.bytes += data
          state.isAtEnd = data.isEmpty
          defer { state.waiting = [] }
          return state.waiting
        }
        for continuation in waiting { continuation.resume() }
        if data.isEmpty { break }
      }
      // Not left to whenever the handle goes: dozens of programs run in one test process.
      try? handle.close()
    }
  }

  /// All of it, once the writer has closed its end.
  func text() async -> String {
    await wait { $0.isAtEnd ? String(decoding: $0.bytes, as: UTF8.self) : nil }
  }

  /// The first whole line that fits; nil when the end came before.
  func line(where fits: @Sendable (String) -> Bool) async -> String? {
    await wait { state -> String?? in
      let lines = String(decoding: state.bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      if let line = lines.dropLast().map(String.init).first(where: fits) { return line }
      return state.isAtEnd ? .some(nil) : nil
    }
  }

  /// Looks again whenever something has arrived.
  private func wait<Value>(for answer: @Sendable (borrowing State) -> Value?) async -> Value {
    while true {
      if let value = state.withLock({ answer($0) }) { return value }
      await withCheckedContinuation { continuation in
        let isLate = state.withLock { state in
          if answer(state) != nil { return true }
          state.waiting.append(continuation)
          return false
        }
        if isLate { continuation.resume() }
      }
    }
  }
}
