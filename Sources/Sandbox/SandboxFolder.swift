import FoundationEssentials
import Glibc

/// The folder of one private server: its data, its log, its socket and our marker.
///
/// The marker says that the folder is ours to remove. Its creator holds a lock on it until it
/// dies, in whatever way; a process number would say less, since numbers come again and mean
/// nothing in another container that shares the folder.
struct SandboxFolder: Hashable, Sendable {
  static let prefix = "whtest-sandbox-"

  let path: String

  var data: String { "\(path)/data" }
  var log: String { "\(path)/server.log" }
  private var marker: String { "\(path)/\(Self.markerName)" }

  private static let markerName = "whtest-sandbox"
  private static let keptLine = "kept"
  /// Of the 107 bytes that the path of a socket may have, less the socket's own name.
  private static let longestPath = 107 - "/.s.PGSQL.5432".utf8.count

  /// Creates a folder that only the account can enter, in the first parent that will do.
  static func create(
    in parents: [String], binaries: ServerBinaries, account: ServerAccount
  ) throws(SandboxError) -> (folder: SandboxFolder, lock: Descriptor) {
    var reasons: [String] = []
    let random = String(UInt32.random(in: .min ... .max), radix: 36)
    for parent in parents {
      let folder = SandboxFolder(path: "\(parent)/\(prefix)\(getpid())-\(random)")
      if let objection = folder.objection(in: parent, account: account) {
        reasons.append("\(parent) \(objection)")
        continue
      }
      switch folder.claim(binaries: binaries, account: account) {
      case .made(let lock): return (folder, lock)
      case .refused(let reason): reasons.append("\(parent) cannot be written to (\(reason))")
      }
    }
    throw .noFolder(reasons: reasons)
  }

  /// `TMPDIR` and the usual place; a server can only live where a socket can.
  static func parents(environment: [String: String]) -> [String] {
    let own = environment["TMPDIR"].map { text in
      text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }
    return [own, "/tmp"].compactMap(\.self).filter { !$0.isEmpty }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Why the folder cannot be in a parent, as far as that can be told beforehand.
  private func objection(in parent: String, account: ServerAccount) -> String? {
    // The path stands in a connection URI and on a command line of pg_ctl's.
    let plain = { (byte: UInt8) in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: Array("/._-+".utf8).contains(byte)
      }
    }
    guard path.hasPrefix("/"), path.utf8.allSatisfy(plain) else {
      return "is no absolute path of plain letters and digits"
    }
    guard path.utf8.count <= Self.longestPath else {
      return "is too long: the path of a Unix socket has room for 107 bytes"
    }
    return account.canEnter(parent) ? nil : "is closed to the user that the server runs as"
  }

  private enum Claim {
    case made(Descriptor)
    case refused(String)
  }

  /// Makes the folder and marks it before anybody else can enter it.
  private func claim(binaries: ServerBinaries, account: ServerAccount) -> Claim {
    guard unsafe mkdir(path, 0o700) == 0 else { return .refused(lastSystemError()) }
    // Under its own name only once it is locked: nobody may see it and take us for dead.
    let draft = "\(marker).new"
    guard let lock = Descriptor.open(draft, O_RDWR | O_CREAT | O_EXCL | O_APPEND),
      flock(lock.number, LOCK_EX | LOCK_NB) == 0,
      lock.write("whtest sandbox of process \(getpid())\n\(binaries.folder)\n"),
      unsafe rename(draft, marker) == 0, handOver(to: account)
    else {
      let reason = lastSystemError()
      try? FileManager.default.removeItem(atPath: path)
      return .refused(reason)
    }
    return .made(lock)
  }

  private func handOver(to account: ServerAccount) -> Bool {
    guard case .other(let user, let group, _) = account else { return true }
    return unsafe chown(path, user, group) == 0
  }

  // MARK: - What the marker says

  struct Mark: Sendable {
    let lock: Descriptor
    let binaries: String
    let isKept: Bool
  }

  /// Takes the folder over if it is ours and its creator is dead or has kept it; else nil.
  func takeOver() -> Mark? {
    guard FileStatus(of: path)?.kind == .folder,
      let lock = Descriptor.open(marker, O_RDWR | O_NOFOLLOW | O_NONBLOCK),
      let status = FileStatus(of: lock), status.kind == .file, status.owner == geteuid(),
      flock(lock.number, LOCK_EX | LOCK_NB) == 0
    else { return nil }
    let lines = String(decoding: lock.readToEnd(), as: UTF8.self).split(separator: "\n")
    guard lines.count >= 2 else { return nil }
    return Mark(
      lock: lock, binaries: String(lines[1]),
      isKept: lines.dropFirst(2).contains { $0 == Self.keptLine })
  }

  /// Notes that the folder is to outlive us; false when the disk is full.
  static func markKept(_ lock: Descriptor) -> Bool {
    lock.write("\(keptLine)\n")
  }
}
