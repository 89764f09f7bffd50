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
      try await audit([published(project)], choices: choices, into: &report)
      output.showChecks(report)
    }
  }

  private func published(_ project: LoadedProject) throws -> AuditRun {
    guard !project.checks.isEmpty else {
      throw NothingToDo(
        description: "nothing to check: no contract and no file in sql/checks asks for a check")
    }
    return AuditRun(
      checks: project.checks.map(\.check), masking: project.masking,
      settings: try settings(of: try warehouse()))
  }
}
