package import PostgresClient
package import WarehouseModel

/// Audits data that is committed, in a read-only transaction at one moment.
package struct CommittedAudit: Auditing {
  private let connection: Connection

  package var dialect: any Dialect { PostgresDialect() }

  /// Opens the session and its transaction; every statement is under the limit for checks.
  package init(
    on settings: ConnectionSettings, limits: EngineLimits, environment: [String: String]
  ) async throws {
    connection = try await Connection.open(
      settings.with(readOnlySession(limits.check, limits)), environment: environment)
    try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  }

  package func rows(of query: String) async throws -> ResultSet {
    do {
      try await connection.execute("SAVEPOINT audit")
      let result = try await connection.query(query)
      try await connection.execute("RELEASE SAVEPOINT audit")
      return result
    } catch PostgresError.cancelled {
      throw CancellationError()
    } catch {
      _ = try? await connection.execute("ROLLBACK TO SAVEPOINT audit; RELEASE SAVEPOINT audit")
      throw error.failure()
    }
  }

  /// Ends the transaction and the session.
  package func end() async {
    await connection.close()
  }
}
