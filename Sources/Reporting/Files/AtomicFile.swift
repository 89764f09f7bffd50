#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Takes the bytes of a report, one piece after the other.
protocol ByteSink: AnyObject {
  /// What the bytes are for, as messages name it.
  var path: String { get }

  /// Takes all of the bytes or throws.
  func write(_ bytes: Span<UInt8>) throws
}

/// A file that readers see whole or not at all: written beside its place under another name, then
/// renamed.
final class AtomicFile: ByteSink {
  let path: String
  /// Where `path` leads once symbolic links are followed, so that a link stays a link.
  private let target: String
  private let temporary: String
  private var descriptor: CInt
  /// Whether the temporary file is there and has not become the report.
  private var isPending = false

  /// Replaces the file at `path` by what `body` writes; whatever fails leaves it as it was.
  static func replace(_ path: String, _ body: (AtomicFile) throws -> Void) throws {
    let file = try AtomicFile(path)
    try body(file)
    try file.commit()
  }

  private init(_ path: String) throws(ReportError) {
    self.path = path
    target = try resolvedTarget(path)
    let folder = folder(of: target)
    try createFolder(folder, for: path)
    temporary = "\(folder)/.whtest-report.\(getpid()).\(UInt32.random(in: .min ... .max)).tmp"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(path) }
    isPending = true
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if isPending { unsafe unlink(temporary) }
  }

  func write(_ bytes: Span<UInt8>) throws {
    let descriptor = descriptor
    let isWritten = unsafe bytes.withUnsafeBytes { buffer in
      unsafe writeAll(buffer, to: descriptor)
    }
    guard isWritten else { throw ReportError.system(path) }
  }

  private func commit() throws(ReportError) {
    // Some file systems report a full disk only here.
    let status = close(descriptor)
    descriptor = -1
    guard status == 0 else { throw .system(path) }
    guard unsafe rename(temporary, target) == 0 else { throw .system(path) }
    isPending = false
  }
}

extension ReportError {
  /// The error that the last system call left in `errno`.
  fileprivate static func system(_ path: String) -> ReportError { system(path, errno) }

  fileprivate static func system(_ path: String, _ code: CInt) -> ReportError {
    ReportError(path: path, reason: unsafe String(cString: strerror(code)))
  }
}

/// Where a write to `path` has to go; refuses folders, and devices, which a rename would destroy.
private func resolvedTarget(_ path: String) throws(ReportError) -> String {
  guard !path.isEmpty, !path.utf8.contains(0) else { throw .system(path, EINVAL) }
  var status = stat()
  guard unsafe stat(path, &status) == 0 else {
    if path.hasSuffix("/") { throw .system(path, EISDIR) }
    return path
  }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw .system(path, EISDIR)
  default: throw ReportError(path: path, reason: "Not a regular file")
  }
  guard let resolved = unsafe realpath(path, nil) else { throw .system(path) }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Creates a folder and those above it, as far as they are missing.
private func createFolder(_ folder: String, for path: String) throws(ReportError) {
  if unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, folder != ".", folder != "/" else { throw .system(path) }
  try createFolder(Reporting.folder(of: folder), for: path)
  guard unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .system(path) }
}

/// Writes until nothing is left, since one call may take only a part.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var written = 0
  while written < bytes.count {
    let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
    let count = unsafe write(descriptor, rest.baseAddress, rest.count)
    if count < 0 {
      guard errno == EINTR else { return false }
    } else {
      written += count
    }
  }
  return true
}
