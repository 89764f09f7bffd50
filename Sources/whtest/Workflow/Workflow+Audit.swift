import Definitions
import PostgresClient
import PostgresEngine
import Quality
import Reporting
import WarehouseModel

/// Checks on one database.
struct AuditRun {
  let checks: [Check]
  let masking: Masking
  let settings: ConnectionSettings
  /// Numbers of earlier runs, for checks that compare with them.
  var history: [CheckID: [Double]] = [:]
}

extension Workflow {
  /// Prints how checks would be run, and runs none.
  func explain(_ runs: [AuditRun], choices: AuditChoices) async throws {
    for run in runs {
      let audit = try await openAudit(on: run.settings, choices)
      let auditor = Auditor(engine: audit, masking: run.masking, options: choices.options)
      printLine(try await auditor.plan(for: run.checks).explanation(in: audit.dialect))
      await audit.end()
    }
  }

  /// Runs checks on committed data and holds the results against the violations that are known.
  func audit(_ runs: [AuditRun], choices: AuditChoices, into report: inout RunReport) async throws {
    let path = choices.baseline ?? baselinePath
    let baseline = try Definitions.baseline(
      at: path, mayBeMissing: choices.baseline == nil || choices.updateBaseline)
    var results: [AssertionResult] = []
    for run in runs {
      let audit = try await openAudit(on: run.settings, choices)
      let auditor = Auditor(
        engine: audit, masking: run.masking, options: choices.options, history: run.history)
      results += try await auditor.results(of: run.checks)
      await audit.end()
    }
    var known = baseline
    if choices.updateBaseline {
      let counts = baseline.updated(with: results)
      try writeFile(Array(baselineText(counts).utf8), to: path)
      output.note(
        "\(path) knows " + (counts.count == 1 ? "1 violation" : "\(counts.count) violations"))
      known = try Definitions.baseline(at: path, mayBeMissing: false)
    } else {
      let unused = baseline.unused(by: results)
      report.diagnostics += unused
      output.show(unused)
    }
    report.assertions += results.map(known.judged).map(gate.judged)
  }

  /// Where known violations are kept unless somebody says otherwise.
  private var baselinePath: String {
    let folder = configuration.file.split(separator: "/", omittingEmptySubsequences: false)
      .dropLast()
    return (folder + ["whtest.baseline.yaml"]).joined(separator: "/")
  }

  private func openAudit(
    on settings: ConnectionSettings, _ choices: AuditChoices
  ) async throws -> CommittedAudit {
    try await CommittedAudit(
      on: settings, limits: choices.limits(over: limits), environment: environment)
  }
}
