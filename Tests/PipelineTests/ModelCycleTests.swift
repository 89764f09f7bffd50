import Pipeline
import Testing
import WarehouseModel

@Suite("Models that read each other")
struct ModelCycleTests {
  typealias Case = ModelsCase

  private static func cycle(_ place: String, _ names: String) -> String {
    "sql/silver.\(place):6: error: [model-cycle] models read each other: "
      + names.split(separator: " ").map { "silver.\($0)" }.joined(separator: " → ")
  }

  @Test(arguments: [
    Case(
      "one that reads itself", [model("silver.a", reads: ["silver.a"])], cycle("a.sql:1", "a a")),
    Case(
      "two", [model("silver.b", reads: ["silver.a"]), model("silver.a", reads: ["silver.b"])],
      cycle("a.sql:1", "a b a")),
    Case(
      "three, where the read that closes it is not the first",
      [
        model("silver.c", reads: ["bronze.x", "silver.a"]),
        model("silver.a", reads: ["bronze.x", "bronze.x", "silver.b"]),
        model("silver.b", reads: ["silver.c"]),
      ],
      cycle("a.sql:3", "a b c a")),
    Case(
      "two cycles apart from each other",
      [
        model("silver.a", reads: ["silver.b"]), model("silver.b", reads: ["silver.a"]),
        model("silver.c", reads: ["silver.d"]), model("silver.d", reads: ["silver.c"]),
        model("silver.ok", reads: ["bronze.x"]),
      ],
      cycle("a.sql:1", "a b a"), cycle("c.sql:1", "c d c")),
    Case(
      "one that is read from outside: those outside are not blamed",
      [
        model("silver.a", reads: ["silver.b"]), model("silver.b", reads: ["silver.c"]),
        model("silver.c", reads: ["silver.b"]), model("silver.x", reads: ["silver.a"]),
      ],
      cycle("b.sql:1", "b c b")),
    Case(
      "a cycle that reads from another cycle is named too",
      [
        model("silver.a", reads: ["silver.b"]), model("silver.b", reads: ["silver.a"]),
        model("silver.c", reads: ["silver.a", "silver.d"]),
        model("silver.d", reads: ["silver.c"]),
      ],
      cycle("a.sql:1", "a b a"), cycle("c.sql:2", "c d c")),
  ])
  func `are named once a cycle, at a read that is part of it`(_ example: Case) {
    let found = mistakes { _ = try ModelGraph(example.models, landings: [name("bronze.x")]) }
    #expect(found == example.expected)
    let reversed = mistakes {
      _ = try ModelGraph(example.models.reversed(), landings: [name("bronze.x")])
    }
    #expect(reversed == found)
  }
}
