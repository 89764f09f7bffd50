import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// A run from the rehearsal to the publication, and runs that come to nothing.
@Suite(.database)
struct CycleTests {
  private let teams = Landing.app("teams", "id integer", "name text", key: ["id"])
  private let clean = Model.silver(
    "teams", key: ["team_id"], "SELECT id AS team_id, upper(name) AS name FROM bronze.teams")
  private let count = Model.goldView("team_count", "SELECT count(*) AS teams FROM silver.teams")

  private func site() async throws -> Site {
    try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.teams (id integer PRIMARY KEY, name text, extra text);
        INSERT INTO app.teams VALUES (1, 'a'), (2, 'b'), (3, NULL)
        """)
  }

  @Test func aFirstRunShowsAllLayersThroughViews() async throws {
    let site = try await site()
    let counts = try await site.run(.run(7, [teams], clean, count), record: "CREATE TABLE done ()")
    #expect(
      counts[clean.name] == RowCounts(total: 3, before: 0, inserted: 3, updated: 0, deleted: 0))
    #expect(
      try await site.warehouse.rows("SELECT * FROM bronze.teams ORDER BY 1")
        == [["1", "a"], ["2", "b"], ["3", nil]])
    #expect(
      try await site.warehouse.rows("SELECT * FROM silver.teams ORDER BY 1")
        == [["1", "A"], ["2", "B"], ["3", nil]])
    #expect(try await site.warehouse.value("SELECT teams FROM gold.team_count") == "3")
    #expect(try await site.runSchemas() == ["bronze__r7", "gold__r7", "silver__r7"])
    #expect(
      try await site.warehouse.rows(
        """
        SELECT n.nspname, c.relkind FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
        WHERE n.nspname IN ('bronze', 'silver', 'gold') ORDER BY 1
        """) == [["bronze", "v"], ["gold", "v"], ["silver", "v"]])
    #expect(try await site.warehouse.value("SELECT to_regclass('done') IS NOT NULL") == "t")
  }

  @Test func aLaterRunReplacesWhatIsShownAndLeavesTheOldDataWhereItIs() async throws {
    let site = try await site()
    try await site.run(.run(1, [teams], clean, count))
    try await site.production.execute(
      """
      DELETE FROM app.teams WHERE id = 1; UPDATE app.teams SET name = 'bb' WHERE id = 2;
      INSERT INTO app.teams VALUES (4, 'd'), (5, 'e')
      """)
    let counts = try await site.run(.run(2, [teams], clean, count))
    #expect(
      counts[teams.target] == RowCounts(total: 4, before: 3, inserted: 2, updated: 1, deleted: 1))
    #expect(
      try await site.warehouse.value("SELECT string_agg(name, ',' ORDER BY 1) FROM silver.teams")
        == "BB,D,E")
    #expect(try await site.warehouse.value("SELECT count(*) FROM silver__r1.teams") == "3")
  }

  @Test func theRehearsalTellsWhatReadersWillSeeAndLeavesNoTrace() async throws {
    let site = try await site()
    let rehearsal = try await site.engine().rehearse(.run(1, [teams], clean, count))
    #expect(rehearsal.mistakes.isEmpty && rehearsal.obstacles.isEmpty)
    let silver = try #require(rehearsal.relations.first { $0.name == clean.name })
    #expect(silver.columns.map(\.name) == ["team_id", "name"])
    #expect(silver.columns.map(\.type) == [DataType("integer"), DataType("text")])
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(bronze|silver|gold)'") == "0")
  }

  @Test func theRehearsalFindsEveryMistakeAtItsPlace() async throws {
    let site = try await site()
    let first = Model.silver("one", "SELECT id,\n       nmae\nFROM bronze.teams")
    let second = Model.silver("two", "SELECT FROM bronze.nothing")
    let third = Model.silver("three", key: ["nmae"], "SELECT name FROM bronze.teams")
    let rehearsal = try await site.engine().rehearse(.run(1, [teams], first, second, third, clean))
    #expect(rehearsal.mistakes.map(\.id) == ["sql-42703", "sql-42p01", "unknown-key-column"])
    #expect(
      rehearsal.mistakes.map(\.location.description)
        == ["sql/silver/one.sql:4:8", "sql/silver/two.sql:3:13", "sql/silver/three.sql:1:1"])
    #expect(rehearsal.relations.isEmpty)
  }

  @Test func aDiscardedRunLeavesNothingBehind() async throws {
    let site = try await site()
    let engine = try await site.engine()
    _ = try await site.prepare(.run(3, [teams], clean, count), on: engine)
    await engine.discard()
    #expect(try await site.runSchemas() == [])
    #expect(try await site.warehouse.value("SELECT to_regnamespace('gold') IS NULL") == "t")
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
        == "0")
  }

  @Test func aFailedModelLeavesTheBuildUsableAndThePublishedRowsShown() async throws {
    let site = try await site()
    try await site.run(.run(1, [teams], clean, count))
    try await site.production.execute("INSERT INTO app.teams VALUES (9, 'z')")
    let broken = Model.gold("broken", "SELECT 1 / (id - 9) AS x FROM bronze.teams")
    let engine = try await site.engine()
    let plan = BuildPlan.run(2, [teams], clean, count, broken)
    _ = try await engine.rehearse(plan)
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    try await engine.build(clean)
    let failure = await #expect(throws: BuildFailure.self) { try await engine.build(broken) }
    #expect(failure?.code == "22012")
    try await engine.build(count)
    #expect(try await engine.rows(of: "SELECT teams FROM gold.team_count").rows == [["4"]])
    #expect(try await site.warehouse.value("SELECT teams FROM gold.team_count") == "3")
    await engine.discard()
    #expect(try await site.warehouse.value("SELECT teams FROM gold.team_count") == "3")
    #expect(try await site.runSchemas() == ["bronze__r1", "gold__r1", "silver__r1"])
  }

  @Test func aCopyThatFailsIsLocatedAndNothingOfItStays() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app;
        CREATE VIEW app.teams AS SELECT 1 / (5 - i) AS id, 'x'::text AS name
        FROM generate_series(1, 9) AS i
        """)
    let engine = try await site.engine()
    let plan = BuildPlan.run(1, [teams], clean)
    _ = try await engine.rehearse(plan)
    let failure = await #expect(throws: BuildFailure.self) { try await engine.land(plan) { _ in } }
    #expect(failure?.description == "22012 app.teams: division by zero")
    #expect(failure?.location == teams.location)
    await engine.discard()
    #expect(try await site.runSchemas() == [])
  }

  @Test func moreTablesThanSessionsAllArriveInTheOrderOfThePlan() async throws {
    let names = (1...7).map { "t\($0)" }
    let site = try await Site.make(
      production: "CREATE SCHEMA app;"
        + names.map { "CREATE TABLE app.\($0) AS SELECT '\($0)' AS name;" }.joined())
    let engine = try await site.engine(limits: .limits(connections: 3))
    let plan = BuildPlan.run(1, names.map { Landing.app($0, "name text") })
    let landed = try await engine.land(plan) { _ in }
    #expect(landed.map(\.target.name.text) == names)
    #expect(landed.map(\.rows) == Array(repeating: 1, count: 7))
    await engine.discard()
  }

  @Test func allTablesAreCopiedAtOneMoment() async throws {
    let site = try await site()
    let engine = try await site.engine(locking: [teams.source])
    try await site.production.execute(
      "DELETE FROM app.teams; INSERT INTO app.teams VALUES (8, 'new')")
    let landed = try await engine.land(.run(1, [teams])) { _ in }
    #expect(landed.map(\.rows) == [3])
    await engine.discard()
  }
}
