import Glibc

/// Reads a file in chunks, so that its size does not matter.
struct ExportFile: ~Copyable {
  private static let chunkSize = 256 * 1024

  private let path: String
  private let descriptor: Int32

  init(path: String) throws(ExampleProductionError) {
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: lastSystemError()) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The next bytes; nil at the end.
  borrowing func read() throws(ExampleProductionError) -> [UInt8]? {
    var failure: String?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
      var result = -1
      repeat {
        result = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      } while result < 0 && errno == EINTR
      if result < 0 { failure = lastSystemError() }
      count = max(0, result)
    }
    if let failure { throw .unreadable(path: path, reason: failure) }
    return bytes.isEmpty ? nil : bytes
  }
}

private func lastSystemError() -> String {
  unsafe String(cString: strerror(errno))
}
