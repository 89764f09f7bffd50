import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Kept tables that are parted.
@Suite(.database)
struct KeptPartitionTests {
  @Test func onlyPartitionsThatChangedAreWritten() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, at timestamptz, v integer);
        INSERT INTO app.t VALUES (1, '2024-01-05', 1), (2, '2024-02-05', 2), (3, '2024-02-06', 3)
        """)
    let t = Landing.app("t", "id integer", "at timestamptz", "v integer", key: ["id"])
    let monthly = Model.kept(
      .incremental, QualifiedName("silver", "monthly"), key: ["id"],
      partitioning: Partitioning(column: "at", method: .range(.month)),
      indexes: [ModelIndex(columns: ["v"], isUnique: false)], "SELECT id, at, v FROM bronze.t")
    func partitions() async throws -> [[String?]] {
      try await site.warehouse.rows(
        """
        SELECT tableoid::regclass, id, xmin FROM whtest_state.silver_monthly__r1 ORDER BY id
        """)
    }
    func changed(_ run: Int64, _ statements: String) async throws -> RowCounts? {
      try await site.production.execute(statements)
      let counts = try await site.run(.run(run, [t], monthly))[monthly.name]
      #expect(
        try await site.texts("silver.monthly", in: site.warehouse)
          == site.texts("app.t", in: site.production))
      return counts
    }
    _ = try await changed(1, "SELECT 1")
    let first = try await partitions()
    #expect(
      first.map { $0[0] } == [
        #"whtest_state."silver_monthly__r1/2024-01""#,
        #"whtest_state."silver_monthly__r1/2024-02""#,
        #"whtest_state."silver_monthly__r1/2024-02""#,
      ])
    // Readers of January are not in the way of March, nor of a row that moves to another month.
    let reader = try await site.warehouse.connect()
    try await reader.execute("BEGIN; SELECT * FROM silver.monthly")
    let second = try await site.prepareOnly(
      .run(2, [t], monthly),
      after: """
        INSERT INTO app.t VALUES (4, '2024-03-01', 4); UPDATE app.t SET at = '2024-03-02' WHERE id = 3
        """)
    await reader.close()
    #expect(
      second[monthly.name]
        == RowCounts(total: 4, before: 3, inserted: 1, updated: 1, deleted: 0))
    _ = try await changed(3, "DELETE FROM app.t WHERE id = 2")
    #expect(try await partitions().first == first.first)
    // NULL belongs to no month. The next month after that is made in a table of its own.
    _ = try await changed(4, "INSERT INTO app.t VALUES (5, NULL, 5)")
    _ = try await changed(5, "INSERT INTO app.t VALUES (6, '2024-05-01', 6)")
    #expect(
      try await site.warehouse.rows(
        "SELECT table_name FROM whtest_state.kept_tables ORDER BY created_run")
        == [["silver_monthly__r1"], ["silver_monthly__r5"]])
    try await site.restore(to: 1)
    #expect(try await site.warehouse.value("SELECT count(*) FROM silver__r1.monthly") == "3")
  }

  @Test func partitionsOfThePastAreNotCountedForEver() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer);
        INSERT INTO app.t SELECT generate_series(1, 501)
        """)
    let t = Landing.app("t", "id integer", key: ["id"])
    let listed = Model.kept(
      .incremental, QualifiedName("silver", "listed"), key: ["id"],
      partitioning: Partitioning(column: "id", method: .list), "SELECT id FROM bronze.t")
    try await site.run(.run(1, [t], listed))
    try await site.production.execute("UPDATE app.t SET id = id + 500")
    let counts = try await site.run(.run(2, [t], listed))
    #expect(
      counts[listed.name]
        == RowCounts(total: 501, before: 501, inserted: 500, updated: 0, deleted: 500))
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'whtest_state.silver_listed__r2'::regclass"
      ) == "501")
  }

  @Test func aKeyIsOneAcrossPartitions() async throws {
    let t = Landing.app("t", "id integer", "note text")
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, note text);
        INSERT INTO app.t VALUES (1, 'a'), (2, 'b')
        """)
    let engine = try await site.engine(locking: [t.source])
    let listed = Model.kept(
      .incremental, QualifiedName("silver", "listed"), key: ["id"],
      partitioning: Partitioning(column: "note", method: .list), indexes: [],
      "SELECT 1 AS id, note FROM bronze.t")
    let plan = BuildPlan.run(1, [t], listed)
    _ = try await engine.rehearse(plan)
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    let failure = await #expect(throws: BuildFailure.self) { try await engine.build(listed) }
    #expect(failure?.message == "the key (id) is not unique: several rows have the same")
    await engine.discard()
  }
}
