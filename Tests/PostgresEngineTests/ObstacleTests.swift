import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// What the rehearsal says about things that others have made, before a row moves.
@Suite(.database)
struct ObstacleTests {
  private func published(_ query: String = "SELECT 1 AS id, 'x' AS name") async throws -> Site {
    let site = try await Site.make()
    try await site.run(plan(1, query))
    return site
  }

  private func plan(_ run: Int64, _ query: String) -> BuildPlan { .run(run, [], .gold("g", query)) }

  @Test(arguments: [
    ("SELECT 1 AS id", "name is dropped"),
    ("SELECT 1::bigint AS id, 'x' AS name", "id changes from integer to bigint"),
    ("SELECT 'x' AS name, 1 AS id", "its columns change their order"),
  ])
  func aChangeUnderSomebodysViewNamesTheViewAndTheChange(
    query: String, change: String
  ) async throws {
    let site = try await published()
    try await site.warehouse.execute("CREATE SCHEMA bi; CREATE VIEW bi.v AS SELECT id FROM gold.g")
    #expect(
      try await site.obstacles(to: plan(2, query))
        == ["gold.g: \(change), but it is used by view bi.v; drop or change that first"])
    // Nor does a run that did not ask get through.
    let engine = try await site.engine()
    try await engine.beginBuildOfNothing(plan(2, query))
    try await engine.build(try #require(plan(2, query).models.first))
    let failure = await #expect(throws: BuildFailure.self) {
      try await engine.publish(plan(2, query), record: "SELECT 1")
    }
    #expect(failure?.message.contains("view bi.v") == true)
    await engine.discard()
    #expect(try await site.warehouse.rows("SELECT * FROM gold.g") == [["1", "x"]])
  }

  @Test func aColumnMoreIsNoObstacleUnderSomebodysView() async throws {
    let site = try await published()
    try await site.warehouse.execute("CREATE VIEW public.v AS SELECT * FROM gold.g")
    try await site.run(plan(2, "SELECT 2 AS id, 'y' AS name, true AS extra"))
    #expect(try await site.warehouse.rows("SELECT * FROM public.v") == [["2", "y"]])
  }

  @Test(arguments: [
    "CREATE FUNCTION public.f() RETURNS SETOF gold.g LANGUAGE sql AS 'SELECT * FROM gold.g'",
    "CREATE TABLE public.t (row gold.g)",
  ])
  func aUseOfTheRowTypeIsAnObstacleToo(statement: String) async throws {
    let site = try await published()
    try await site.warehouse.execute(statement)
    let obstacles = try await site.obstacles(to: plan(2, "SELECT 1 AS id"))
    #expect(obstacles.count == 1)
  }

  @Test func aModelThatIsNoMoreTakesItsViewWithIt() async throws {
    let site = try await published()
    try await site.run(.run(2, [], .gold("other", "SELECT 2 AS id")))
    #expect(
      try await site.warehouse.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'gold'::regnamespace") == [["other"]])
  }

  @Test func aModelThatIsNoMoreButUsedIsAnObstacle() async throws {
    let site = try await published()
    try await site.warehouse.execute("CREATE VIEW gold.theirs AS SELECT id FROM gold.g")
    #expect(
      try await site.obstacles(to: .run(2, [], .gold("other", "SELECT 2 AS id")))
        == ["gold.g is no longer built, but is used by view gold.theirs"])
  }

  @Test(arguments: [
    "CREATE TABLE gold.taken (id integer)", "CREATE VIEW gold.taken AS SELECT 9 AS id",
    "CREATE MATERIALIZED VIEW gold.taken AS SELECT 9 AS id", "CREATE SEQUENCE gold.taken",
    "CREATE TYPE gold.taken AS (id integer)",
  ])
  func aNameThatSomebodyHasTakenIsRefused(statement: String) async throws {
    let site = try await Site.make(warehouse: "CREATE SCHEMA gold; \(statement)")
    #expect(
      try await site.obstacles(to: .run(1, [], .gold("taken", "SELECT 1 AS id")))
        == ["gold.taken exists and was not made by whtest; rename it, or the model"])
  }

  @Test(arguments: [
    "CREATE TYPE gold.taken AS ENUM ('a')", "CREATE DOMAIN gold.taken AS integer",
    "CREATE TABLE gold.t (id integer CONSTRAINT taken PRIMARY KEY)",
  ])
  func aTypeOrIndexOfThatNameIsRefusedToo(statement: String) async throws {
    let site = try await Site.make(warehouse: "CREATE SCHEMA gold; \(statement)")
    let obstacles = try await site.obstacles(to: .run(1, [], .gold("taken", "SELECT 1 AS id")))
    #expect(obstacles.count == 1)
  }

  @Test func whatOthersHaveInGoldIsLeftAlone() async throws {
    let site = try await Site.make(
      warehouse: """
        CREATE SCHEMA gold; CREATE TABLE gold.mine (id integer PRIMARY KEY);
        INSERT INTO gold.mine VALUES (7); CREATE VIEW gold.my_view AS SELECT id FROM gold.mine
        """)
    for run in 1...2 { try await site.run(plan(Int64(run), "SELECT \(run) AS id")) }
    #expect(try await site.warehouse.rows("SELECT id FROM gold.my_view") == [["7"]])
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g") == [["2"]])
  }
}

extension PostgresEngine {
  /// Opens the build of a plan that lands nothing.
  func beginBuildOfNothing(_ plan: BuildPlan) async throws {
    _ = try await land(plan) { _ in }
    try await beginBuild(plan)
  }
}
