import Reporting
import Testing
import WarehouseModel

@Suite("Impact for people and programs")
struct ImpactReportTests {
  private static let source = QualifiedName("public", "Odd \u{1B}one")

  private static let impact: Impact = {
    let use = ColumnUse.column(source, "id")
    func reader(_ kind: Reader.Kind, _ name: Identifier, _ detail: String? = nil) -> Reader {
      Reader(
        kind, QualifiedName("s", name), detail: detail, reading: "p",
        QueryLineage(outputs: [], whole: [use: .filter]),
        at: SourceLocation(file: "f.sql", line: 3))
    }
    let checks = (1...6).map { reader(.check, "t", "c\($0)") }
    return DependencyGraph(
      [reader(.materializedView, "kept"), reader(.gold, "n"), reader(.check, "u", "one")] + checks
    ).impact(of: PlacedRelation(source, on: "p"), column: "id")
  }()

  @Test("a line says how far each reader is hit, and checks share one")
  func text() {
    #expect(
      ImpactText(isColoured: false).text(of: Self.impact) == """
        public."Odd \\u{1B}one".id
          materialized view s.kept  the whole view
          s.n                       the whole model (read in WHERE or HAVING)
          check s.t                 c1, c2, c3, c4 and 2 more  f.sql:3
          check s.u                 one  f.sql:3

        """)
  }

  @Test("that nothing reads it is told")
  func nothing() {
    let impact = DependencyGraph([]).impact(of: PlacedRelation(Self.source))
    #expect(
      ImpactText(isColoured: false).text(of: impact)
        == "public.\"Odd \\u{1B}one\"\n  nothing that is known reads it\n")
  }

  @Test("programs get each reader by itself, with the reason for a whole")
  func json() throws {
    let text = try ImpactJSON().text(of: [Self.impact], notes: ["n"])
    #expect(text.matches(of: /"kind" : "check"/).count == 7)
    #expect(text.contains("\"whole\" : \"filter\""))
    #expect(text.contains("\"notes\" : [\n    \"n\"\n  ]"))
  }
}
