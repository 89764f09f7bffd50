import Reporting
import Testing
import WarehouseModel

@Suite("A note on what passed")
struct NoteTests {
  private static let report: RunReport = {
    var report = Example.passedReport
    let noted = AssertionResult(
      suite: .contract(QualifiedName("public", "teams")), name: "columns.a.required",
      location: nil, outcome: .passed, evidence: Evidence(note: "a may be <NULL>"))
    report.steps = []
    report.assertions = [noted]
    return report
  }()

  @Test("stands in each report, and the assertion passes all the same")
  func told() throws {
    let json = try JSONReport().text(of: Self.report)
    #expect(json.contains("\"note\" : \"a may be <NULL>\"") && json.contains("\"passed\" : 1"))
    let root = try #require(ParsedXML(junit(Self.report)))
    let element = try #require(
      root.children(named: "testsuite").first?.children(named: "testcase").first)
    #expect(
      element.children(named: "skipped").isEmpty && element.children(named: "failure").isEmpty)
    let properties = element.children(named: "properties").flatMap {
      $0.children(named: "property")
    }
    #expect(properties.map(\.attributes) == [["name": "whtest.note", "value": "a may be <NULL>"]])
    #expect(try !junit(Self.report, JUnitOptions(isStrict: true)).contains("NULL"))
    let console = ConsoleReport(isColoured: false)
    #expect(
      console.contractSummary([], results: Self.report.assertions) == """
        contracts: 1 of 1 passed
          ✓ public.teams columns.a.required
            info: a may be <NULL>
        """)
  }

  @Test("is told of nothing else that passed")
  func silent() {
    let result = AssertionResult(
      suite: .contract(QualifiedName("public", "teams")), name: "x", location: nil,
      outcome: .passed)
    #expect(
      ConsoleReport(isColoured: false).contractSummary([], results: [result])
        == "contracts: 1 of 1 passed")
  }
}
