import Reporting
import Testing
import WarehouseModel

@Suite("Console report")
struct ConsoleReportTests {
  @Test("reads well without colours")
  func plain() throws {
    let text = transcript(Example.report, isColoured: false)
    try Golden.console.expect(text)
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test("is the same text with colours, but for NULL")
  func coloured() throws {
    var report = Example.report
    try Golden.consoleColoured.expect(transcript(report, isColoured: true))
    report.samples = []
    let uncoloured = transcript(report, isColoured: true)
      .replacing(/\u{1B}\[[0-9]+m/, with: "")
    #expect(uncoloured == transcript(report, isColoured: false))
  }

  @Test("lets nothing through that a terminal would obey")
  func hostile() throws {
    let text = transcript(Hostile.report, isColoured: false)
    try Golden.consoleHostile.expect(text)
    let isObeyed = { (scalar: Unicode.Scalar) in
      scalar.properties.generalCategory == .control && scalar != "\n"
    }
    #expect(!text.unicodeScalars.contains(where: isObeyed))
  }

  @Test("a huge value costs one cell, a long table ten rows")
  func large() {
    let huge = String(repeating: "x", count: 1 << 20)
    let rows = Array(repeating: [huge] as [String?], count: 1_200)
    let table = ConsoleReport(isColoured: false).table(
      for: Sample(relation: Example.rsvps, rows: ResultSet(columns: [huge], rows: rows)))
    let lines = table.split(separator: "\n")
    #expect(lines.count == 14)
    #expect(lines.allSatisfy { $0.count <= 42 })
    #expect(lines.last == "  … 1,190 more")
  }

  struct Ending: CustomTestStringConvertible {
    let testDescription: String
    let report: RunReport

    init(_ sentence: String, _ report: RunReport, _ change: (inout RunReport) -> Void = { _ in }) {
      testDescription = sentence
      var report = report
      change(&report)
      self.report = report
    }
  }

  @Test(
    "ends with one sentence",
    arguments: [
      Ending("PASSED run r43 in 5.200 s: 2 of 2 passed; published", Example.passedReport),
      Ending("PASSED run r43 in 5.200 s: 1 of 1 passed", Example.passedReport) {
        $0.steps = []
        $0.isPublished = false
      },
      Ending(
        "STOPPED run r43 in 5.200 s: 2 of 2 passed; interrupted; nothing was published",
        Example.passedReport
      ) {
        $0.isPublished = false
        $0.stopped = "interrupted"
      },
      Ending("STOPPED in 0.000 s: no connection", empty) { $0.stopped = "no connection" },
      Ending("ERROR in 0.000 s: nothing was looked at, so nothing can be said to hold", empty),
      Ending("ERROR in 0.000 s: 0 of 1 passed, 1 not executed", empty) {
        $0.assertions = [Example.contractResults[2]]
      },
      Ending("ERROR in 0.000 s: 0 of 1 passed, 1 could not be evaluated", empty) {
        $0.assertions = [Example.steps[1].assertion]
      },
    ])
  func endings(_ ending: Ending) {
    #expect(ConsoleReport(isColoured: false).verdict(for: ending.report) == ending.testDescription)
  }

  private static let empty = RunReport(toolVersion: "1", command: "run", startedAt: 0)

  /// Everything that a run prints.
  private func transcript(_ report: RunReport, isColoured: Bool) -> String {
    let console = ConsoleReport(isColoured: isColoured)
    let parts = [
      console.contractSummary(report.contracts, results: report.assertions),
      report.steps.map(console.line).joined(separator: "\n"),
      console.checkSummary(report.assertions),
      report.samples.map(console.table).joined(separator: "\n\n"),
      console.verdict(for: report, reports: ["reports/junit.xml", "reports/run.json"]),
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }
}
