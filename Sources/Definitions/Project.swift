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
    let reading = ProjectReading(configuration, environment: environment)
    guard reading.diagnostics.allSatisfy({ $0.severity == .warning }) else {
      throw DefinitionErrors(reading.diagnostics)
    }
    return Project(
      configuration: configuration, contracts: reading.contracts, models: reading.models,
      checks: reading.checks, warnings: reading.diagnostics)
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
  fileprivate static func misspeltFolders(in sqlFolder: String) -> [Diagnostic] {
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

/// All that could be read of a project's files, and what is wrong with the rest.
package struct ProjectReading: Sendable {
  package let contracts: [Contract]
  package let models: [Model]
  package let checks: [SQLCheck]
  /// Relations whose files could not be read: nobody who reads them is to blame.
  package let unreadModels: Set<QualifiedName>
  /// Whether a contract could not be read, so that not all of bronze is known.
  package let lacksContracts: Bool
  /// In the order of the files.
  package let diagnostics: [Diagnostic]

  /// - Parameter environment: where variables of contracts come from; nil where they are only read.
  package init(_ configuration: Configuration, environment: [String: String]?) {
    let folders = configuration.folders
    let (files, ignored) = contractFiles(in: folders.contracts)
    let (contracts, contractDiagnostics) = collectContracts(in: files, environment: environment)
    let (models, unread, modelDiagnostics) = collectModels(in: folders.sql)
    let (checks, checkDiagnostics) = collectChecks(in: folders.sql)
    self.contracts = contracts
    self.models = models
    self.checks = checks
    unreadModels = unread
    lacksContracts = contracts.count < files.count
    let found =
      ignored + contractDiagnostics + modelDiagnostics + checkDiagnostics
      + contracts.compactMap { Project.serverDiagnostic(for: $0, in: configuration) }
      + Project.misspeltFolders(in: folders.sql)
    diagnostics = found.sorted()
  }

  /// Where a query takes all columns of a relation, whatever they are.
  package var starWarnings: [Diagnostic] {
    let stars = models.flatMap(\.stars) + checks.flatMap(\.stars)
    return stars.map { location in
      Diagnostic(
        .warning, "select-star",
        "takes every column there is, and another meaning whenever one is added or moved; name those"
          + " that are needed", at: location)
    }
  }
}
