package import PostgresClient
package import WarehouseModel

/// A read-only transaction on a production server, at one moment that other sessions can join.
///
/// The relations to be copied are locked (ACCESS SHARE, as `pg_dump` does) before the moment is
/// fixed: DDL that rewrites a table would otherwise leave it empty for this snapshot
/// ([13.6](https://www.postgresql.org/docs/current/mvcc-caveats.html)).
package struct SourceSession: Sendable {
  package let connection: Connection
  let settings: ConnectionSettings
  let environment: [String: String]
  let snapshotID: String
  /// When production was as the session sees it, in UTC and by its own clock.
  package let moment: String

  /// Opens the transaction, waiting for locks no longer than the limit.
  package static func begin(
    on settings: ConnectionSettings, locking relations: [QualifiedName], limits: EngineLimits,
    environment: [String: String]
  ) async throws -> SourceSession {
    let guarded = settings.with(readOnlySession(limits.catalog, limits))
    let connection = try await Connection.open(guarded, environment: environment)
    let lockable = try await lockableRelations(relations, on: connection)
    try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try await lock(lockable, on: connection)
    let exported = try await connection.query(
      """
      SELECT pg_catalog.pg_export_snapshot(),
             to_char(pg_catalog.statement_timestamp(), 'YYYY-MM-DD HH24:MI:SS.US"+00"')
      """)
    let row = exported.rows.first ?? []
    return SourceSession(
      connection: connection, settings: settings, environment: environment,
      snapshotID: row.first.flatMap { $0 } ?? "", moment: row.last.flatMap { $0 } ?? "")
  }

  /// Another session at the very same moment, for copying into a session of the warehouse.
  func join(limits: EngineLimits, beside target: Connection) async throws -> Connection {
    let guarded = settings.with(readOnlySession(limits.copy, limits))
    let other = try await Connection.open(guarded, environment: environment, beside: target)
    try await other.execute(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
        + " SET TRANSACTION SNAPSHOT \(quotedLiteral(snapshotID))")
    return other
  }

  /// Ends the transaction, which frees the locks.
  package func end() async {
    await connection.close()
  }

  /// Keeps DDL away from the relations, or says who is at it.
  private static func lock(_ relations: [QualifiedName], on connection: Connection) async throws {
    guard !relations.isEmpty else { return }
    let names = relations.map(\.quoted).joined(separator: ", ")
    do throws(PostgresError) {
      try await connection.execute("LOCK TABLE \(names) IN ACCESS SHARE MODE")
    } catch {
      guard error.serverError?.sqlState == .lockNotAvailable else { throw error }
      try await connection.execute("ROLLBACK")
      let holders = try await connection.query(
        """
        SELECT DISTINCT format('pid %s (%s) holds %s.%s', l.pid, a.usename, n.nspname, c.relname)
        FROM pg_catalog.pg_locks AS l
        JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
        JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE l.granted AND l.mode = 'AccessExclusiveLock' AND l.database =
          (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        ORDER BY 1
        """)
      let who = holders.rows.compactMap { $0.first.flatMap { $0 } }.joined(separator: ", ")
      await connection.close()
      throw BuildFailure(
        code: SQLState.lockNotAvailable.code,
        message: "\(connection.server): DDL is under way on a contracted table"
          + (who.isEmpty ? "" : ": \(who)") + "; try again when it is done",
        location: nil)
    }
  }

  /// The relations among these that exist, may be read, and can be locked by LOCK TABLE.
  private static func lockableRelations(
    _ relations: [QualifiedName], on connection: Connection
  ) async throws -> [QualifiedName] {
    let rows = try await connection.query(
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v')
        AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
        AND n.nspname = ANY ($1::text[])
      """, [arrayLiteral(Set(relations.map(\.schema.text)).sorted())])
    let wanted = Set(relations)
    return rows.rows.compactMap { row in
      guard row.count == 2, let schema = row[0], let name = row[1] else { return nil }
      return QualifiedName(Identifier(schema), Identifier(name))
    }
    .filter(wanted.contains).sorted()
  }
}

/// Settings under which nothing on production can be harmed or held up for long.
func readOnlySession(_ statement: Duration, _ limits: EngineLimits) -> [String: String] {
  [
    "default_transaction_read_only": "on",
    "statement_timeout": "\(statement.milliseconds)",
    "lock_timeout": "\(limits.lock.milliseconds)",
    // The transaction that exported the snapshot must outlive the copying sessions.
    "idle_in_transaction_session_timeout": "0",
    // A policy raises an error instead of hiding rows.
    "row_security": "off",
  ]
}

/// A text array as PostgreSQL reads it ([8.15.2](https://www.postgresql.org/docs/current/arrays.html)).
func arrayLiteral(_ elements: [String]) -> String {
  let quoted = elements.map { element in
    "\"" + element.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
  return "{" + quoted.joined(separator: ",") + "}"
}
