package import PostgresClient
package import WarehouseModel

/// Audits data that is committed, in read-only transactions that all see one moment.
///
/// The first session exports its snapshot, others join it
/// ([9.27.5](https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION)).
package actor CommittedAudit: Auditing {
  private let settings: ConnectionSettings
  private let environment: [String: String]
  private let snapshotID: String
  private let first: Connection
  private var idle: [Connection]
  private var joined: [Connection] = []
  /// Sessions that are open or being opened.
  private var count = 1
  private var waiting: [CheckedContinuation<Connection, Never>] = []

  package nonisolated let width: Int
  package nonisolated var dialect: any Dialect { PostgresDialect() }

  /// Opens the first session and its transaction; every statement is under the limit for checks.
  package init(
    on settings: ConnectionSettings, limits: EngineLimits, environment: [String: String]
  ) async throws {
    self.settings = settings.with(auditSession(limits))
    self.environment = environment
    width = limits.connections
    first = try await Connection.open(self.settings, environment: environment)
    try await first.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    if width > 1 {
      let exported = try await first.query("SELECT pg_catalog.pg_export_snapshot()")
      snapshotID = exported.rows.first?.first.flatMap { $0 } ?? ""
    } else {
      snapshotID = ""
    }
    idle = [first]
  }

  package func rows(of statement: AuditQuery) async throws -> ResultSet {
    let connection = try await acquire()
    let result: Result<ResultSet, any Error>
    do { result = .success(try await Self.rows(of: statement, on: connection)) } catch {
      result = .failure(error)
    }
    release(connection)
    return try result.get()
  }

  package func facts(
    of relations: Set<QualifiedName>
  ) async throws -> [QualifiedName: RelationFacts] {
    do throws(PostgresError) { return try await first.facts(of: relations) } catch {
      throw error.forCaller
    }
  }

  /// Ends the transactions and the sessions.
  package func end() async {
    for connection in joined + [first] { await connection.close() }
  }

  private static func rows(
    of statement: AuditQuery, on connection: Connection
  ) async throws -> ResultSet {
    do {
      try await connection.execute(
        "SAVEPOINT audit" + statement.settings.localStatements.map { "; \($0)" }.joined())
      let result = try await connection.query(statement.sql)
      // Takes the settings back too.
      try await connection.execute("ROLLBACK TO SAVEPOINT audit; RELEASE SAVEPOINT audit")
      return result
    } catch PostgresError.cancelled {
      throw CancellationError()
    } catch {
      _ = try? await connection.execute("ROLLBACK TO SAVEPOINT audit; RELEASE SAVEPOINT audit")
      throw error.failure()
    }
  }

  // MARK: - Sessions

  private func acquire() async throws -> Connection {
    if let connection = idle.popLast() { return connection }
    if count < width {
      count += 1
      do {
        let connection = try await join()
        joined.append(connection)
        return connection
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // The first session does it alone where the server has no other to spare.
        if let connection = idle.popLast() { return connection }
      }
    }
    return await withCheckedContinuation { waiting.append($0) }
  }

  private func release(_ connection: Connection) {
    if waiting.isEmpty {
      idle.append(connection)
    } else {
      waiting.removeFirst().resume(returning: connection)
    }
  }

  private func join() async throws -> Connection {
    let other = try await Connection.open(settings, environment: environment)
    do {
      try await other.execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
          + " SET TRANSACTION SNAPSHOT \(quotedLiteral(snapshotID))")
    } catch {
      await other.close()
      throw error
    }
    return other
  }
}

/// Settings for checks: nothing can be written, nothing can wait or run for long.
private func auditSession(_ limits: EngineLimits) -> [String: String] {
  var session = readOnlySession(limits.check, limits)
  // A session waits for the others, none of which works longer than one check may.
  session["idle_in_transaction_session_timeout"] = "\(limits.check.milliseconds + 60_000)"
  // Sorts of hashes, and references that are looked up in a hash table.
  session["work_mem"] = "64MB"
  if let workers = limits.parallelWorkers {
    session["max_parallel_workers_per_gather"] = "\(workers)"
  }
  return session
}

extension [String: String] {
  /// These settings, until the transaction or the savepoint ends.
  var localStatements: [String] {
    sorted { $0.key < $1.key }.map { name, value in
      "SET LOCAL \(Identifier(name).quoted) = \(value.isEmpty ? "''" : value)"
    }
  }
}
