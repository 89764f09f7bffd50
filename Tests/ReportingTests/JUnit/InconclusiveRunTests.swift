import Reporting
import Testing
import WarehouseModel

/// A file that looks green although nothing was seen to the end would be the worst report of all.
@Suite("JUnit report of a run without a verdict")
struct InconclusiveRunTests {
  @Test("a run that stopped before its first result is an error")
  func stoppedAtOnce() throws {
    var report = RunReport(toolVersion: "1.2.0", command: "run", startedAt: Example.morning)
    report.stopped = "cannot connect to production: connection refused"
    try Golden.junitStopped.expect(junit(report))
    #expect(report.status == .stopped)
  }

  @Test("a run that stopped with nothing red is an error beside its results")
  func stoppedLater() throws {
    var report = Example.passedReport
    report.stopped = "interrupted"
    let root = try #require(ParsedXML(junit(report)))
    #expect(root.integer("tests") == 3)
    #expect(root.integer("errors") == 1)
    let suite = try #require(root.children.last)
    #expect(suite.attributes["name"] == "whtest.run")
    let error = try #require(suite.children.first?.children.first)
    #expect(error.attributes == ["message": "interrupted", "type": "whtest.run.Stopped"])
    #expect(error.text == "interrupted\n")
  }

  @Test("a run that stopped because of a red result needs no more")
  func stoppedByFinding() throws {
    var report = Example.report
    report.stopped = "a contract is broken"
    #expect(try junit(report) == junit(Example.report))
    #expect(report.status == .failed)
  }

  @Test("a run without any result is an error")
  func empty() throws {
    let report = RunReport(toolVersion: "1.2.0", command: "run", startedAt: Example.morning)
    let root = try #require(ParsedXML(junit(report)))
    #expect(root.integer("tests") == 1)
    #expect(root.integer("errors") == 1)
    #expect(report.status == .error)
  }

  @Test("a run that only skipped is an error")
  func onlySkipped() throws {
    var report = RunReport(toolVersion: "1.2.0", command: "run", startedAt: Example.morning)
    report.assertions = [Example.contractResults[2]]
    let root = try #require(ParsedXML(junit(report)))
    #expect(root.integer("errors") == 1)
    #expect(report.status == .error)
  }
}
