import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// How tables come from production into this run's bronze.
@Suite(.database)
struct LandingTests {
  private func landed(
    _ landings: [Landing], on site: Site, connections: Int = 3
  ) async throws -> [Landed] {
    let engine = try await site.engine(
      locking: landings.map(\.source), limits: .limits(connections: connections))
    return try await engine.land(.run(1, landings)) { _ in }
  }

  private func landing(_ load: LoadMode, key: [Identifier] = ["id"]) -> Landing {
    Landing(
      server: "production", source: QualifiedName("app", "t"), target: QualifiedName("bronze", "t"),
      columns: ["id", "name"].map {
        LandingColumn(name: Identifier($0), type: DataType($0 == "id" ? "integer" : "text"))
      }, key: key, load: load, isReconciled: true,
      location: SourceLocation(file: "contracts/t.yaml", line: 7))
  }

  @Test func aLargeTableIsCopiedInRangesAndNoRowIsLostOrDoubled() async throws {
    // 80 MB: more than two ranges' worth.
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t AS"
        + " SELECT i AS id, repeat(md5(i::text), 60) AS name FROM generate_series(1, 40000) AS i;"
        + " DELETE FROM app.t WHERE id % 3 = 0; ANALYZE app.t")
    let engine = try await site.engine(limits: .limits(connections: 3))
    // What is added now is behind the last block that the run has seen, and not of its moment.
    try await site.production.execute(
      "INSERT INTO app.t SELECT -i, 'new' FROM app.t, generate_series(1, 3) AS i")
    let parts = try await engine.source(of: landing(.full())).extent(
      of: landing(.full()), pieces: 12
    ).parts
    #expect(parts.count == 3)
    let copied = try await engine.land(.run(1, [landing(.full())])) { _ in }
    #expect(copied.map(\.rows) == [26667])
    #expect(copied.map(\.reconciliation?.difference) == [nil])
  }

  @Test func aPartitionedTableOfWhichALeafIsHiddenIsReadThroughItsParent() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.t (id integer, name text) PARTITION BY LIST (id);
        CREATE TABLE app.t1 (name text, gone int, id integer); ALTER TABLE app.t1 DROP COLUMN gone;
        ALTER TABLE app.t ATTACH PARTITION app.t1 FOR VALUES IN (1);
        CREATE TABLE app.t2 PARTITION OF app.t DEFAULT;
        INSERT INTO app.t VALUES (1, 'a'), (2, 'b'), (3, 'c')
        """)
    let role = try await site.production.createRole()
    for (grant, count) in [("app.t", 1), ("app.t1, app.t2", 2)] {
      try await site.production.execute(
        "GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT ON \(grant) TO \(role)")
      let source = try await SourceSession.begin(
        on: site.production.settings(as: role), locking: [QualifiedName("app", "t")], limits: .test,
        environment: [:])
      #expect(try await source.extent(of: landing(.full()), pieces: 4).parts.count == count)
      let engine = PostgresEngine(
        sources: ["production": source],
        warehouse: Warehouse(site.warehouseSettings, limits: .test, environment: [:]))
      let copied = try await engine.land(.run(1, [landing(.full())])) { _ in }
      #expect(copied.map(\.rows) == [3])
      #expect(copied.map(\.reconciliation?.difference) == [nil])
      await engine.discard()
    }
  }

  @Test func columnsAreEnoughForARoleThatMayNotReadTheTable() async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (id integer, secret text, name text);"
        + " INSERT INTO app.t VALUES (1, 'x', 'a')")
    let role = try await site.production.createRole()
    try await site.production.execute(
      "GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT (id, name) ON app.t TO \(role)")
    let source = try await SourceSession.begin(
      on: site.production.settings(as: role), locking: [QualifiedName("app", "t")], limits: .test,
      environment: [:])
    let engine = PostgresEngine(
      sources: ["production": source],
      warehouse: Warehouse(site.warehouseSettings, limits: .test, environment: [:]))
    let copied = try await engine.land(.run(1, [landing(.full())])) { _ in }
    #expect(copied.map(\.rows) == [1])
  }

  @Test func whatTheWarehouseCannotReadInBinaryTravelsAsText() async throws {
    let types = "macaddr8 macaddr8, path path, n integer"
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (\(types));"
        + " INSERT INTO app.t VALUES ('08:00:2b:01:02:03:04:05', '((0,0),(1,1))', 1), (NULL, NULL, 2)",
      // As an older server would be: one type is not there, the other has no binary form.
      warehouse: """
        SET allow_system_table_mods = on;
        DELETE FROM pg_type WHERE typname IN ('macaddr8', '_macaddr8');
        UPDATE pg_type SET typreceive = 0 WHERE typname = 'path'
        """)
    let landing = Landing.app("t", "macaddr8 macaddr8", "path path", "n integer")
    let copied = try await landed([landing], on: site)
    #expect(copied.map(\.rows) == [2])
    let rows = try await site.warehouse.rows("SELECT * FROM bronze__r1.t ORDER BY n")
    #expect(rows == [["08:00:2b:01:02:03:04:05", "((0,0),(1,1))", "1"], [nil, nil, "2"]])
    let shown = try await site.warehouse.rows(
      "SELECT pg_typeof(macaddr8), pg_typeof(path) FROM bronze__r1.t LIMIT 1")
    #expect(shown == [["text", "path"]])
  }

  @Test func whatNoFormatCarriesIsAnErrorAtTheLanding() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE FUNCTION app.broken() RETURNS integer LANGUAGE plpgsql
          AS 'BEGIN RETURN app.missing(); END';
        CREATE VIEW app.t AS SELECT app.broken() AS id
        """)
    let failure = await #expect(throws: BuildFailure.self) {
      try await landed([.app("t", "id integer")], on: site)
    }
    #expect(failure?.code == "42883")
    #expect(failure?.location == SourceLocation(file: "contracts/t.yaml", line: 1))
  }

  @Test func moneyOfAnotherLocaleTravelsAsANumber() {
    let fact = ColumnFact(
      name: "m", type: "money", ownCastType: nil, isGenerated: false, monetaryLocale: "ja_JP")
    let column = LandingColumn(name: "m", type: DataType("money"))
    let same = WarehouseTypes(unknown: [], monetaryLocale: "ja_JP")
    let other = WarehouseTypes(unknown: [], monetaryLocale: "C")
    #expect(ColumnRoute(column, fact, warehouse: same).type == "money")
    #expect(ColumnRoute(column, fact, warehouse: other).type == "numeric")
    #expect(ColumnRoute(column, fact, warehouse: other).expression == #""m"::numeric"#)
  }

  @Test(arguments: [(true, "p"), (false, "u")])
  func aTableIsLoggedAsItsContractSays(isLogged: Bool, persistence: String) async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t AS SELECT 1 AS id, 'a' AS name")
    _ = try await landed([landing(.full(isLogged: isLogged, hasKey: true))], on: site)
    let found = try await site.warehouse.rows(
      "SELECT relpersistence, pg_get_constraintdef(o.oid) FROM pg_class AS c"
        + " JOIN pg_constraint AS o ON o.conrelid = c.oid AND o.contype = 'p'"
        + " WHERE c.oid = 'bronze__r1.t'::regclass")
    #expect(found == [[persistence, "PRIMARY KEY (id)"]])
  }

  @Test(arguments: [
    ("(1, 'secret'), (1, 'b')", "23505 app.t: the key (id) is not unique: rows share their values"),
    (
      "(1, 'a'), (NULL, 'secret')",
      "23502 app.t: the key (id) is not complete: a row has no value in it"
    ),
  ])
  func aKeyThatDoesNotHoldIsToldWithoutItsValues(rows: String, message: String) async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (id integer, name text);"
        + " INSERT INTO app.t VALUES \(rows)")
    let failure = await #expect(throws: BuildFailure.self) {
      try await landed([landing(.full(hasKey: true))], on: site)
    }
    #expect(failure?.description == message)
    #expect(failure?.location?.line == 7)
  }

  @Test func howFarACopyHasComeIsToldWhileItGoesOn() async throws {
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; CREATE TABLE app.rows AS SELECT i AS id, 'a' AS name
          FROM generate_series(1, 10000) AS i;
        CREATE VIEW app.t AS SELECT * FROM app.rows
          WHERE id < 10000 OR pg_advisory_lock_shared(42) IS NOT NULL
        """)
    let gate = try await site.production.connect()
    try await gate.execute("SELECT pg_advisory_lock(42)")
    let engine = try await site.engine()
    let (events, sink) = AsyncStream.makeStream(of: LandingEvent.self)
    let plan = BuildPlan.run(1, [landing(.full())])
    let copying = Task { try await engine.land(plan) { sink.yield($0) } }
    var told: [String] = []
    for await event in events {
      switch event {
      case .copying(let tables) where !tables.isEmpty:
        guard told.isEmpty, tables[0].volume.rows > 2000 else { continue }
        #expect(tables.map(\.target.name.text) == ["t"])
        #expect(tables[0].volume.expectedRows == nil)
        #expect(tables[0].streams.map(\.number) == [1])
        told.append("rows")
        await gate.close()
      case .copying: if told.count > 1 { sink.finish() }
      case .landed(let landed): told.append("\(landed.rows)")
      case .note(let note): told.append(note)
      }
    }
    #expect(told == ["rows", "10000"])
    _ = try await copying.value
  }

  @Test func aChangeThatWaitsForTheCopyDoesNotKeepItFromItsTables() async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t AS SELECT i AS id, 'a' AS name"
        + " FROM generate_series(1, 100) AS i")
    let engine = try await site.engine(
      locking: [QualifiedName("app", "t")], limits: .limits(lock: .milliseconds(50)))
    let other = try await site.production.connect()
    let backend = await other.backendPID
    let change = Task { try await other.execute("ALTER TABLE app.t DROP COLUMN name") }
    try await site.production.wait(untilBlocked: backend)
    let copied = try await engine.land(.run(1, [landing(.full())])) { _ in }
    #expect(copied.map(\.rows) == [100])
    #expect(copied.map(\.reconciliation?.difference) == [nil])
    _ = try await change.value
    await engine.discard()
  }

  @Test func namesMayBeAnything() async throws {
    let names = [
      "Upper", "with space", "a.b", #"q"uote"#, "it's", String(repeating: "é", count: 31),
    ]
    let site = try await Site.make(
      production: "CREATE SCHEMA app;"
        + names.map {
          "CREATE TABLE app.\(Identifier($0).quoted) AS SELECT 1 AS \(Identifier($0).quoted);"
        }
        .joined())
    let copied = try await landed(
      names.map { name in
        Landing(
          server: "production", source: QualifiedName("app", Identifier(name)),
          target: QualifiedName("bronze", Identifier(name)),
          columns: [LandingColumn(name: Identifier(name), type: DataType("integer"))],
          key: [Identifier(name)], load: .full(isLogged: false, hasKey: true),
          location: SourceLocation(file: "contracts/t.yaml", line: 1))
      }, on: site)
    #expect(copied.map(\.rows) == names.map { _ in 1 })
  }
}
