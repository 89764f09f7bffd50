import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Bronze tables that are loaded by a watermark and stay from run to run.
@Suite(.database)
struct KeptLandingTests {
  private func site() async throws -> Site {
    try await Site.make(
      production: """
        CREATE SCHEMA app;
        CREATE TABLE app.answers (id integer PRIMARY KEY, "Said" numeric, seen timestamptz);
        INSERT INTO app.answers
        SELECT i, i * 1.10, timestamptz '2024-01-01' + i * interval '1 hour'
        FROM generate_series(1, 100) AS i
        """)
  }

  private let landing = Landing.app(
    "answers", "id integer", "Said numeric", "seen timestamptz", key: ["id"]
  ).incremental(by: "seen", overlap: .time(.seconds(60)))

  @Test func aFirstRunTakesAllAndALaterOneOnlyWhatIsNew() async throws {
    let site = try await site()
    let first = try await site.run(.run(1, [landing]))
    #expect(first[landing.target]?.total == 100)
    try await site.production.execute(
      """
      UPDATE app.answers SET "Said" = 1.0, seen = '2024-03-01' WHERE id = 7;
      DELETE FROM app.answers WHERE id IN (8, 9);
      INSERT INTO app.answers VALUES (200, NULL, '2024-03-02'), (201, 5, NULL), (202, 6, '-infinity')
      """)
    let engine = try await site.engine(locking: [landing.source])
    let plan = BuildPlan.run(2, [landing])
    _ = try await engine.rehearse(plan)
    let landed = try await engine.land(plan) { _ in }
    // The changed row, the three new ones, the one at the watermark, and the keys of all.
    #expect(landed.first?.rows == 5)
    try await engine.beginBuild(plan)
    let counts = try await engine.changes(of: landing.target, layer: .bronze, key: landing.key)
    #expect(
      counts.changes == RowCounts(total: 101, before: 100, inserted: 3, updated: 1, deleted: 2))
    try await engine.publish(plan, record: "SELECT 1")
    #expect(
      try await site.texts("bronze.answers", in: site.warehouse)
        == site.texts("app.answers", in: site.production))
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'bronze__r2'::regnamespace") == "1")
  }

  @Test func aRunThatIsNotPublishedChangesNothing() async throws {
    let site = try await site()
    try await site.run(.run(1, [landing]))
    let before = try await site.texts("bronze.answers", in: site.warehouse)
    try await site.production.execute(
      "UPDATE app.answers SET seen = now(); DELETE FROM app.answers WHERE id < 50")
    let engine = try await site.engine(locking: [landing.source])
    _ = try await site.prepare(.run(2, [landing]), on: engine)
    await engine.discard()
    #expect(try await site.texts("bronze.answers", in: site.warehouse) == before)
    #expect(try await site.runSchemas() == ["bronze__r1", "gold__r1", "silver__r1"])
    try await site.run(.run(3, [landing]))
    #expect(
      try await site.texts("bronze.answers", in: site.warehouse)
        == site.texts("app.answers", in: site.production))
  }

  @Test func aRowBehindTheWatermarkIsToldAndTheNextRunFetchesIt() async throws {
    let site = try await site()
    try await site.run(.run(1, [landing]))
    try await site.production.execute("INSERT INTO app.answers VALUES (300, 1, '2023-01-01')")
    #expect(
      try await site.notes(of: .run(2, [landing])) == [
        "bronze.answers: 1 row of production is not there yet, since seen did not tell of them; the "
          + "next run copies the whole table"
      ])
    #expect(
      try await site.notes(of: .run(3, [landing])) == [
        "bronze.answers: the reconciliation repaired 1 row of which seen had not told"
      ])
    #expect(try await site.notes(of: .run(4, [landing])).isEmpty)
    #expect(
      try await site.texts("bronze.answers", in: site.warehouse)
        == site.texts("app.answers", in: site.production))
  }

  @Test func anUpdateThatLeavesTheWatermarkIsRepairedByTheReconciliation() async throws {
    let site = try await site()
    try await site.run(.run(1, [landing]))
    try await site.production.execute(#"UPDATE app.answers SET "Said" = 1.100 WHERE id = 1"#)
    try await site.run(.run(2, [landing]))
    #expect(
      try await site.texts("bronze.answers", in: site.warehouse)
        != site.texts("app.answers", in: site.production))
    let always = Landing.app(
      "answers", "id integer", "Said numeric", "seen timestamptz", key: ["id"]
    ).incremental(by: "seen", overlap: .time(.seconds(60)), reconciling: .zero)
    #expect(
      try await site.notes(of: .run(3, [always])) == [
        "bronze.answers: the reconciliation repaired 1 row of which seen had not told"
      ])
    // 1.10 has become 1.100: equal as a number, and not the same.
    #expect(
      try await site.texts("bronze.answers", in: site.warehouse)
        == site.texts("app.answers", in: site.production))
  }

  @Test func anotherColumnMakesTheTableAnew() async throws {
    let site = try await site()
    try await site.run(.run(1, [landing]))
    let narrower = Landing.app("answers", "id integer", "seen timestamptz", key: ["id"])
      .incremental(by: "seen", overlap: .time(.seconds(60)))
    try await site.run(.run(2, [narrower]))
    #expect(try await site.warehouse.value("SELECT count(*) FROM bronze.answers") == "100")
    #expect(
      try await site.warehouse.rows(
        "SELECT table_name FROM whtest_state.kept_tables ORDER BY created_run")
        == [["bronze_answers__r1"], ["bronze_answers__r2"]])
    let warehouse = Warehouse(site.warehouse.settings, limits: .test, environment: [:])
    _ = try await warehouse.remove(RunID(1), BuildPlan.run(1, [landing]).recordedRelations)
    #expect(try await warehouse.tidyKeptTables(backTo: RunID(2)) == nil)
    #expect(
      try await site.warehouse.rows("SELECT table_name FROM whtest_state.kept_tables")
        == [["bronze_answers__r2"]])
    #expect(
      try await site.warehouse.value("SELECT to_regclass('whtest_state.bronze_answers__r1')") == nil
    )
  }

  @Test func aKeyThatIsNoneIsTold() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, seen integer);
        INSERT INTO app.t VALUES (1, 1), (1, 2)
        """)
    let landing = Landing.app("t", "id integer", "seen integer", key: ["id"])
      .incremental(by: "seen", overlap: .number(0))
    let failure = await #expect(throws: BuildFailure.self) {
      try await site.run(.run(1, [landing]))
    }
    #expect(
      failure?.message == "app.t: the key (id) is not unique: several rows have the same")
    #expect(failure?.location == landing.location)
  }

  @Test func aRowThatComesTwiceIsToldWhereItIsThereAlready() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, seen integer);
        INSERT INTO app.t VALUES (1, 1)
        """)
    let landing = Landing.app("t", "id integer", "seen integer", key: ["id"])
      .incremental(by: "seen", overlap: .number(0), reconciling: .zero)
    try await site.run(.run(1, [landing]))
    try await site.production.execute("INSERT INTO app.t VALUES (1, 1)")
    let failure = await #expect(throws: BuildFailure.self) {
      try await site.run(.run(2, [landing]))
    }
    #expect(failure?.message == "app.t: the key (id) is not unique: several rows have the same")
  }

  @Test func whatIsInUseIsTidiedByALaterRun() async throws {
    let site = try await site()
    try await site.run(.run(1, [landing]))
    try await site.production.execute("DELETE FROM app.answers WHERE id < 50")
    try await site.run(.run(2, [landing]))
    let archive = "whtest_state.bronze_answers__r1_old"
    let reader = try await site.warehouse.connect()
    try await reader.execute("BEGIN; LOCK TABLE \(archive) IN SHARE MODE")
    let warehouse = Warehouse(
      site.warehouse.settings, limits: .limits(lock: .milliseconds(50)), environment: [:])
    let reason = try await warehouse.tidyKeptTables(backTo: RunID(2))
    #expect(reason?.contains("lock timeout") == true, "\(reason ?? "")")
    #expect(try await site.warehouse.value("SELECT count(*) FROM \(archive)") == "49")
    await reader.close()
    #expect(try await warehouse.tidyKeptTables(backTo: RunID(2)) == nil)
    #expect(try await site.warehouse.value("SELECT count(*) FROM \(archive)") == "0")
  }

  /// Where every change raises the watermark, no mode can be told from another.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aRandomHistoryEndsInTheSameBronzeAsAFullLoad(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE SEQUENCE app.clock;
        CREATE TABLE app.t (
          a integer, b text, v double precision, j json, n bigint DEFAULT nextval('app.clock'),
          PRIMARY KEY (a, b));
        CREATE TABLE app.whole (LIKE app.t)
        """)
    let columns = ["a integer", "b text", "v double precision", "j json", "n bigint"]
    let kept = Landing.app(
      "t", columns[0], columns[1], columns[2], columns[3], columns[4],
      key: ["a", "b"]
    ).incremental(by: "n", overlap: .number(Int64.random(in: 0...3, using: &random)))
    let published = Bool.random(using: &random)
    for run in 1...8 {
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        let key =
          "a = \(Int.random(in: 0...5, using: &random)) AND b = '\(["x", "X", "é"].randomElement(using: &random) ?? "")'"
        let values = ["0", "-0", "'NaN'", "1.5", "NULL"]
        let value = values.randomElement(using: &random) ?? "0"
        switch Int.random(in: 0...2, using: &random) {
        case 0: try await site.production.execute("DELETE FROM app.t WHERE \(key)")
        case 1:
          try await site.production.execute(
            "UPDATE app.t SET v = \(value), n = nextval('app.clock') WHERE \(key)")
        default:
          try await site.production.execute(
            """
            INSERT INTO app.t (a, b, v, j) SELECT \(Int.random(in: 0...5, using: &random)), \
            '\(["x", "X", "é"].randomElement(using: &random) ?? "")', \(value), '{"k": \(run)}'
            ON CONFLICT DO NOTHING
            """)
        }
      }
      if run % 3 == 2, !published {
        let engine = try await site.engine(locking: [kept.source])
        _ = try await site.prepare(.run(Int64(run), [kept]), on: engine)
        await engine.discard()
        continue
      }
      let before = try? await site.warehouse.value("SELECT count(*) FROM bronze.t")
      let counts = try #require(try await site.run(.run(Int64(run), [kept]))[kept.target])
      #expect(counts.before == Int64(before.flatMap(\.self) ?? "0"))
      #expect(counts.before + counts.inserted - counts.deleted == counts.total)
      #expect(
        try await site.texts("bronze.t", in: site.warehouse)
          == site.texts("app.t", in: site.production))
    }
  }
}

extension Site {
  /// What a run tells people.
  fileprivate func notes(of plan: BuildPlan) async throws -> [String] {
    let engine = try await engine(locking: plan.landings.map(\.source))
    _ = try await engine.rehearse(plan)
    _ = try await engine.land(plan) { _ in }
    let notes = try await engine.beginBuild(plan)
    try await engine.publish(plan, record: "SELECT 1")
    return notes
  }
}
