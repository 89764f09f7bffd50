import Foundation
import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// The same schema gives the same bytes, whoever reads it and however it came about.
@Suite(.database)
struct DumpAndRestoreTests {
  @Test(arguments: [false, true])
  func aRestoredDumpIsTheSame(unfolded: Bool) async throws {
    let database = try await TestServer.database(nastySchema)
    let copy = try await TestServer.database()
    try await restore(database, into: copy)
    let before = try await database.schema(unfoldsPartitions: unfolded)
    let after = try await copy.schema(unfoldsPartitions: unfolded)
    #expect(Difference(from: before, to: after).changes.map(description) == [])
    #expect(Difference(from: after, to: before).changes.map(description) == [])
    #expect(before.fingerprint() == after.fingerprint())
  }

  @Test func aRoleThatMayOnlyReadSeesWhatTheOwnerSees() async throws {
    let database = try await TestServer.database(nastySchema)
    let role = try await database.createReader()
    try await database.execute(
      "ALTER ROLE \(role) SET quote_all_identifiers = on; ALTER ROLE \(role) SET DateStyle = German;"
        + " ALTER ROLE \(role) SET search_path = app, away")
    let (owner, reader) = (try await database.schema(), try await database.schema(as: role))
    #expect(Difference(from: owner, to: reader).changes.map(description) == [])
    #expect(owner.fingerprint() == reader.fingerprint())
  }

  @Test func aFileHoldsAllOfIt() async throws {
    let snapshot = try await TestServer.database(nastySchema).schema()
    let file = await snapshot.file().bytes
    let read = try SchemaSnapshot(file: file)
    let again = await read.file().bytes
    #expect(again == file)
    #expect(Difference(from: snapshot, to: read).changes.map(description) == [])
    #expect(read.fingerprint() == snapshot.fingerprint())
    #expect(read.objects.map(\.identity) == snapshot.objects.map(\.identity))
  }

  @Test func theOrderOfCreationDoesNotMatter() async throws {
    let tables = ["b.t (id integer, name text)", "a.t (i integer, j text)", "a.\"Z\" ()"]
    let parts = [
      "ALTER TABLE b.t ADD CONSTRAINT z PRIMARY KEY (id)", "CREATE INDEX m ON b.t (name, id)",
      "CREATE VIEW a.v AS SELECT i FROM a.t", "CREATE TYPE b.e AS ENUM ('x', 'y')",
      "CREATE FUNCTION a.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
      "CREATE STATISTICS a.s ON i, j FROM a.t", "CREATE POLICY p ON a.t USING (i > 0)",
      "CREATE PUBLICATION \"one\" FOR TABLE a.t, b.t", "CREATE PUBLICATION two FOR TABLE b.t, a.t",
      "GRANT SELECT ON a.t TO pg_monitor", "GRANT SELECT ON a.t TO pg_signal_backend",
      "ALTER TABLE b.t SET (fillfactor = 70)", "ALTER TABLE b.t SET (autovacuum_enabled = off)",
      "COMMENT ON TABLE a.t IS 'x'",
    ]
    func schema(_ order: (inout [String]) -> Void) async throws -> SchemaSnapshot {
      var (schemas, tables, parts) = (["a", "b"], tables, parts)
      order(&schemas)
      order(&tables)
      order(&parts)
      let statements =
        schemas.map { "CREATE SCHEMA \($0)" } + tables.map { "CREATE TABLE \($0)" } + parts
      return try await TestServer.database(statements.joined(separator: ";")).schema()
    }
    let first = try await schema { _ in }
    let second = try await schema { $0.reverse() }
    #expect(Difference(from: first, to: second).changes.map(description) == [])
    #expect(first.fingerprint() == second.fingerprint())
  }

  /// What tells a reader of a failed test where to look.
  private func description(_ change: Change) -> String {
    "\(change.named): \(change.details)"
  }

  private func restore(_ database: TestDatabase, into copy: TestDatabase) async throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", #""$0/pg_dump" "$1" | "$0/psql" -X -q -v ON_ERROR_STOP=1 "$2""#,
      try await TestServer.binaries(), database.uri, copy.uri,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
