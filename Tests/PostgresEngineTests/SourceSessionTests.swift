import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// What a run may do on production, and what it keeps others from doing.
@Suite(.database)
struct SourceSessionTests {
  private let table = QualifiedName("app", "t")

  private func production(_ more: String = "") async throws -> TestDatabase {
    try await TestServer.database("CREATE SCHEMA app; CREATE TABLE app.t (id integer); \(more)")
  }

  private func begin(
    _ database: TestDatabase, as role: String? = nil, limits: EngineLimits = .test
  ) async throws -> SourceSession {
    try await SourceSession.begin(
      on: role.map { database.settings(as: $0) } ?? database.settings,
      locking: [table, QualifiedName("app", "missing"), QualifiedName("app", "sequence")],
      limits: limits, environment: [:])
  }

  @Test(arguments: ["ALTER TABLE app.t ADD COLUMN x integer", "TRUNCATE app.t", "DROP TABLE app.t"])
  func changesOfATableWaitUntilItIsCopied(statement: String) async throws {
    let database = try await production()
    let source = try await begin(database)
    let session = try await database.connect()
    try await session.execute("SET lock_timeout = '20ms'")
    let error = await #expect(throws: PostgresError.self) { try await session.execute(statement) }
    #expect(error?.serverError?.sqlState == .lockNotAvailable)
    // Rows may come and go.
    try await session.execute("INSERT INTO app.t VALUES (1)")
    await source.end()
    try await session.execute("SET lock_timeout = '30s'; \(statement)")
  }

  @Test(arguments: ["GRANT SELECT (id) ON app.t TO", "GRANT SELECT ON app.t TO"])
  func aRoleThatMayReadSomeColumnsKeepsChangesAwayToo(grant: String) async throws {
    let database = try await production()
    let role = try await database.createRole()
    try await database.execute("GRANT USAGE ON SCHEMA app TO \(role); \(grant) \(role)")
    let source = try await begin(database, as: role)
    let session = try await database.connect()
    try await session.execute("SET lock_timeout = '20ms'")
    let error = await #expect(throws: PostgresError.self) {
      try await session.execute("ALTER TABLE app.t ALTER COLUMN id TYPE bigint")
    }
    #expect(error?.serverError?.sqlState == .lockNotAvailable)
    await source.end()
    try await session.execute(
      "SET lock_timeout = '30s'; ALTER TABLE app.t ALTER COLUMN id TYPE bigint")
  }

  @Test func aTableThatIsBeingChangedIsNotWaitedForLong() async throws {
    let database = try await production()
    let other = try await database.connect()
    try await other.execute("BEGIN; ALTER TABLE app.t ADD COLUMN x integer")
    let failure = await #expect(throws: BuildFailure.self) {
      try await begin(database, limits: .limits(lock: .milliseconds(20)))
    }
    let pid = await other.backendPID
    #expect(failure?.code == "55P03")
    #expect(failure?.message.contains("pid \(pid) (postgres) holds app.t;") == true)
    try await other.execute("ROLLBACK")
  }

  @Test(arguments: [
    "INSERT INTO app.t VALUES (1)", "CREATE TABLE app.u ()", "CREATE TEMP TABLE u (); DROP TABLE u",
    "SELECT nextval('app.sequence')", "SET transaction_read_only = off",
  ])
  func nothingCanBeWritten(statement: String) async throws {
    let database = try await production("CREATE SEQUENCE app.sequence")
    let source = try await begin(database)
    await #expect(throws: PostgresError.self) {
      try await source.connection.execute("\(statement); INSERT INTO app.t VALUES (1)")
    }
    await source.end()
    #expect(try await database.value("SELECT count(*) FROM app.t") == "0")
  }

  @Test func aTableThatTheRoleMayNotReadDoesNotKeepTheSessionFromBeginning() async throws {
    let database = try await production()
    let source = try await begin(database, as: try await database.createRole())
    await source.end()
  }

  @Test func rowSecurityIsAnErrorAndNeverAShorterTable() async throws {
    let database = try await production(
      """
      INSERT INTO app.t VALUES (1), (2); ALTER TABLE app.t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY first ON app.t USING (id = 1)
      """)
    let role = try await database.createRole()
    try await database.execute(
      "GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT ON app.t TO \(role)")
    let source = try await begin(database, as: role)
    let engine = PostgresEngine(
      sources: ["production": source],
      warehouse: Warehouse(
        try await TestServer.database().settings, limits: .test, environment: [:]))
    let failure = await #expect(throws: BuildFailure.self) {
      try await engine.land(.run(1, [.app("t", "id integer")])) { _ in }
    }
    #expect(failure?.code == "42501")
    await engine.discard()
  }
}
