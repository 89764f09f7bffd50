internal import FoundationEssentials
package import WarehouseModel

/// All definitions that a run goes by.
package struct Project: Sendable {
  package let configuration: Configuration
  /// In the order of the file names.
  package let contracts: [Contract]
  /// Silver before gold, then in the order of the file names.
  package let models: [Model]
  package let checks: [SQLCheck]
  /// What is no mistake and worth knowing.
  package let warnings: [Diagnostic]

  /// Reads everything that a configuration points to.
  ///
  /// Throws the mistakes of all files together, as `DefinitionErrors`. Folders that are missing
  /// or empty are no mistake here.
  package static func load(
    _ configuration: Configuration,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Project {
    let folders = configuration.folders
    let (contracts, contractDiagnostics) = collectContracts(
      in: folders.contracts, environment: environment)
    let (models, modelDiagnostics) = collectModels(in: folders.sql)
    let (checks, checkDiagnostics) = collectChecks(in: folders.sql)
    let diagnostics =
      contractDiagnostics + modelDiagnostics + checkDiagnostics
      + contracts.compactMap { serverDiagnostic(for: $0, in: configuration) }
      + misspeltFolders(in: folders.sql)
    let errors = diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw DefinitionErrors(diagnostics) }
    return Project(
      configuration: configuration, contracts: contracts, models: models, checks: checks,
      warnings: diagnostics.sorted())
  }

  /// A contract must name a server of the configuration, unless only one can be meant.
  static func serverDiagnostic(
    for contract: Contract, in configuration: Configuration
  ) -> Diagnostic? {
    if let unsupported = contract.unsupportedServer { return unsupported }
    guard let server = contract.server else {
      guard configuration.sources.count != 1 else { return nil }
      return Diagnostic(
        .error, "missing-key",
        "the contract names no server, and \(configuration.file) has "
          + "\(configuration.sources.count) sources",
        at: SourceLocation(file: contract.file, line: 1))
    }
    guard configuration.server(named: server.value) == nil else { return nil }
    let names = configuration.servers.map(\.name)
    return Diagnostic(
      .error, "unknown-server",
      "no server \"\(server.value.shortened)\" in \(configuration.file)"
        + hint(for: server.value, among: names),
      at: server.location)
  }

  /// A folder that was meant to be read and is not would pass in silence.
  private static func misspeltFolders(in sqlFolder: String) -> [Diagnostic] {
    let known = ["silver", "gold", "checks"]
    return names(in: sqlFolder).compactMap { name in
      let folder = path(name, in: sqlFolder)
      guard !known.contains(name), isFolder(folder) else { return nil }
      let hint = hint(for: name, among: known)
      guard !hint.isEmpty else { return nil }
      return Diagnostic(
        .warning, "ignored-folder", "not read\(hint)",
        at: SourceLocation(file: displayedPath(folder), line: 1))
    }
  }
}
