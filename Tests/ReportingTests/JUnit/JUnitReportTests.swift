import Reporting
import Testing
import WarehouseModel

@Suite("JUnit report")
struct JUnitReportTests {
  @Test("shows every outcome in its form")
  func allOutcomes() throws {
    try Golden.junit.expect(junit(Example.report))
  }

  @Test("puts the prefix before each suite and class")
  func prefixed() throws {
    try Golden.junitPrefixed.expect(junit(Example.passedReport, JUnitOptions(prefix: "eu")))
  }

  @Test("takes an empty prefix for none")
  func emptyPrefix() throws {
    #expect(try junit(Example.report, JUnitOptions(prefix: "")) == junit(Example.report))
  }

  @Test("keeps to what validating readers allow")
  func strict() throws {
    let text = try junit(Example.report, JUnitOptions(isStrict: true))
    try Golden.junitStrict.expect(text)
    #expect(try validated(text) == [])
  }

  @Test("validates for hostile content, stopped and empty runs too")
  func strictEverywhere() throws {
    let empty = RunReport(toolVersion: "1", command: "run", startedAt: 0)
    for report in [Example.passedReport, Hostile.report, empty] {
      #expect(try validated(junit(report, JUnitOptions(isStrict: true))) == [])
    }
  }

  @Test("the schema refuses the default profile, so it does look")
  func schemaBites() throws {
    #expect(try validated(junit(Example.report)).contains { $0.contains("hostname") })
  }

  @Test("counts and times add up on each level", arguments: [false, true])
  func arithmetic(isStrict: Bool) throws {
    for report in [Example.report, Example.passedReport, Hostile.report] {
      let root = try #require(ParsedXML(junit(report, JUnitOptions(isStrict: isStrict))))
      let suites = root.children(named: "testsuite")
      for suite in suites {
        let cases = suite.children(named: "testcase")
        func count(_ name: String) -> Int { cases.count { !$0.children(named: name).isEmpty } }
        #expect(suite.integer("tests") == cases.count)
        #expect(suite.integer("failures") == count("failure"))
        #expect(suite.integer("errors") == count("error"))
        #expect(suite.integer("skipped") == count("skipped"))
        #expect(suite.milliseconds == cases.compactMap(\.milliseconds).reduce(0, +))
        #expect(cases.allSatisfy { $0.attributes["classname"] == suite.attributes["name"] })
      }
      for name in ["tests", "failures", "errors"] {
        #expect(root.integer(name) == suites.compactMap { $0.integer(name) }.reduce(0, +))
      }
      #expect(root.milliseconds == suites.compactMap(\.milliseconds).reduce(0, +))
    }
  }

  @Test("gathers results of one suite that lie apart, where the first of them is")
  func scattered() throws {
    var report = Example.passedReport
    report.steps = []
    report.assertions = [
      Example.checkResults[0], Example.contractResults[0], Example.checkResults[1],
    ]
    let root = try #require(ParsedXML(junit(report)))
    let names = root.children(named: "testsuite").map { $0.attributes["name"] }
    #expect(names == ["whtest.contract.public.memberships", "whtest.quality.silver.event_rsvps"])
    #expect(root.children[1].integer("tests") == 2)
  }

  private func validated(_ text: String) throws -> [String] {
    try #require(schemaErrors(in: text, schema: testFolder + "/Schema/junit-strict.xsd"))
  }
}
