import Pipeline
import PostgresEngine
import Quality
import WarehouseModel

extension Workflow {
  /// Runs all checks on what is published, in one read-only transaction.
  func checkPublished() async throws {
    try await reporting { report in
      let project = try LoadedProject(configuration)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      guard !project.checks.isEmpty else {
        throw NothingToDo(
          description: "nothing to check: no contract and no file in sql/checks asks for a check")
      }
      let audit = try await CommittedAudit(
        on: try settings(of: try warehouse()), limits: limits, environment: environment)
      let auditor = Auditor(engine: audit, masking: project.masking)
      report.assertions = try await auditor.results(of: project.checks.map(\.check))
        .map(gate(for: project).judged)
      await audit.end()
      output.showChecks(report)
    }
  }
}
