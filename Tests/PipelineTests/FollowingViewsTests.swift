import Pipeline
import Testing
import WarehouseModel

@Suite("Views that are not selected")
struct FollowingViewsTests {
  private static func model(
    _ name: String, _ materialization: Model.Materialization, reads: String...
  ) -> Model {
    let location = SourceLocation(file: "sql/\(name).sql", line: 1)
    return Model(
      name: qualified(name), layer: .silver, title: nil, materialization: materialization, key: [],
      query: "SELECT 1", location: location,
      reads: reads.map {
        RelationReference(
          schema: qualified($0).schema, name: qualified($0).name, location: location)
      })
  }

  private static func qualified(_ name: String) -> QualifiedName {
    let parts = name.split(separator: ".").map(String.init)
    return QualifiedName(Identifier(parts[0]), Identifier(parts[1]))
  }

  private let models = [
    model("silver.made", .table, reads: "bronze.kept"),
    model("silver.lasting", .incremental, reads: "silver.made"),
    model("silver.on_copy", .view, reads: "bronze.plain", "bronze.kept"),
    model("silver.on_made", .view, reads: "silver.made"),
    model("silver.on_lasting", .view, reads: "silver.lasting"),
    model("gold.on_view", .view, reads: "silver.on_lasting"),
    model("gold.computed", .table, reads: "silver.on_lasting"),
    model("gold.on_computed", .view, reads: "gold.computed"),
  ]

  @Test(
    "follow what changes in place beneath them, through other views too",
    arguments: [
      (["bronze.plain", "silver.made"], []),
      (["bronze.kept"], ["silver.on_copy"]),
      (["bronze.kept", "silver.on_copy"], []),
      (["silver.lasting"], ["silver.on_lasting", "gold.on_view"]),
      (["silver.lasting", "silver.on_lasting"], ["gold.on_view"]),
      (["silver.lasting", "silver.on_lasting", "gold.on_view"], []),
    ])
  func views(selected: [String], expected: [String]) {
    let found = viewsFollowing(
      Set(selected.map(Self.qualified)), among: models, kept: [Self.qualified("bronze.kept")])
    #expect(found.map(\.view.description) == expected)
  }
}
