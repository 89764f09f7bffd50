import Dispatch
import Glibc
import Synchronization

/// Runs a command as a task that Ctrl-C and SIGTERM cancel; a second signal ends the process.
///
/// - Returns: the exit status of a command that came to its end.
func interruptible(_ body: sending @escaping () async throws -> Void) async throws -> Int32 {
  let task = Task { try await body() }
  let wasInterrupted = Mutex(false)
  let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      let isSecond = wasInterrupted.withLock { before in
        defer { before = true }
        return before
      }
      if isSecond { _exit(128 + number) }
      // Elsewhere: cancelling waits for the server, and the next signal must not.
      DispatchQueue.global().async { task.cancel() }
    }
    source.resume()
    return source
  }
  defer { for source in sources { source.cancel() } }
  // A reader that closes our pipe must not kill us while a server waits to be stopped.
  signal(SIGPIPE, SIG_IGN)
  try await task.value
  return 0
}
