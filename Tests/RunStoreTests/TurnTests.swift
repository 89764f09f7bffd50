import PostgresClient
import RunStore
import TestSupport
import Testing
import WarehouseModel

/// One run at a time, and a schema that the tool looks after itself.
@Suite(.database)
struct TurnTests {
  private func open(
    _ database: TestDatabase, patience: Duration = .seconds(20)
  ) async throws -> RunStore {
    try await RunStore.open(database.settings, patience: patience, environment: [:])
  }

  /// Everything that the store's schema is made of.
  private let shape = """
    SELECT string_agg(format('%s.%s %s', table_name, column_name, data_type), ',' ORDER BY 1::text,
      table_name, ordinal_position) FROM information_schema.columns WHERE table_schema = 'whtest'
    """

  @Test func openingTwiceChangesNothing() async throws {
    let database = try await TestServer.database()
    try await open(database).close()
    let first = try await database.rows(shape)
    let applied = try await database.rows("SELECT * FROM whtest.migrations")
    try await open(database).close()
    #expect(first.first?.first??.contains("runs.run_id bigint") == true)
    #expect(try await database.rows(shape) == first)
    #expect(try await database.rows("SELECT * FROM whtest.migrations") == applied)
  }

  @Test func aStoreOfANewerToolIsLeftAlone() async throws {
    let database = try await TestServer.database()
    try await open(database).close()
    try await database.execute("INSERT INTO whtest.migrations (version) VALUES (99)")
    let error = await #expect(throws: RunStoreError.self) { try await open(database) }
    #expect(
      error?.message
        == "the run store of test has version 99, this whtest knows 4: use a newer whtest")
    // The refused session has let go of its lock.
    #expect(
      try await database.value("SELECT pg_try_advisory_lock(\(AdvisoryLock.run.rawValue))") == "t")
  }

  @Test func aRunThatFindsAnotherAtWorkNamesItAndGivesUp() async throws {
    let database = try await TestServer.database()
    let first = try await open(database)
    let holder = try await database.value(
      """
      SELECT format('pid %s of postgres since', pid) FROM pg_locks
      WHERE locktype = 'advisory' AND database = (
        SELECT oid FROM pg_database WHERE datname = current_database())
      """)
    let error = await #expect(throws: RunStoreError.self) {
      try await open(database, patience: .milliseconds(30))
    }
    let message = try #require(error?.message)
    #expect(message.hasPrefix("another run is at work on test: \(holder ?? "nobody") 2"))
    #expect(message.hasSuffix("UTC; waited 0.03 s"))
    await first.close()
  }

  @Test func aRunGoesOnWhenTheOneBeforeItEnds() async throws {
    let database = try await TestServer.database()
    let first = try await open(database)
    let second = Task { try await open(database) }
    try await database.wait(until: waiting(for: .run))
    await first.close()
    let run = try await second.value.begin(command: "run", toolVersion: "1")
    #expect(run == RunID(1))
  }

  @Test func aRunWaitsForTheLastSessionsOfADeadOne() async throws {
    let database = try await TestServer.database()
    let worker = try await database.connect()
    try await worker.execute("SELECT pg_advisory_lock_shared(\(AdvisoryLock.worker.rawValue))")
    let pid = await worker.backendPID
    let error = await #expect(throws: RunStoreError.self) {
      try await open(database, patience: .milliseconds(30))
    }
    #expect(error?.message.contains("pid \(pid) of postgres") == true)

    let next = Task { try await open(database) }
    try await database.wait(until: waiting(for: .worker))
    await worker.close()
    try await next.value.close()
  }

  @Test func runsOnAnotherDatabaseDoNotWait() async throws {
    let first = try await open(try await TestServer.database())
    let second = try await open(try await TestServer.database(), patience: .milliseconds(1000))
    #expect(try await second.begin(command: "run", toolVersion: "1") == RunID(1))
    await first.close()
  }

  private func waiting(for lock: AdvisoryLock) -> String {
    """
    EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND (classid::bigint << 32 | objid::bigint) = \(lock.rawValue)
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    """
  }
}
