import Dispatch
import Glibc

/// A POSIX shell script that runs in a session of its own, so that Ctrl-C at the terminal reaches
/// us and not the server.
///
/// It inherits no descriptor of ours but the two that it is given, no signal handling and no
/// signal mask: the threads of a dispatch queue block most signals.
struct ShellProcess: Sendable {
  private let pid: pid_t

  /// Starts a script; `arguments` are its `$1` and what follows.
  static func start(
    _ script: String, _ arguments: [String], environment: [String: String],
    input: Descriptor? = nil, output: Descriptor? = nil
  ) throws(SandboxError) -> ShellProcess {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe connect(&actions, input: input?.number, output: output?.number)
    unsafe startAfresh(&attributes)
    var pid: pid_t = 0
    let words = ["/bin/sh", "-c", script, "whtest-sandbox"] + arguments
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let failure = unsafe withCStrings(words) { arguments in
      unsafe withCStrings(settings) { variables in
        unsafe posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, variables)
      }
    }
    guard failure == 0 else {
      throw .cannotRun(program: "/bin/sh", reason: unsafe String(cString: strerror(failure)))
    }
    return ShellProcess(pid: pid)
  }

  /// Waits for the end and returns the exit code, or 128 and the signal; to be called once.
  ///
  /// - Parameter output: Whatever the script writes is read from here, until its end.
  func finish(
    reading output: Descriptor? = nil, endsWhenCancelled: Bool = true
  ) async -> (code: Int32, output: [UInt8]) {
    let bytes = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          let bytes = output?.readToEnd() ?? []
          awaitEnd()
          continuation.resume(returning: bytes)
        }
      }
    } onCancel: {
      // Not reaped before this handler is gone, so the number still means our process.
      if endsWhenCancelled { kill(-pid, SIGTERM) }
    }
    return (reap(), bytes)
  }

  private func awaitEnd() {
    while waitid(P_PID, id_t(pid), nil, WEXITED | WNOWAIT) != 0, errno == EINTR {}
  }

  private func reap() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}

/// Standard input, output and error; everything else is closed.
private func connect(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, input: Int32?, output: Int32?
) {
  if let input {
    unsafe posix_spawn_file_actions_adddup2(actions, input, 0)
  } else {
    unsafe posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
  }
  if let output {
    unsafe posix_spawn_file_actions_adddup2(actions, output, 1)
  } else {
    unsafe posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0)
  }
  unsafe posix_spawn_file_actions_adddup2(actions, 1, 2)
  // A server that lives on must not hold the pipe of whoever waits for our output.
  unsafe posix_spawn_file_actions_addclosefrom_np(actions, 3)
}

/// A new session, all signals at their defaults and none blocked.
private func startAfresh(_ attributes: UnsafeMutablePointer<posix_spawnattr_t>) {
  // POSIX_SPAWN_SETSID, which Glibc shows to GNU sources only.
  let newSession: Int32 = 0x80
  var none = sigset_t()
  var all = sigset_t()
  unsafe sigemptyset(&none)
  unsafe sigfillset(&all)
  unsafe posix_spawnattr_setsigmask(attributes, &none)
  unsafe posix_spawnattr_setsigdefault(attributes, &all)
  let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
  unsafe posix_spawnattr_setflags(attributes, Int16(flags))
}

/// Calls `body` with a C array of C strings that ends in NULL.
private func withCStrings<Value>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  var list = unsafe strings.map { unsafe strdup($0) } + [nil]
  defer { unsafe list.forEach { unsafe free($0) } }
  return unsafe list.withUnsafeMutableBufferPointer { buffer in
    // The list holds at least its end, so it has an address.
    unsafe body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
  }
}
