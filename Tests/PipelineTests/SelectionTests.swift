import Pipeline
import Testing
import WarehouseModel

@Suite("A part of the models")
struct SelectionTests {
  private static let landings: Set<QualifiedName> = [
    name("bronze.teams"), name("bronze.events"), name("bronze.only_here"),
  ]
  private static let models = [
    model("silver.teams", reads: ["bronze.teams"]),
    model("silver.events", reads: ["bronze.events", "silver.teams", "pg_catalog.pg_class"]),
    model("gold.counts", reads: ["silver.events"]),
    model("gold.teams", reads: ["silver.teams"]),
    model("gold.apart", reads: ["bronze.only_here"]),
  ]

  struct Case: CustomTestStringConvertible, Sendable {
    let terms: [Selection.Term]
    let expected: [String]
    var testDescription: String { terms.map(\.name).joined(separator: " ") }

    /// Terms as on the command line, without quotes.
    init(_ text: String, _ expected: String...) {
      terms = text.split(separator: " ").map { word in
        Selection.Term(
          word.filter { $0 != "+" }.split(separator: ".").map { Identifier(String($0)) },
          takesSources: word.hasPrefix("+"), takesReaders: word.hasSuffix("+"))
      }
      self.expected = expected
    }
  }

  @Test(arguments: [
    Case("events", "silver.events"),
    Case("only_here", "bronze.only_here"),
    Case("teams", "gold.teams", "silver.teams"),
    Case("silver.teams", "silver.teams"),
    Case("bronze.teams", "bronze.teams"),
    Case("silver", "silver.events", "silver.teams"),
    Case("bronze", "bronze.events", "bronze.only_here", "bronze.teams"),
    Case("+silver.events", "bronze.events", "bronze.teams", "silver.events", "silver.teams"),
    Case("silver.teams+", "gold.counts", "gold.teams", "silver.events", "silver.teams"),
    Case(
      "+silver.events+", "bronze.events", "bronze.teams", "gold.counts", "silver.events",
      "silver.teams"),
    Case("+apart counts", "bronze.only_here", "gold.apart", "gold.counts"),
    Case("bronze.only_here+", "bronze.only_here", "gold.apart"),
  ])
  func `is what is named, with what lies before and behind it`(_ example: Case) throws {
    let graph = try ModelGraph(Self.models, landings: Self.landings)
    let found = try graph.relations(in: Selection(example.terms), landings: Self.landings)
    #expect(found.sorted().map(\.description) == example.expected)
  }

  @Test
  func `names all that nobody makes`() throws {
    let graph = try ModelGraph(Self.models, landings: Self.landings)
    let terms = [["evnts"], ["silver", "counts"], ["sliver"], ["gold", "teams"]].map {
      Selection.Term($0.map { Identifier($0) })
    }
    #expect(
      throws: SelectionMistake(
        """
        no model, no copy and no layer is called evnts; did you mean events?
        no model, no copy and no layer is called silver.counts; did you mean silver.events?
        no model, no copy and no layer is called sliver; did you mean silver?
        """)
    ) { try graph.relations(in: Selection(terms), landings: Self.landings) }
  }
}
