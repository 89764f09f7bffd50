import Digests
package import PostgresClient
import WarehouseModel

/// What the catalogs hold, without what it says: while it is the same, so is every snapshot.
///
/// Reading it takes a fraction of the time of a snapshot. It changes more often than a schema does,
/// with TRUNCATE or REINDEX for instance, and never less often. A newer whtest, whose queries are
/// others, has another state. Nil where the role may not ask which cluster this is: a copy of a
/// cluster that went its own way may have other rows under the same transaction numbers.
package func catalogState(on connection: Connection) async throws -> String? {
  let version = await connection.serverVersion
  try await connection.execute("SET LOCAL jit = off")
  guard let place = try await physicalPlace(on: connection) else { return nil }
  let rows = try await connection.query(CatalogQuery.state.text(for: version))
  guard let state = rows.rows.first?.first ?? nil else {
    throw CatalogError(description: "a catalog query gave no state")
  }
  let queries = CatalogQuery.all.map { $0.text(for: version) }
  return sha256(Array(([state, place] + queries).joined(separator: "\0").utf8)).hexadecimal
}

/// The system identifier of the cluster and the OID of the database; nil where the role may not ask.
func databaseIdentity(on connection: Connection) async throws -> String? {
  try await permitted(
    """
    SELECT pg_catalog.concat(c.system_identifier, '/', d.oid)
    FROM pg_catalog.pg_control_system() AS c, pg_catalog.pg_database AS d
    WHERE d.datname = pg_catalog.current_database()
    """, on: connection)
}

/// The system identifier of the cluster and its timeline; nil where the role may not ask.
private func physicalPlace(on connection: Connection) async throws -> String? {
  try await permitted(
    """
    SELECT pg_catalog.concat_ws('/', s.system_identifier,
      CASE WHEN pg_catalog.pg_is_in_recovery()
        THEN c.timeline_id || '/' || r.min_recovery_end_timeline
        ELSE pg_catalog.substr(
          pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8)
      END)
    FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_control_checkpoint() AS c,
         pg_catalog.pg_control_recovery() AS r
    """, on: connection)
}

/// The one value of a query that the server may refuse.
private func permitted(_ query: String, on connection: Connection) async throws -> String? {
  try await connection.execute("SAVEPOINT permitted")
  do throws(PostgresError) {
    let rows = try await connection.query(query)
    try await connection.execute("RELEASE SAVEPOINT permitted")
    return rows.rows.first?.first ?? nil
  } catch {
    guard error.serverError != nil else { throw error }
    try await connection.execute("ROLLBACK TO SAVEPOINT permitted")
    return nil
  }
}
