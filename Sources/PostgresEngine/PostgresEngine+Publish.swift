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
      try await repoint(publication.statements, on: connection)
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
      try await connection.execute(model.materialization.createPrefix(of: model) + model.query)
    }
  }

  /// Replaces all public views, or none and tries again, until patience ends.
  ///
  /// Readers that use two views could deadlock with us, so we never wait long for a lock, and let go
  /// of all of them before we pause.
  private func repoint(_ statements: [[String]], on connection: Connection) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + warehouse.limits.publish
    var attempts = 0
    while true {
      attempts += 1
      do {
        try await replaceAll(statements, attempt: attempts, on: connection)
        return
      } catch let error as PostgresError {
        guard let state = error.serverError?.sqlState,
          state == .lockNotAvailable || state == .deadlockDetected
        else { throw error }
        guard clock.now < deadline else {
          throw try await blocked(after: attempts, on: connection)
        }
        try await connection.execute("ROLLBACK TO SAVEPOINT publish")
        try await Task.sleep(for: .milliseconds(Int.random(in: 10...100)))
      }
    }
  }

  /// One attempt: waits 50 ms for each lock, longer after some attempts were in vain, and in all far
  /// less than `deadlock_timeout` (1 s), after which the server would break a reader's statement.
  ///
  /// Many statements go in one message, so that the locks are taken in quick succession; the order
  /// changes from attempt to attempt, lest readers that take them the other way win each time.
  private func replaceAll(
    _ statements: [[String]], attempt: Int, on connection: Connection
  ) async throws {
    let clock = ContinuousClock()
    let patience = min(50 << min(2, attempt / 8), 200)
    try await connection.execute("SET LOCAL lock_timeout = '\(patience)ms'")
    // Each statement takes a millisecond or so; what goes beyond was spent waiting.
    let bound = clock.now + .milliseconds(300 + 2 * statements.count)
    var rest = rotated(statements, by: attempt)[...]
    while !rest.isEmpty {
      try await connection.execute(rest.prefix(4).joined(separator: "; "))
      rest = rest.dropFirst(4)
      if clock.now > bound, !rest.isEmpty {
        throw PostgresError.refused(
          ServerError(
            server: connection.server, sqlState: .lockNotAvailable,
            message: "readers would have had to wait too long"))
      }
    }
  }

  /// The relations one after another, beginning elsewhere each time; the statements of one stay
  /// together and in order.
  private func rotated(_ statements: [[String]], by attempt: Int) -> [String] {
    guard !statements.isEmpty else { return [] }
    let start = (attempt - 1) % statements.count
    return (statements[start...] + statements[..<start]).flatMap { $0 }
  }

  /// Names the sessions that hold public views, while the transaction can still ask.
  private func blocked(after attempts: Int, on connection: Connection) async throws -> BuildFailure
  {
    try await connection.execute("ROLLBACK TO SAVEPOINT publish")
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
