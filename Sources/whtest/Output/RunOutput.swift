import Glibc
import Pipeline
import Reporting
import WarehouseModel

/// Where a command's results go: the terminal as it proceeds, the report files at its end.
struct RunOutput: Sendable {
  private let folder: String
  private let console: ConsoleReport
  private let isETLOnly: Bool
  private let progress = ProgressDisplay()

  init(folder: String, isColoured: Bool, isETLOnly: Bool) {
    self.folder = folder
    self.isETLOnly = isETLOnly
    console = ConsoleReport(isColoured: isColoured)
  }

  func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { printError(diagnostic.description) }
  }

  func note(_ text: String) {
    progress.clear()
    printError("note: \(text)")
  }

  func showContracts(_ report: RunReport) {
    let results = narrowed(report).assertions
    if isETLOnly, results.isEmpty { return }
    printLine(console.contractSummary(report.contracts, results: results))
  }

  func showChecks(_ report: RunReport) {
    let results = narrowed(report).assertions
    if isETLOnly, results.isEmpty { return }
    printLine(console.checkSummary(results))
  }

  /// What the run built and found: steps that were not shown as they happened, checks, samples.
  func showOutcome(_ report: RunReport) {
    for step in report.steps where step.outcome.message != nil && report.samples.isEmpty {
      printLine(console.line(for: step))
    }
    showChecks(report)
    guard !isETLOnly else { return }
    for sample in report.samples {
      printLine()
      printLine(console.table(for: sample))
    }
    printLine()
  }

  /// Shows each step as it ends.
  @Sendable func observe(_ event: RunEvent) {
    switch event {
    case .step(let step): printLine(console.line(for: step))
    case .outputs(let results):
      if results.contains(where: \.outcome.isRed) {
        printLine(console.contractSummary([], results: results))
      }
    case .note(let text): note(text)
    case .copying(let tables): progress.show(tables)
    case .landed, .stage: break
    }
  }

  /// Writes the reports and ends with the status that belongs to the run.
  func finish(_ report: RunReport) throws {
    let report = narrowed(report)
    let unwritten = write(report)
    let written = unwritten.isEmpty ? [junitPath, jsonPath] : []
    printLine(console.verdict(for: report, reports: written))
    for error in unwritten { printError("error: \(error)") }
    switch report.status {
    case .passed:
      if !unwritten.isEmpty { throw Status.undelivered.code }
    case .failed: throw Status.findings.code
    case .error, .stopped: throw Status.couldNotRun.code
    }
  }

  /// Writes the reports of a command that could not run; the error itself is told elsewhere.
  func finishQuietly(_ report: RunReport) {
    for error in write(narrowed(report)) { printError("error: \(error)") }
  }

  /// The report with what the command is about; whatever is red belongs to it.
  private func narrowed(_ report: RunReport) -> RunReport {
    var report = report
    if isETLOnly { report.assertions = report.assertions.filter(\.outcome.isRed) }
    return report
  }

  private var junitPath: String { "\(folder)/junit.xml" }
  private var jsonPath: String { "\(folder)/run.json" }

  private func write(_ report: RunReport) -> [ReportError] {
    var errors: [ReportError] = []
    do { try JUnitReport().write(report, to: junitPath, options: JUnitOptions()) } catch {
      errors.append(reportError(error, junitPath))
    }
    do { try JSONReport().write(report, to: jsonPath) } catch {
      errors.append(reportError(error, jsonPath))
    }
    return errors
  }

  private func reportError(_ error: any Error, _ path: String) -> ReportError {
    error as? ReportError ?? ReportError(path: path, reason: "\(error)")
  }
}
