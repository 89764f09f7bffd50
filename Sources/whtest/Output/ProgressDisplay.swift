import Glibc
import Reporting
import Synchronization
import WarehouseModel

/// Shows on standard error how a copy goes on: in place on a terminal, now and then in a log.
final class ProgressDisplay: Sendable {
  private enum State {
    case terminal(LiveLines)
    case log(CopyLog)
  }

  private let state: Mutex<State>

  init(isTerminal: Bool = isatty(STDERR_FILENO) == 1) {
    state = Mutex(isTerminal ? .terminal(LiveLines()) : .log(CopyLog()))
  }

  func show(_ tables: [CopyProgress]) {
    let text = state.withLock { state in
      switch state {
      case .terminal(var lines):
        defer { state = .terminal(lines) }
        return lines.redrawing(tables, width: terminalWidth(STDERR_FILENO))
      case .log(var log):
        defer { state = .log(log) }
        return log.lines(for: tables).map { $0 + "\n" }.joined()
      }
    }
    if !text.isEmpty { printErrorText(text) }
  }

  /// Takes the live lines away, so that something else can be written.
  func clear() { show([]) }
}
