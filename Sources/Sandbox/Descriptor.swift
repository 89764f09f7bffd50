import Glibc

/// Owns a file descriptor and closes it; no other program ever inherits it.
final class Descriptor: Sendable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    close(number)
  }

  /// Two ends of a stream: who reads at one sees the end once the other is closed.
  ///
  /// A socket pair and not a pipe, because it is born close-on-exec: with `pipe` and `fcntl` a
  /// program started in between by another thread would keep our end open.
  static func pair() throws(SandboxError) -> (ours: Descriptor, theirs: Descriptor) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw .cannotRun(program: "/bin/sh", reason: lastSystemError())
    }
    return (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
  }

  /// Opens a file, or returns nil and leaves the reason in `errno`.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) -> Descriptor? {
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
    return number < 0 ? nil : Descriptor(owning: number)
  }

  /// Everything up to the end of the stream; blocks until then.
  func readToEnd() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(number, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  /// Appends a short text to a file; false when it did not go through.
  func write(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return unsafe Glibc.write(number, bytes, bytes.count) == bytes.count
  }

  /// Sends a short text to whoever reads at the other end, which may be gone.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}

/// What `errno` stands for, in English.
func lastSystemError() -> String {
  unsafe String(cString: strerror(errno))
}
