import Testing
import WarehouseModel

@Suite("What a run comes to")
struct RunReportTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var outcomes: [Outcome] = []
    var steps: [Outcome] = []
    var stopped: String?
    let status: RunStatus
    /// The type of the result that is added so that no report looks green.
    var added: String?
    var testDescription: String { name }

    var report: RunReport {
      var report = RunReport(toolVersion: "1", command: "run", startedAt: 0)
      report.assertions = outcomes.map { result($0) }
      report.steps = steps.map {
        Step(layer: .silver, relation: rsvps, location: nil, outcome: $0)
      }
      report.stopped = stopped
      return report
    }
  }

  private static let failed = Outcome.failed(type: "t", verdict: nil, message: "m")
  private static let errored = Outcome.errored(type: "e", message: "m")

  @Test(arguments: [
    Case(name: "nothing at all", status: .error, added: "whtest.run.NothingAsserted"),
    Case(
      name: "only gated and not executed", outcomes: [.gated("g"), .notExecuted("n")],
      status: .error, added: "whtest.run.NothingAsserted"),
    Case(name: "one passed", outcomes: [.passed], status: .passed),
    Case(name: "one warned", outcomes: [.warned("w")], status: .passed),
    Case(name: "only a step passed", steps: [.passed], status: .passed),
    Case(
      name: "passed beside not executed", outcomes: [.passed, .notExecuted("n")],
      status: .passed),
    Case(name: "one failed", outcomes: [.passed, failed], status: .failed),
    Case(name: "failed outranks errored", outcomes: [errored, failed], status: .failed),
    Case(name: "one errored", outcomes: [.passed, errored], status: .error),
    Case(name: "a step errored", outcomes: [.passed], steps: [errored], status: .error),
    Case(name: "a step failed", outcomes: [.passed], steps: [failed], status: .failed),
    Case(
      name: "stopped with nothing wrong", outcomes: [.passed], stopped: "s", status: .stopped,
      added: "whtest.run.Stopped"),
    Case(
      name: "stopped before anything was looked at", stopped: "s", status: .stopped,
      added: "whtest.run.Stopped"),
    Case(name: "stopped by a failure", outcomes: [failed], stopped: "s", status: .failed),
    Case(name: "stopped by an error", outcomes: [errored], stopped: "s", status: .error),
  ])
  func `is one word, and never a green report of nothing`(_ example: Case) {
    let report = example.report
    #expect(report.status == example.status)
    let conclusive = report.conclusiveResults
    #expect(Array(conclusive.prefix(report.results.count)) == report.results)
    let added = conclusive.dropFirst(report.results.count)
    #expect(added.count == (example.added == nil ? 0 : 1))
    if let type = example.added {
      let message = example.stopped ?? RunReport.nothingAsserted
      #expect(added.first?.outcome == .errored(type: type, message: message))
      #expect(added.first?.suite == .run)
      #expect(added.first?.name == "run")
    }
    // Whoever reads only the testcases must come to the same conclusion.
    #expect(conclusive.contains(where: \.outcome.isRed) == (example.status != .passed))
  }

  @Test
  func `counts each outcome once`() {
    let outcomes: [Outcome] = [
      .passed, .passed, Self.failed, .warned("w"), Self.errored, Self.errored, .gated("g"),
      .notExecuted("n"), .notExecuted("n"), .notExecuted("n"),
    ]
    let counts = OutcomeCounts(of: outcomes.map { result($0) })
    #expect(
      [
        counts.passed, counts.failed, counts.warned, counts.errored, counts.gated,
        counts.notExecuted,
      ] == [2, 1, 1, 2, 1, 3])
    #expect(counts.total == 10)
    #expect(counts.evaluated == 4)
    #expect(counts.red == 3)
    #expect(counts.skipped == 5)
    #expect(counts.red + counts.skipped + counts.passed == counts.total)
  }

  @Test
  func `lists contracts, then steps, then checks`() {
    var report = RunReport(toolVersion: "1", command: "run", startedAt: 0)
    report.assertions = [
      result(.passed, in: .quality(rsvps)), result(.warned("w"), in: .contract(rsvps)),
      result(.passed, in: .run),
    ]
    report.steps = [
      Step(layer: .bronze, relation: rsvps, location: line(4), outcome: .gated("g"), seconds: 2)
    ]
    #expect(
      report.results.map(\.suite.name) == [
        "whtest.contract.public.rsvps", "whtest.etl.bronze", "whtest.quality.public.rsvps",
        "whtest.run",
      ])
    #expect(
      report.results[1]
        == AssertionResult(
          suite: .etl(.bronze), name: "rsvps", location: line(4), outcome: .gated("g"),
          seconds: 2))
  }

  @Test
  func `outlines which contract was held against which server`() {
    let outline = ContractOutline(of: contract(promise()), server: "production")
    #expect(outline.id == "rsvps")
    #expect(outline.version == "1.0.0")
    #expect(outline.server == "production")
    #expect(outline.relations == [rsvps])
  }
}
