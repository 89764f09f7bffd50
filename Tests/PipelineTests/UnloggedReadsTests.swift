import Pipeline
import Testing
import WarehouseModel

@Suite("Views over copies without a log")
struct UnloggedReadsTests {
  typealias Case = ModelsCase

  private static func view(_ text: String, reads: [String]) -> Model {
    let table = model(text, reads: reads)
    return Model(
      name: table.name, layer: table.layer, title: nil, materialization: .view, key: [],
      query: table.query, location: table.location, reads: table.reads)
  }

  private static func mistake(_ place: String, _ view: String, _ table: String) -> String {
    "sql/\(place):6: error: [view-over-unlogged] \(view) is a view over \(table), which is loaded with"
      + " logged: false and empty after a crash of the server; make it a table"
  }

  @Test(arguments: [
    Case("a table over one", [model("silver.a", reads: ["bronze.x"])]),
    Case(
      "a view over a table over one",
      [
        model("silver.a", reads: ["bronze.x"]), view("gold.b", reads: ["silver.a"]),
      ]),
    Case("a view over a logged one", [view("silver.a", reads: ["bronze.y"])]),
    Case(
      "a view over one, named once",
      [view("silver.a", reads: ["bronze.y", "bronze.x", "bronze.x"])],
      mistake("silver.a.sql:2", "silver.a", "bronze.x")),
    Case(
      "a view over a view over one",
      [view("silver.a", reads: ["bronze.x"]), view("gold.b", reads: ["bronze.y", "silver.a"])],
      mistake("silver.a.sql:1", "silver.a", "bronze.x"),
      mistake("gold.b.sql:2", "gold.b", "bronze.x (through silver.a)")),
    Case(
      "views that read each other",
      [view("silver.a", reads: ["silver.b"]), view("silver.b", reads: ["silver.a"])]),
  ])
  func `are mistakes, through other views too`(_ example: Case) {
    let found = viewsOverUnlogged(example.models, unlogged: [name("bronze.x")])
    #expect(found.map(\.description) == example.expected)
  }
}
