import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func publish(_ plan: BuildPlan, record: String) async throws {
    let connection = try building()
    do {
      let shapes = try await shapes(on: connection)
      guard let schemas else {
        throw BuildFailure(code: nil, message: "no build has begun", location: nil)
      }
      try await placeViews(of: plan, on: connection)
      try await connection.execute(schemas.swapOut())
      // The names are back in their places; what readers hold may have changed since the rehearsal.
      let publication = Publication(
        of: plan, shapes: shapes, existing: try await connection.publicRelations())
      if let obstacle = publication.obstacles.first {
        throw BuildFailure(code: nil, message: obstacle.message, location: nil)
      }
      try await connection.execute(record)
      try await connection.execute("SAVEPOINT publish")
      try await repoint(publication, on: connection)
      try await commit(on: connection)
    } catch let error as PostgresError {
      throw error.forCaller
    }
  }

  /// From here on nothing may be undone by us: the answer to a COMMIT can be lost.
  private func commit(on connection: Connection) async throws {
    forgetLanding()
    do throws(PostgresError) {
      try await connection.execute("COMMIT")
    } catch {
      throw BuildFailure(
        code: nil,
        message: "the answer to COMMIT was lost, so the run may be published or not (\(error));"
          + " the next run settles it", location: nil)
    }
    await notePublication()
  }

  /// Puts views in the place of the tables that were built to audit them.
  private func placeViews(of plan: BuildPlan, on connection: Connection) async throws {
    let models = plan.models.filter { $0.materialization == .view }
    guard !models.isEmpty else { return }
    try await connection.execute("DROP TABLE \(models.map(\.name.quoted).joined(separator: ", "))")
    for model in models {
      try await connection.execute(model.createViewPrefix + model.query)
    }
  }

  /// Locks all public views, or none and tries again until patience ends, and replaces them.
  ///
  /// Readers that use two views could deadlock with us, so we never wait long for a lock, and let go
  /// of all of them before we pause.
  private func repoint(_ publication: Publication, on connection: Connection) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var attempts = 0
    while true {
      attempts += 1
      do {
        try await lockAll(
          publication.locks, patience: .patience(after: clock.now - start), on: connection)
        break
      } catch let error as PostgresError {
        guard let state = error.serverError?.sqlState,
          state == .lockNotAvailable || state == .deadlockDetected
        else { throw error }
        try await connection.execute("ROLLBACK TO SAVEPOINT publish")
        guard clock.now - start < warehouse.limits.publish else {
          throw try await blocked(after: attempts, on: connection)
        }
        try await Task.sleep(for: .milliseconds(Int.random(in: 1...6)))
      }
    }
    let statements = ["SET LOCAL lock_timeout = '200ms'"] + publication.statements
    try await connection.execute(statements.joined(separator: "; "))
  }

  /// One attempt to lock all views, in an order drawn anew.
  ///
  /// A reader in a transaction may hold one view and want another that we hold: only one of us can
  /// go on. Which order meets no such reader depends on what they do, so it is left to chance, and
  /// many short attempts find it sooner than few long ones.
  private func lockAll(
    _ locks: [String], patience: Duration, on connection: Connection
  ) async throws {
    let clock = ContinuousClock()
    // Less than `deadlock_timeout` (1 s), after which the server would break a reader's statement.
    let bound = clock.now + .milliseconds(700)
    try await connection.execute("SET LOCAL lock_timeout = '\(patience.milliseconds)ms'")
    var rest = locks.shuffled()[...]
    while !rest.isEmpty {
      try await connection.execute(rest.prefix(8).joined(separator: "; "))
      rest = rest.dropFirst(8)
      if clock.now > bound, !rest.isEmpty {
        throw PostgresError.refused(
          ServerError(
            server: connection.server, sqlState: .lockNotAvailable,
            message: "readers would have had to wait too long"))
      }
    }
  }

  /// Names the sessions that hold public views, while the transaction can still ask.
  private func blocked(after attempts: Int, on connection: Connection) async throws -> BuildFailure
  {
    let sessions = try await connection.query(
      """
      SELECT DISTINCT format('pid %s (%s%s, %s)', l.pid, a.usename,
               CASE WHEN a.application_name <> '' THEN ', ' || a.application_name ELSE '' END, a.state)
      FROM pg_catalog.pg_locks AS l
      JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND n.nspname IN ('bronze', 'silver', 'gold')
      ORDER BY 1
      """)
    let names = sessions.rows.compactMap { $0.first.flatMap { $0 } }
    let who = names.isEmpty ? "sessions that have gone by now" : names.joined(separator: ", ")
    return BuildFailure(
      code: SQLState.lockNotAvailable.code,
      message: "could not publish: in \(attempts) attempts the public views were held by \(who)",
      location: nil)
  }
}

extension Duration {
  /// How long to wait for a lock in the next attempt: 2 to 50 ms, and up to 200 ms as time goes by.
  ///
  /// Spread evenly over the orders of magnitude: short waits suit short transactions, long ones
  /// long statements.
  fileprivate static func patience(after elapsed: Duration) -> Duration {
    let longest = min(200, 50 + elapsed.milliseconds / 100)
    var wait = Int.random(in: 1...4)
    while wait < longest, Bool.random() { wait *= 2 }
    return .milliseconds(min(wait, Int(longest)))
  }
}
