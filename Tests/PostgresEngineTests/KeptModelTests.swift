import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Models whose rows stay from run to run: incremental ones and histories.
@Suite(.database)
struct KeptModelTests {
  private static let source = """
    CREATE SCHEMA app; CREATE TABLE app.t (id integer, v numeric, note text);
    INSERT INTO app.t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, NULL)
    """
  private let t = Landing.app("t", "id integer", "v numeric", "note text", key: ["id"])
  private let current = Model.kept(
    .incremental, QualifiedName("silver", "t"), key: ["id"], "SELECT id, v, note FROM bronze.t")
  private let history = Model.kept(
    .history, QualifiedName("silver", "t_history"), key: ["id"], "SELECT id, v, note FROM silver.t")
  private let total = Model.gold("total", "SELECT sum(v) AS v FROM silver.t")

  private func plan(_ run: Int64, _ models: [Model]? = nil) -> BuildPlan {
    // One day for each run.
    BuildPlan(
      run: RunID(run), landings: [t], models: models ?? [current, history, total],
      moment: "2024-01-\(run < 10 ? "0" : "")\(run) 00:00:00+00")
  }

  private func versions(_ site: Site) async throws -> [[String?]] {
    try await site.warehouse.rows(
      """
      SELECT id, v, extract(day FROM valid_from), extract(day FROM valid_to), is_current
      FROM silver.t_history ORDER BY id, valid_from
      """)
  }

  @Test func onlyRowsThatDifferAreWritten() async throws {
    let site = try await Site.make(production: Self.source)
    let first = try await site.run(plan(1))
    #expect(
      first[current.name] == RowCounts(total: 3, before: 0, inserted: 3, updated: 0, deleted: 0))
    let places = "SELECT id, ctid, xmin FROM whtest_state.silver_t__r1 WHERE id = 1"
    let before = try await site.warehouse.rows(places)
    try await site.production.execute(
      "UPDATE app.t SET v = 2.0 WHERE id = 2; DELETE FROM app.t WHERE id = 3; INSERT INTO app.t VALUES (4)"
    )
    let second = try await site.run(plan(2))
    #expect(
      second[current.name] == RowCounts(total: 3, before: 3, inserted: 1, updated: 1, deleted: 1))
    #expect(try await site.warehouse.rows(places) == before)
    #expect(
      try await site.texts("silver.t", in: site.warehouse)
        == site.texts("app.t", in: site.production))
  }

  @Test func aHistoryHasARowForEachVersion() async throws {
    let site = try await Site.make(production: Self.source)
    let first = try await site.run(plan(1))
    #expect(
      first[history.name] == RowCounts(total: 3, before: 0, inserted: 3, updated: 0, deleted: 0))
    try await site.production.execute(
      "UPDATE app.t SET v = 20 WHERE id = 2; DELETE FROM app.t WHERE id = 3")
    let second = try await site.run(plan(2))
    // One version begins, and two end.
    #expect(
      second[history.name] == RowCounts(total: 4, before: 3, inserted: 1, updated: 2, deleted: 0))
    try await site.run(plan(3))
    try await site.production.execute("INSERT INTO app.t VALUES (3, 3, NULL)")
    try await site.run(plan(4))
    #expect(
      try await versions(site) == [
        ["1", "1", "1", nil, "t"],
        ["2", "2", "1", "2", "f"], ["2", "20", "2", nil, "t"],
        ["3", "3", "1", "2", "f"], ["3", "3", "4", nil, "t"],
      ])
  }

  @Test func theDatabaseItselfRefusesVersionsThatOverlap() async throws {
    let site = try await Site.make(production: Self.source)
    try await site.run(plan(1))
    try await site.production.execute("UPDATE app.t SET v = 20 WHERE id = 2")
    try await site.run(plan(2))
    let table = "whtest_state.silver_t_history__r1"
    for statement in [
      // A second one that is current.
      "INSERT INTO \(table) (id, valid_from, version, opened_run) VALUES (1, '2024-02-01', 1, 3)",
      "INSERT INTO \(table) (id, valid_from, version, previous_valid_to, opened_run)"
        + " VALUES (1, '2024-02-01', 2, '2024-01-15', 3)",
      "UPDATE \(table) SET valid_to = NULL WHERE id = 2",
      // Two that overlap.
      "UPDATE \(table) SET valid_to = '2024-01-03' WHERE id = 2 AND version = 1",
      "UPDATE \(table) SET valid_from = '2024-01-01' WHERE id = 2 AND version = 2",
      // One that ends before it begins.
      "UPDATE \(table) SET valid_to = '2023-01-01' WHERE id = 1",
    ] {
      await #expect(throws: (any Error).self, "\(statement)") {
        try await site.warehouse.execute(statement)
      }
    }
  }

  @Test func earlierRunsCanBePutBackAndTheNextOneGoesForward() async throws {
    let site = try await Site.make(production: Self.source)
    var seen: [Int64: [[String]]] = [:]
    func look() async throws -> [[String]] {
      [
        try await site.texts("silver.t", in: site.warehouse),
        try await site.texts("silver.t_history", in: site.warehouse),
      ]
    }
    try await site.run(plan(1))
    for run in 2...5 as ClosedRange<Int64> {
      seen[run - 1] = try await look()
      try await site.production.execute(
        """
        UPDATE app.t SET v = v + 1 WHERE id % 3 = \(run % 3);
        DELETE FROM app.t WHERE id = \(run); INSERT INTO app.t VALUES (\(run + 10), \(run), 'new')
        """)
      try await site.run(plan(run))
    }
    try await site.restore(to: 3)
    #expect(try await look() == seen[3])
    try await site.restore(to: 1)
    #expect(try await look() == seen[1])
    try await site.run(plan(6))
    #expect(
      try await site.texts("silver.t", in: site.warehouse)
        == site.texts("app.t", in: site.production))
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM silver.t_history WHERE is_current")
        == site.production.value("SELECT count(*) FROM app.t"))
  }

  @Test func aHistoryGoesOnWhenItsModelGainsLosesAndRetypesAColumn() async throws {
    let site = try await Site.make(production: Self.source)
    try await site.run(plan(1, [versions(yielding: "id, v, note", "bronze.t")]))
    let counts = try await site.run(
      plan(2, [versions(yielding: "id, v::integer AS v, 1 AS extra", "bronze.t")]))
    #expect(
      counts[history.name] == RowCounts(total: 6, before: 3, inserted: 3, updated: 3, deleted: 0))
    #expect(
      try await site.warehouse.rows(
        "SELECT pg_typeof(v), extra, is_current FROM silver.t_history WHERE id = 1 ORDER BY valid_from"
      )
        == [["integer", nil, "f"], ["integer", "1", "t"]])
    try await site.run(plan(3, [versions(yielding: "id, v::integer AS v, note", "bronze.t")]))
    #expect(
      try await site.warehouse.rows(
        "SELECT note FROM silver.t_history WHERE id = 1 ORDER BY valid_from")
        == [["a"], [nil], ["a"]])
    #expect(
      try await site.warehouse.rows(
        "SELECT extra FROM whtest_state.silver_t_history__r3 WHERE id = 1 ORDER BY valid_from")
        == [[nil], ["1"], [nil]])
  }

  @Test func aHistoryThatGainsAColumnLeavesOtherPeoplesViewsAlone() async throws {
    let site = try await Site.make(production: Self.source)
    try await site.run(plan(1, [versions(yielding: "id, v", "bronze.t")]))
    try await site.warehouse.execute(
      "CREATE SCHEMA bi; CREATE VIEW bi.current AS SELECT id FROM silver.t_history WHERE is_current"
    )
    try await site.run(plan(2, [versions(yielding: "id, v, note", "bronze.t")]))
    #expect(try await site.warehouse.value("SELECT count(*) FROM bi.current") == "3")
    #expect(
      try await site.warehouse.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'silver.t_history'::regclass ORDER BY attnum"
      )
        == [["id"], ["v"], ["valid_from"], ["valid_to"], ["is_current"], ["note"]])
  }

  @Test func mistakesAreFoundOnEmptyTables() async throws {
    let site = try await Site.make(production: Self.source)
    try await site.run(plan(1))
    func mistakes(_ model: Model) async throws -> [String] {
      try await site.engine().rehearse(plan(2, [model])).mistakes.map { "\($0.id) \($0.message)" }
    }
    #expect(
      try await mistakes(versions(yielding: "id, v, 1 AS valid_from", "bronze.t")) == [
        "sql-42701 silver.t_history: the query yields valid_from, which is a column of every history; "
          + "give it another name"
      ])
    #expect(
      try await mistakes(
        .kept(
          .history, QualifiedName("silver", "t_history"), key: ["note"],
          "SELECT id, note FROM bronze.t")) == [
          "sql-42p16 silver.t_history: its versions are those of the key (id), and a history keeps its "
            + "key; give the model another name; this history stays in whtest_state.silver_t_history__r1"
        ])
    #expect(
      try await mistakes(
        .kept(.incremental, QualifiedName("silver", "x"), key: ["idd"], "SELECT id FROM bronze.t"))
        == [
          "unknown-key-column silver.x yields no column idd, which its header names as key; did you "
            + "mean id?"
        ])
  }

  @Test func aKeyThatIsNoneFailsTheModelAlone() async throws {
    let site = try await Site.make(production: Self.source)
    let engine = try await site.engine(locking: [t.source])
    let twice = Model.kept(
      .incremental, QualifiedName("silver", "twice"), key: ["id"], "SELECT 1 AS id FROM bronze.t")
    let unknown = Model.kept(
      .history, QualifiedName("silver", "unknown"), key: ["note"], "SELECT note FROM bronze.t")
    let plan = BuildPlan.run(1, [t], twice, unknown, total)
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    let first = await #expect(throws: BuildFailure.self) { try await engine.build(twice) }
    #expect(first?.message == "the key (id) is not unique: several rows have the same")
    let second = await #expect(throws: BuildFailure.self) { try await engine.build(unknown) }
    #expect(second?.message == "the key (note) has NULL in it")
    try await engine.build(.silver("fine", "SELECT 1 AS a"))
    await engine.discard()
  }

  @Test func aRowThatComesTwiceIsToldWhereItIsThereAlready() async throws {
    let site = try await Site.make(production: Self.source)
    for (run, model) in [current, versions(yielding: "id, v, note", "bronze.t")].enumerated() {
      try await site.run(plan(Int64(2 * run + 1), [model]))
      try await site.production.execute("INSERT INTO app.t VALUES (1, 1, 'a')")
      let failure = await #expect(throws: BuildFailure.self) {
        try await site.run(plan(Int64(2 * run + 2), [model]))
      }
      #expect(failure?.message == "the key (id) is not unique: several rows have the same")
      try await site.production.execute(
        "DELETE FROM app.t AS t USING app.t AS o WHERE t.id = 1 AND o.id = 1 AND t.ctid > o.ctid")
    }
  }

  @Test func namesMayBeAnything() async throws {
    let name = String(repeating: "ü", count: 31) + "\""
    let key = "a.\"b\" C"
    let site = try await Site.make(production: Self.source)
    let query = """
      SELECT id AS \(Identifier(key).quoted), v AS opened_run, note AS version FROM bronze.t
      """
    let odd = QualifiedName("silver", Identifier(name))
    let other = QualifiedName("gold", Identifier(name))
    let models = [
      Model.kept(.incremental, odd, key: [Identifier(key)], query),
      Model.kept(.history, other, key: [Identifier(key)], query),
    ]
    for run in 1...3 as ClosedRange<Int64> {
      let counts = try await site.run(plan(run, models))
      #expect(counts[odd]?.total == 3)
      try await site.production.execute("UPDATE app.t SET v = v + 1 WHERE id = 2")
    }
    #expect(try await site.warehouse.value("SELECT count(*) FROM \(other.quoted)") == "5")
    try await site.restore(to: 1)
    #expect(try await site.warehouse.value("SELECT count(*) FROM \(other.quoted)") == "3")
  }

  /// The history of the same name as before, with other columns.
  private func versions(yielding columns: String, _ source: String) -> Model {
    .kept(
      .history, QualifiedName("silver", "t_history"), key: ["id"],
      "SELECT \(columns) FROM \(source)")
  }
}
