import FoundationEssentials

/// Private servers that nobody watches over any more: kept on purpose, or left by a crash.
struct Leftovers: Sendable {
  let environment: [String: String]
  let account: ServerAccount

  /// Removes what runs left that died together with their guardian; returns the folders.
  func removeCrashed() async -> [String] {
    var removed: [String] = []
    for parent in SandboxFolder.parents(environment: environment) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
      for name in names.sorted() where name.hasPrefix(SandboxFolder.prefix) {
        let folder = SandboxFolder(path: "\(parent)/\(name)")
        guard let mark = folder.takeOver(), !mark.isKept else { continue }
        if await remove(folder, binaries: mark.binaries) { removed.append(folder.path) }
      }
    }
    return removed
  }

  /// Removes what was kept, also when its server is dead already; returns the folders.
  func removeKept() async -> [String] {
    var removed: [String] = []
    for entry in KeptSandboxes(environment: environment).entries() {
      let folder = entry.folder
      if let mark = folder.takeOver(), mark.isKept {
        guard await remove(folder, binaries: mark.binaries) else { continue }
        removed.append(folder.path)
      } else if FileStatus(of: folder.path) == nil {
        // The folder was deleted by hand; its server may not have noticed yet.
        _ = await remove(folder, binaries: "")
      }
      // A folder without our marker is none of ours: it stays, and is forgotten.
      entry.forget()
    }
    return removed
  }

  /// Stops the server of a folder and removes it; false when something resists.
  func remove(_ folder: SandboxFolder, binaries: String) async -> Bool {
    let guardian = try? Guardian.start(
      over: folder, binaries: binaries, account: account, environment: environment)
    await guardian?.cleanUp()
    return FileStatus(of: folder.path) == nil
  }
}
