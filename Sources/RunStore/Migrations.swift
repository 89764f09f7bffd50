import PostgresClient
import WarehouseModel

/// A change of the run store's own schema; each is applied once, in order.
private struct Migration {
  let version: Int
  let script: [UInt8]
}

private let migrations = [
  Migration(version: 1, script: PackageResources.m0001_run_store_sql),
  Migration(version: 2, script: PackageResources.m0002_schemas_sql),
  Migration(version: 3, script: PackageResources.m0003_evidence_sql),
  Migration(version: 4, script: PackageResources.m0004_rollback_sql),
]

/// Brings the `whtest` schema to the newest version that this binary knows.
///
/// Refuses a schema from a newer binary: writing to what one does not know would harm it.
func migrate(_ connection: Connection) async throws {
  let newest = migrations.map(\.version).max() ?? 0
  let current = try await currentVersion(on: connection)
  guard current <= newest else {
    throw RunStoreError(
      message: "the run store of \(connection.server) has version \(current), "
        + "this whtest knows \(newest): use a newer whtest")
  }
  for migration in migrations where migration.version > current {
    try await connection.execute(
      """
      BEGIN;
      CREATE SCHEMA IF NOT EXISTS whtest;
      CREATE TABLE IF NOT EXISTS whtest.migrations (
        version integer PRIMARY KEY,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      \(String(decoding: migration.script, as: UTF8.self));
      INSERT INTO whtest.migrations (version) VALUES (\(migration.version));
      COMMIT
      """)
  }
}

/// Whether there is nothing to migrate; a newer schema is left for `migrate` to refuse.
func isUpToDate(_ connection: Connection) async throws -> Bool {
  try await currentVersion(on: connection) == migrations.map(\.version).max()
}

private func currentVersion(on connection: Connection) async throws -> Int {
  let known = try await connection.query("SELECT to_regclass('whtest.migrations') IS NOT NULL")
  guard known.rows.first?.first == "t" else { return 0 }
  let result = try await connection.query("SELECT coalesce(max(version), 0) FROM whtest.migrations")
  return result.rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
}
