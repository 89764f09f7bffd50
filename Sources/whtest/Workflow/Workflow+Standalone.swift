import Definitions
import Quality
import WarehouseModel

extension Workflow {
  /// A workflow that goes by no `whtest.yaml`; reports go to the working folder.
  init(standalone command: String, options: ProjectOptions, environment: [String: String]) {
    self.init(
      command: command,
      configuration: Configuration(
        file: Configuration.fileName, servers: [],
        folders: Folders(contracts: "contracts", sql: "sql", reports: "reports")),
      options: options, environment: environment)
  }

  /// Holds contracts against the databases that they name themselves.
  func hold(_ standalone: StandaloneContracts) async throws {
    try await reporting { report in
      let groups = try load(standalone, noting: &report)
      for group in groups {
        let snapshot = try await snapshot(of: group.settings, by: reader ?? .full)
        report.judge(
          group.contracts, on: snapshot, server: group.server, gate: gate, waivers: waivers)
      }
      let empty = groups.flatMap(\.contracts).filter(\.objects.isEmpty)
      try report.noteNothing(in: empty, of: standalone, "the contract promises nothing")
      output.showContracts(report)
    }
  }

  /// Runs the checks of contracts on the very tables that they speak of.
  func check(_ standalone: StandaloneContracts, _ choices: AuditChoices) async throws {
    if choices.explain {
      let (groups, warnings) = try standalone.load(environment: environment)
      output.show(warnings)
      return try await explain(groups.map(audited), choices: choices)
    }
    try await reporting { report in
      let groups = try load(standalone, noting: &report)
      let runs = groups.map(audited).filter { !$0.checks.isEmpty }
      try await audit(runs, choices: choices, into: &report)
      let empty = groups.flatMap(\.contracts).filter { checksInPlace(of: $0).isEmpty }
      try report.noteNothing(in: empty, of: standalone, "the contract asks for no check")
      output.showChecks(report)
    }
  }

  private func audited(_ group: StandaloneContracts.Group) -> AuditRun {
    AuditRun(
      checks: group.contracts.flatMap(checksInPlace), masking: Masking(of: group.contracts),
      settings: group.settings)
  }

  private func load(
    _ standalone: StandaloneContracts, noting report: inout RunReport
  ) throws -> [StandaloneContracts.Group] {
    let (groups, warnings) = try standalone.load(environment: environment)
    report.diagnostics = warnings
    output.show(warnings)
    return groups
  }
}

/// The checks of a contract, on the very relations that it speaks of.
private func checksInPlace(of contract: Contract) -> [Check] {
  checks(of: contract) { $0 }
}

extension RunReport {
  /// A contract in which there is nothing to look at must not hide behind the others.
  fileprivate mutating func noteNothing(
    in contracts: [Contract], of standalone: StandaloneContracts, _ reason: String
  ) throws {
    guard contracts.count < standalone.files.count else {
      throw NothingToDo(description: "nothing to check: \(reason)")
    }
    assertions += contracts.map { contract in
      AssertionResult(
        suite: .run, name: contract.file, location: SourceLocation(file: contract.file, line: 1),
        outcome: .errored(type: "whtest.run.NothingAsserted", message: reason))
    }
  }
}
