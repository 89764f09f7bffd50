import PostgresClient
import WarehouseModel

/// Shows readers another run: locks all public views, or none, then replaces them.
///
/// Works inside the transaction of its session, which is to be committed right after.
struct Repointing {
  private let publication: Publication
  /// How long to look for a moment in which no reader holds a view.
  private let patience: Duration
  private let connection: Connection

  init(_ publication: Publication, patience: Duration, on connection: Connection) {
    self.publication = publication
    self.patience = patience
    self.connection = connection
  }

  /// Locks all public views, or none and tries again until patience ends.
  ///
  /// Readers that use two views could deadlock with us, so we never wait long for a lock, and let go
  /// of all of them before we pause.
  func lockViews() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var attempts = 0
    // Less than `deadlock_timeout` (1 s), after which the server would break a reader's statement. Where
    // views are so many that no attempt ends in that time, a publication that comes goes before.
    var bound = Duration.milliseconds(700)
    try await connection.execute("SAVEPOINT publish")
    while true {
      attempts += 1
      let attempt = clock.now
      do {
        try await lockAll(patience: .patience(after: attempt - start), within: bound)
        break
      } catch let error as PostgresError {
        if clock.now - attempt > bound { bound = bound * 3 / 2 }
        guard let state = error.serverError?.sqlState,
          state == .lockNotAvailable || state == .deadlockDetected
        else { throw error }
        try await connection.execute("ROLLBACK TO SAVEPOINT publish")
        guard clock.now - start < patience else { throw try await blocked(after: attempts) }
        try await Task.sleep(for: .milliseconds(Int.random(in: 1...6)))
      }
    }
    try await connection.execute("SET LOCAL lock_timeout = '200ms'")
  }

  /// Replaces the views, all of which are locked.
  func replaceViews() async throws {
    guard !publication.statements.isEmpty else { return }
    try await connection.execute(publication.statements.joined(separator: "; "))
  }

  /// One attempt to lock all views, in an order drawn anew.
  ///
  /// A reader in a transaction may hold one view and want another that we hold: only one of us can
  /// go on. Which order meets no such reader depends on what they do, so it is left to chance, and
  /// many short attempts find it sooner than few long ones.
  private func lockAll(patience: Duration, within time: Duration) async throws {
    let clock = ContinuousClock()
    let bound = clock.now + time
    try await connection.execute("SET LOCAL lock_timeout = '\(patience.milliseconds)ms'")
    var rest = publication.locks.shuffled()[...]
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
  private func blocked(after attempts: Int) async throws -> BuildFailure {
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
