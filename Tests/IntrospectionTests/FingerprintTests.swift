import Foundation
import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// The same schema has the same fingerprint, whoever reads it and however it came about.
@Suite(.database)
struct FingerprintTests {
  @Test func aRoleThatMayOnlyReadSeesWhatTheOwnerSees() async throws {
    let database = try await TestServer.database(richSchema)
    let owner = try await database.snapshot()
    let reader = try await database.snapshot(as: try await database.createReader())
    #expect(reader == owner)
    #expect(owner.relations.count == 8)
  }

  @Test func theOrderOfCreationDoesNotMatter() async throws {
    let statements = [
      "CREATE TABLE b.t (id integer, name text)", "CREATE TABLE a.t (i integer, j integer)",
      "CREATE TABLE b.\"A\" ()", "CREATE VIEW a.v AS SELECT 1 AS one",
    ]
    let constraints = [
      "ALTER TABLE b.t ADD CONSTRAINT z PRIMARY KEY (id)",
      "ALTER TABLE b.t ADD CONSTRAINT a UNIQUE (name)",
      "CREATE UNIQUE INDEX m ON b.t (name, id)", "ALTER TABLE b.t ADD CHECK (id > 0)",
    ]
    func snapshot(_ orders: [String], schemas: [String]) async throws -> SchemaSnapshot {
      let all = schemas.map { "CREATE SCHEMA \($0)" } + orders
      return try await TestServer.database(all.joined(separator: ";")).schema()
    }
    let first = try await snapshot(statements + constraints, schemas: ["a", "b"])
    let second = try await snapshot(
      Array(statements.reversed()) + Array(constraints.reversed()), schemas: ["b", "a"])
    #expect(first.fingerprint() == second.fingerprint())
    #expect(Snapshot(of: first) == Snapshot(of: second))
  }

  @Test(arguments: ["app", "public, app", "\"Odd schema\", app, pg_catalog", ""])
  func theSearchPathDoesNotMatter(path: String) async throws {
    let database = try await TestServer.database(richSchema)
    let plain = try await database.snapshot()
    let connection = try await Connection.open(
      database.settings, environment: [:])
    try await connection.execute("SET search_path = \(path.isEmpty ? "''" : path)")
    let snapshot = try await readOnly(on: connection) {
      try await Snapshot.Reader.full.schemaReader.read(on: $0).snapshot
    }
    #expect(snapshot == plain)
    #expect(try await connection.query("SHOW search_path").rows == [[path.isEmpty ? "\"\"" : path]])
  }

  @Test func everyChangeChangesTheFingerprint() async throws {
    let database = try await TestServer.database(richSchema)
    let before = try await database.schema().fingerprint()
    let connection = try await database.connect()
    for statement in [
      "ALTER TABLE app.teams ALTER region SET DEFAULT 'south'", "DROP VIEW app.loud",
      "ALTER TABLE app.teams ALTER region SET NOT NULL", "DROP INDEX app.one_result",
      "ALTER TABLE app.teams ADD more integer", "ALTER TABLE app.teams RENAME region TO area",
      "ALTER TABLE app.results DROP CONSTRAINT of_member",
      "ALTER TABLE app.results VALIDATE CONSTRAINT positive",
      "COMMENT ON COLUMN app.teams.region IS 'new'", "ALTER TYPE app.mood RENAME TO temper",
      "ALTER TABLE app.members ALTER score TYPE numeric(7,2)",
    ] {
      try await connection.execute("BEGIN; \(statement)")
      let after = try await ObjectReader().snapshot(on: connection)
      #expect(after.fingerprint() != before, "\(statement)")
      try await connection.execute("ROLLBACK")
    }
    #expect(try await database.schema().fingerprint() == before)
  }

  @Test func rowsOwnersAndGrantsAreNothingToContracts() async throws {
    let database = try await TestServer.database(richSchema)
    let before = try await database.snapshot()
    let role = try await database.createReader()
    try await database.execute(
      "INSERT INTO app.teams (name, must) VALUES ('one', 1); ALTER TABLE app.log OWNER TO \(role);"
        + " ALTER TABLE app.results ADD gone integer; ALTER TABLE app.results DROP gone; ANALYZE")
    #expect(try await database.snapshot() == before)
  }

  // MARK: - Dump and restore

  static let restorable = [
    "CREATE TABLE app.more (a text CHECK (a IN ('x', 'y')), b varchar(3)[])",
    "CREATE TABLE app.p (id integer PRIMARY KEY) PARTITION BY LIST (id);"
      + " CREATE TABLE app.z PARTITION OF app.p FOR VALUES IN (1);"
      + " CREATE TABLE app.a PARTITION OF app.p FOR VALUES IN (2);"
      + " CREATE TABLE app.child (p_id integer REFERENCES app.p)",
    // PostgreSQL prints this one in other words once it was restored.
    "CREATE TABLE app.more (a varchar(9) CHECK (a IN ('x', 'y')))",
  ]

  @Test(arguments: restorable)
  func dumpAndRestoreChangesNothing(more: String) async throws {
    let database = try await TestServer.database(richSchema + more)
    let copy = try await TestServer.database()
    let binaries = try await TestServer.binaries()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      #""$0/pg_dump" --no-owner "$1" | "$0/psql" -X -q -v ON_ERROR_STOP=1 "$2""#,
      binaries, database.uri, copy.uri,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let (before, after) = (try await database.schema(), try await copy.schema())
    #expect(before.fingerprint() == after.fingerprint())
    #expect(Difference(from: before, to: after).changes.map(\.named) == [])
  }
}
