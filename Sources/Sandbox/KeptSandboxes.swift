import FoundationEssentials
import Glibc

/// The list of private servers that outlive the program, one small file each.
///
/// It lies where a user's state belongs, and in the temporary folder where that is not writable:
/// `TMPDIR` may be another one next time, so the folders themselves cannot be looked for.
struct KeptSandboxes: Sendable {
  private let folders: [String]

  init(environment: [String: String]) {
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.local/state" : nil }
    let temporary = SandboxFolder.parents(environment: environment).first
    folders = [
      state.map { "\($0)/whtest/sandboxes" }, temporary.map { "\($0)/whtest-kept-\(geteuid())" },
    ].compactMap(\.self)
  }

  struct Entry: Sendable {
    let folder: SandboxFolder
    fileprivate let file: String

    func forget() {
      _ = unsafe unlink(file)
    }
  }

  /// Lists a folder, or says why that is not possible.
  func add(_ folder: SandboxFolder) throws(SandboxError) {
    var reason = "HOME is not set"
    for list in folders {
      let name = folder.path.split(separator: "/").last ?? ""
      do {
        try FileManager.default.createDirectory(
          atPath: list, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
        guard isOurs(list) else { continue }
        try Data("\(folder.path)\n".utf8).write(to: URL(filePath: "\(list)/\(name)"))
        return
      } catch {
        reason = "\(list) cannot be written to"
      }
    }
    throw .cannotKeep(folder: folder.path, reason: reason)
  }

  /// All that is listed, in the order of the folders' names.
  func entries() -> [Entry] {
    folders.filter(isOurs).flatMap { list in
      ((try? FileManager.default.contentsOfDirectory(atPath: list)) ?? []).sorted()
        .filter { $0.hasPrefix(SandboxFolder.prefix) }
        .compactMap { name in
          let file = "\(list)/\(name)"
          guard let data = FileManager.default.contents(atPath: file) else { return nil }
          let path = String(decoding: data, as: UTF8.self).split(separator: "\n").first ?? ""
          guard path.hasPrefix("/"), path.hasSuffix("/\(name)") else { return nil }
          return Entry(folder: SandboxFolder(path: String(path)), file: file)
        }
    }
  }

  /// Anybody can create folders in the temporary folder; only our own word counts.
  private func isOurs(_ list: String) -> Bool {
    guard let status = FileStatus(of: list) else { return false }
    return status.kind == .folder && status.owner == geteuid()
  }
}
