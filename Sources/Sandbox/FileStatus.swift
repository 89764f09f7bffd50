import Glibc

/// Whose a file is and what it is.
struct FileStatus: Hashable, Sendable {
  enum Kind {
    case file
    case folder
    case other
  }

  let kind: Kind
  let owner: uid_t
  let permissions: mode_t

  /// Nil when there is no such file.
  init?(of path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Follows symbolic links; nil when there is no such file.
  init?(following path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open file, which nobody can exchange under us.
  init?(of descriptor: Descriptor) {
    var status = stat()
    guard unsafe fstat(descriptor.number, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    owner = status.st_uid
    permissions = status.st_mode & 0o7777
  }
}
