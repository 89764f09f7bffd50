import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("What is known of a table in partitions", .database)
struct PartitionFactsTests {
  @Test
  func `keys, rows and checks are those of the whole`() async throws {
    let site = try await Site.make()
    let model = Model.parted(
      "t", by: .list("a"), indexes: [ModelIndex(columns: ["b", "a"], isUnique: true)],
      "SELECT n % 2 AS a, n AS b FROM generate_series(1, 5) AS n")
    let plan = BuildPlan.run(1, [], model)
    let engine = try await site.engine()
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    try await engine.build(model)
    let facts = try #require(try await engine.facts(of: [model.name])[model.name])
    #expect(facts.keys.map(\.columns) == [["a", "b"]])
    #expect(facts.columns["b"]?.type == DataType("integer"))
    let rows = try await engine.rows(
      of: AuditQuery(engine.dialect.sample(2, of: model.name, orderedBy: ["b"])))
    #expect(rows.rows == [["1", "1"], ["0", "2"]])
    await engine.discard()
  }
}
