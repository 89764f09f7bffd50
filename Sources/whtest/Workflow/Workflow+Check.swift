import Definitions
import Pipeline
import RunStore
import WarehouseModel

extension Workflow {
  /// Runs all checks on what is published, in read-only transactions.
  func checkPublished(_ choices: AuditChoices) async throws {
    if choices.explain {
      return try await explain([published(LoadedProject(configuration))], choices: choices)
    }
    try await reporting { report in
      let project = try LoadedProject(configuration)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      var run = try published(project)
      run.history = try await history(for: project)
      try await audit([run], choices: choices, into: &report)
      report.assertions += project.checks.compactMap { check in
        unpublished(check, in: project).map { check.gated(because: $0) }
      }
      output.showChecks(report)
    }
  }

  /// What runs have stored.
  private func history(for project: LoadedProject) async throws -> [CheckID: [Double]] {
    let compared = project.comparedWithHistory
    guard !compared.isEmpty else { return [:] }
    let store = try await RunStore.openBesideRuns(
      try settings(of: try warehouse(), application: "whtest run store"),
      patience: configuration.timeouts.run, environment: environment)
    let history = try await store.history(of: compared)
    await store.close()
    return history
  }

  /// Why a check has nothing to look at outside a run; nil where it has.
  private func unpublished(_ check: LayeredCheck, in project: LoadedProject) -> String? {
    check.reads.intersection(project.unlogged).min().map {
      "\($0) is not published, since a crash of the server would empty it"
    }
  }

  private func published(_ project: LoadedProject) throws -> AuditRun {
    let checks = project.checks.filter { unpublished($0, in: project) == nil }
    guard !checks.isEmpty else {
      throw NothingToDo(
        description: "nothing to check: no contract and no file in sql/checks asks for a check")
    }
    return AuditRun(
      checks: checks.map(\.check), masking: project.masking,
      settings: try settings(of: try warehouse()))
  }
}
