import FoundationEssentials

/// A folder that holds the programs of a PostgreSQL server.
package struct ServerBinaries: Hashable, Sendable {
  package let folder: String
  /// 15 of 15.4.
  package let majorVersion: Int

  static let programs = ["initdb", "pg_ctl", "postgres"]

  func path(of program: String) -> String { "\(folder)/\(program)" }

  /// Finds all servers that are installed, never none.
  ///
  /// Those in `PATH` come first, in its order, because somebody put them there; Debian does not.
  /// Then `pg_config --bindir` and the versioned folders of packages, the newest version first.
  package static func locate(
    environment: [String: String]
  ) async throws(SandboxError) -> [ServerBinaries] {
    try await choose(
      from: Program.searchPath(environment),
      orNewestOf: await configured(environment) + packaged(), environment: environment)
  }

  /// The servers in some folders: the first folders in their order, the others by version.
  static func choose(
    from chosen: [String], orNewestOf installed: [String], environment: [String: String]
  ) async throws(SandboxError) -> [ServerBinaries] {
    let first = await versioned(chosen, environment)
    let others = await versioned(installed, environment)
      .sorted { ($0.majorVersion, $1.folder) > ($1.majorVersion, $0.folder) }
    var seen: Set<String> = []
    let all = (first + others).filter { seen.insert($0.folder).inserted }
    guard !all.isEmpty else {
      throw .noServer(searched: ["PATH", "pg_config --bindir"] + packages)
    }
    return all
  }

  private static func versioned(
    _ folders: [String], _ environment: [String: String]
  ) async -> [ServerBinaries] {
    var found: [ServerBinaries] = []
    for folder in folders.compactMap(home) {
      let program = Program(["\(folder)/postgres", "--version"], environment: environment)
      guard let end = try? await program.run(), end.code == 0,
        let version = majorVersion(in: end.output)
      else { continue }
      found.append(ServerBinaries(folder: folder, majorVersion: version))
    }
    return found
  }

  /// Where the programs really are: links to them, as in `/usr/local/bin`, are followed.
  private static func home(_ folder: String) -> String? {
    func isComplete(_ folder: String) -> Bool {
      programs.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
    }
    guard isComplete(folder) else { return nil }
    let real = URL(filePath: "\(folder)/postgres").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    return isComplete(real) ? real : folder
  }

  private static func configured(_ environment: [String: String]) async -> [String] {
    let program = Program(["pg_config", "--bindir"], environment: environment)
    guard let end = try? await program.run(), end.code == 0 else { return [] }
    return [end.output.lastLines(1)]
  }

  /// Where the packages of Debian and Ubuntu, and of Fedora and Red Hat, put their versions.
  private static let packages = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"]

  private static func packaged() -> [String] {
    packages.flatMap { pattern in
      let parts = pattern.split(separator: "/").map(String.init)
      guard let star = parts.firstIndex(where: { $0.hasSuffix("*") }) else { return [pattern] }
      let root = "/" + parts[..<star].joined(separator: "/")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
      return names.filter { $0.hasPrefix(parts[star].dropLast()) }
        .map { "\(root)/\($0)/" + parts[(star + 1)...].joined(separator: "/") }
    }
  }

  /// 15 in `postgres (PostgreSQL) 15.4 (Debian 15.4-1)`.
  static func majorVersion(in text: String) -> Int? {
    let words = text.split(separator: " ")
    guard let name = words.firstIndex(of: "(PostgreSQL)"), name + 1 < words.count else {
      return nil
    }
    return Int(words[name + 1].prefix { $0.isNumber })
  }
}
