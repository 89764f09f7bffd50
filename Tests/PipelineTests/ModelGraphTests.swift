import Pipeline
import Testing
import WarehouseModel

@Suite("The order of models")
struct ModelGraphTests {
  typealias Case = ModelsCase

  private static let landings: Set<QualifiedName> = [name("bronze.teams"), name("bronze.events")]

  @Test(arguments: [
    Case("no models", []),
    Case("one model", [model("silver.teams", reads: ["bronze.teams"])], "silver.teams"),
    Case(
      "what reads comes after what is read",
      [
        model("silver.a", reads: ["silver.z"]), model("silver.z", reads: ["bronze.teams"]),
      ],
      "silver.z", "silver.a"),
    Case(
      "ties are broken by layer, then by name",
      [
        model("gold.a"), model("silver.c"), model("silver.b"), model("bronze.x"), model("gold.B"),
      ],
      "bronze.x", "silver.b", "silver.c", "gold.B", "gold.a"),
    Case(
      "relations outside the layers are left to the server",
      [model("gold.a", reads: ["whtest_state.seen", "pg_catalog.pg_class"])], "gold.a"),
    Case(
      "reading twice is reading",
      [
        model("gold.a", reads: ["silver.b", "silver.b"]),
        model("silver.b", reads: ["bronze.events", "bronze.events"]),
      ],
      "silver.b", "gold.a"),
  ])
  func `puts each model after all that it reads`(_ example: Case) throws {
    let graph = try ModelGraph(example.models, landings: Self.landings)
    #expect(graph.ordered.map(\.name.description) == example.expected)
    let reversed = try ModelGraph(example.models.reversed(), landings: Self.landings)
    #expect(reversed.ordered == graph.ordered)
  }

  @Test(arguments: [
    Case(
      "unknown, with a guess", [model("silver.teams", reads: ["bronze.team"])],
      "sql/silver.teams.sql:1:6: error: [unknown-relation] no contract and no model makes"
        + " bronze.team; did you mean bronze.teams?"),
    Case(
      "unknown, without a guess", [model("gold.a", reads: ["silver.whatever"])],
      "sql/gold.a.sql:1:6: error: [unknown-relation] no contract and no model makes"
        + " silver.whatever"),
    Case(
      "unqualified, with a guess", [model("silver.a", reads: ["teams"])],
      "sql/silver.a.sql:1:6: error: [unqualified-relation] teams has no schema in front of it;"
        + " did you mean bronze.teams?"),
    Case(
      "unqualified, with two guesses",
      [model("silver.teams", reads: ["bronze.teams"]), model("gold.a", reads: ["teams"])],
      "sql/gold.a.sql:1:6: error: [unqualified-relation] teams has no schema in front of it;"
        + " did you mean bronze.teams or silver.teams?"),
    Case(
      "unqualified, without a guess", [model("silver.a", reads: ["xyz"])],
      "sql/silver.a.sql:1:6: error: [unqualified-relation] xyz has no schema in front of it"),
    Case(
      "a later layer",
      [model("silver.a", reads: ["gold.b"]), model("gold.b", reads: ["bronze.teams"])],
      "sql/silver.a.sql:1:6: error: [later-layer] silver may not read gold.b, which is built"
        + " later"),
    Case(
      "everything at once, in the order of the files",
      [
        model("silver.b", reads: ["xyz", "bronze.teams", "bronze.nothing"]),
        model("silver.a", reads: ["gold.x"]),
      ],
      "sql/silver.a.sql:1:6: error: [unknown-relation] no contract and no model makes gold.x",
      "sql/silver.b.sql:1:6: error: [unqualified-relation] xyz has no schema in front of it",
      "sql/silver.b.sql:3:6: error: [unknown-relation] no contract and no model makes"
        + " bronze.nothing"),
  ])
  func `refuses what cannot be read`(_ example: Case) {
    #expect(
      mistakes { _ = try ModelGraph(example.models, landings: Self.landings) }
        == example.expected)
  }
}
