package import WarehouseModel

extension ConsoleReport {
  /// The last lines of a run: what it came to in one sentence, and where its reports are.
  package func verdict(for report: RunReport, reports: [String] = []) -> String {
    let status = report.status
    let word = paint(status.rawValue.uppercased(), status.colour)
    let run = report.run.map { " run \($0)" } ?? ""
    let seconds = Milliseconds(seconds: report.seconds).text
    let parts = [finding(of: report), reason(of: report), publication(of: report)]
    let sentence = parts.compactMap(\.self).joined(separator: "; ")
    let verdict = "\(word)\(run) in \(seconds) s: \(sentence)"
    guard !reports.isEmpty else { return verdict }
    let paths = reports.map { $0.spelledOut(as: .name) }.joined(separator: ", ")
    return "\(verdict)\n\(paint("reports: \(paths)", .dim))"
  }

  private func finding(of report: RunReport) -> String? {
    let counts = OutcomeCounts(of: report.results)
    if counts.total > 0 { return tally(counts) }
    return report.stopped == nil ? RunReport.nothingAsserted : nil
  }

  private func reason(of report: RunReport) -> String? {
    report.stopped?.spelledOut(as: .sentence, limit: 1_000)
  }

  private func publication(of report: RunReport) -> String? {
    if report.isPublished { return "published" }
    if report.isDryRun { return "a dry run: nothing was published" }
    return report.steps.isEmpty ? nil : "nothing was published"
  }
}

extension RunStatus {
  fileprivate var colour: Colour {
    switch self {
    case .passed: .green
    case .stopped: .yellow
    case .failed, .error: .red
    }
  }
}
