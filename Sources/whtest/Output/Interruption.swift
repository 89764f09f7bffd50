import Dispatch
import Glibc

/// Runs a command as a task that Ctrl-C and SIGTERM cancel; a second signal ends the process.
///
/// - Returns: the exit status of a command that came to its end.
func interruptible(_ body: sending @escaping () async throws -> Void) async throws -> Int32 {
  let task = Task { try await body() }
  let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      if task.isCancelled { _exit(128 + number) }
      task.cancel()
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
