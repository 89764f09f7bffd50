package import PostgresClient
package import WarehouseModel

/// The `whtest` schema in the warehouse: what runs did, and which run readers see.
///
/// Written on a session of its own, so that a run that fails is recorded too. The session holds the
/// advisory lock that lets one run at a time write to the warehouse.
package struct RunStore: Sendable {
  let connection: Connection

  private init(connection: Connection) {
    self.connection = connection
  }

  /// Waits for its turn, brings the store's own schema up to date, and enters a new run.
  ///
  /// - Parameter patience: how long to wait for another run, or for the sessions of a dead one.
  package static func open(
    _ settings: ConnectionSettings, patience: Duration, environment: [String: String]
  ) async throws -> RunStore {
    let connection = try await Connection.open(
      settings.with(["idle_in_transaction_session_timeout": "0"]), environment: environment)
    do {
      try await takeTurn(on: connection, patience: patience)
      try await migrate(connection)
    } catch {
      await connection.close()
      throw error
    }
    return RunStore(connection: connection)
  }

  /// Opens the store beside a run that may be at work, for what touches nothing that runs write.
  ///
  /// - Parameter patience: how long to wait for that run, where the store's own schema must be brought
  ///   up to date first.
  package static func openBesideRuns(
    _ settings: ConnectionSettings, patience: Duration, environment: [String: String]
  ) async throws -> RunStore {
    let connection = try await Connection.open(settings, environment: environment)
    do {
      if try await !isUpToDate(connection) {
        try await takeTurn(on: connection, patience: patience)
        try await migrate(connection)
        try await connection.execute(
          "SELECT pg_catalog.pg_advisory_unlock(\(AdvisoryLock.run.rawValue))")
      }
    } catch {
      await connection.close()
      throw error
    }
    return RunStore(connection: connection)
  }

  /// Ends the session, which lets the next run go.
  package func close() async {
    await connection.close()
  }

  /// Enters a run and returns its number.
  ///
  /// - Parameter isDryRun: whether all is to be done but the publication.
  package func begin(
    command: String, toolVersion: String, isDryRun: Bool = false
  ) async throws -> RunID {
    let result = try await connection.query(
      "INSERT INTO whtest.runs (command, tool_version, is_dry_run)"
        + " VALUES ($1, $2, $3::boolean) RETURNING run_id",
      [command, toolVersion, String(isDryRun)])
    guard let number = result.rows.first?.first.flatMap({ $0 }).flatMap({ Int64($0) }) else {
      throw RunStoreError(message: "the run store gave the run no number")
    }
    return RunID(number)
  }

  /// The statement by which a run becomes the published one; for the publishing transaction.
  ///
  /// Fails when another run has meanwhile taken this one for dead.
  package func publicationRecord(of run: RunID) -> String {
    """
    DO $$
    BEGIN
      UPDATE whtest.runs SET published_at = clock_timestamp()
      WHERE run_id = \(run.number) AND status = 'running';
      IF NOT FOUND THEN
        RAISE EXCEPTION 'run \(run) was abandoned: another run has begun since';
      END IF;
    END $$;
    INSERT INTO whtest.publication (run_id) VALUES (\(run.number))
      ON CONFLICT (only_row) DO UPDATE SET run_id = excluded.run_id
    """
  }

  /// Enters when production was read, and returns the moment by which this run is known.
  ///
  /// The moments of runs rise, also where a clock went back or production is read at one moment
  /// twice: what is kept from run to run is told apart by them.
  ///
  /// - Parameter moment: as PostgreSQL prints a `timestamptz`.
  package func record(moment: String, of run: RunID) async throws -> String {
    let result = try await connection.query(
      """
      UPDATE whtest.runs SET moment = greatest($2::timestamptz, (
        SELECT max(moment) + interval '1 microsecond' FROM whtest.runs WHERE run_id <> $1::bigint))
      WHERE run_id = $1::bigint
      RETURNING to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US"+00"')
      """, [String(run.number), moment])
    guard let entered = result.rows.first?.first.flatMap({ $0 }) else {
      throw RunStoreError(message: "the run store knows no run \(run)")
    }
    return entered
  }

  /// The run that readers see, if any was published.
  package func publishedRun() async throws -> RunID? {
    let result = try await connection.query("SELECT run_id FROM whtest.publication")
    return result.rows.first?.first.flatMap { $0 }.flatMap { Int64($0) }.map { RunID($0) }
  }

  // MARK: - Taking turns

  private static func takeTurn(on connection: Connection, patience: Duration) async throws {
    let (seconds, attoseconds) = patience.components
    let milliseconds = max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    do throws(PostgresError) {
      try await connection.execute(
        "SET lock_timeout = '\(milliseconds)ms'; SET statement_timeout = 0")
      try await connection.execute(
        "SELECT pg_catalog.pg_advisory_lock(\(AdvisoryLock.run.rawValue))")
      // Sessions of a run that died may live for a moment; when we get this lock, all are gone.
      try await connection.execute(
        "SELECT pg_catalog.pg_advisory_lock(\(AdvisoryLock.worker.rawValue));"
          + " SELECT pg_catalog.pg_advisory_unlock(\(AdvisoryLock.worker.rawValue))")
      try await connection.execute("SET lock_timeout = '10s'")
    } catch {
      guard error.serverError?.sqlState == .lockNotAvailable else { throw error }
      throw RunStoreError(
        message: "another run is at work on \(connection.server): "
          + "\(await holders(on: connection)); waited \(plain(Double(milliseconds) / 1000)) s")
    }
  }

  /// Who holds the advisory locks, for people.
  private static func holders(on connection: Connection) async -> String {
    let result = try? await connection.query(
      """
      SELECT DISTINCT format('pid %s of %s', a.pid, a.usename)
        || coalesce(to_char(a.backend_start, '" since" YYYY-MM-DD HH24:MI:SS "UTC"'), '')
      FROM pg_catalog.pg_locks AS l
      JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32 | l.objid::bigint) IN ($1::bigint, $2::bigint)
      ORDER BY 1
      """, [String(AdvisoryLock.run.rawValue), String(AdvisoryLock.worker.rawValue)])
    let names = result?.rows.compactMap { $0.first.flatMap { $0 } } ?? []
    return names.isEmpty ? "it has ended by now" : names.joined(separator: ", ")
  }
}

/// The run store cannot be used, with the reason.
package struct RunStoreError: Error, CustomStringConvertible {
  package let message: String

  package init(message: String) {
    self.message = message
  }

  package var description: String { message }
}
