import PostgresClient
import TestSupport
import Testing

/// Holds up statements of the tool at a place that the test has chosen, until it is opened.
struct Barrier {
  private static let key = 4711
  private let database: TestDatabase
  private let holder: Connection

  /// What a statement has to evaluate to stop here; true once the barrier is open.
  static let condition = "pg_advisory_xact_lock_shared(\(key)) IS NOT NULL"

  /// Closes it in a database.
  static func close(in database: TestDatabase) async throws -> Barrier {
    let holder = try await database.connect()
    try await holder.execute("SELECT pg_advisory_lock(\(key))")
    return Barrier(database: database, holder: holder)
  }

  /// Returns once a statement has come this far.
  func waitUntilReached() async throws {
    try await database.wait(
      until: """
        EXISTS (
          SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
          WHERE locktype = 'advisory' AND objid = \(Self.key) AND NOT granted
            AND datname = current_database())
        """)
  }

  func open() async { await holder.close() }
}

/// A point of a run at which a test wants it to stand still.
enum Stage: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case copy = "a copy"
  case model = "a model of silver"
  case goldModel = "a model of gold"
  case check = "a check"
  case publication = "the publication"

  var testDescription: String { rawValue }

  /// Makes runs of a project stop here; the returned barrier lets them go on.
  func close(in project: TestProject) async throws -> StandStill {
    switch self {
    case .copy:
      try await project.production.execute(
        """
        ALTER TABLE teams RENAME TO all_teams;
        CREATE VIEW teams AS SELECT * FROM all_teams WHERE \(Barrier.condition);
        """)
      return try await .barrier(.close(in: project.production))
    case .model:
      try project.edit("sql/silver/teams.sql", "FROM bronze.teams", Self.held("bronze.teams"))
    case .goldModel:
      let path = "sql/gold/new_vs_returning_members.sql"
      try project.edit(
        path, "WHERE rsvp_status = 1", "WHERE rsvp_status = 1 AND \(Barrier.condition)")
    case .check:
      try project.edit(
        "sql/checks/groups_without_admins.sql", "FROM silver.teams",
        "FROM (SELECT * \(Self.held("silver.teams"))) AS teams")
    case .publication:
      // Whoever reads a view keeps it from being repointed.
      _ = try await project.whtest("run")
      let reader = try await project.warehouse.connect()
      try await reader.execute("BEGIN; SELECT FROM gold.rsvp_summary LIMIT 0")
      return .reader(reader, project.warehouse)
    }
    return try await .barrier(.close(in: project.warehouse))
  }

  private static func held(_ relation: String) -> String {
    "FROM \(relation) WHERE \(Barrier.condition)"
  }
}

/// What keeps a run from going on.
enum StandStill {
  case barrier(Barrier)
  case reader(Connection, TestDatabase)

  func waitUntilReached() async throws {
    switch self {
    case .barrier(let barrier): try await barrier.waitUntilReached()
    case .reader(_, let database):
      try await database.wait(
        until: """
          EXISTS (SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
            AND relation = 'gold.rsvp_summary'::regclass)
          """)
    }
  }

  func end() async {
    switch self {
    case .barrier(let barrier): await barrier.open()
    case .reader(let reader, _): await reader.close()
    }
  }
}
