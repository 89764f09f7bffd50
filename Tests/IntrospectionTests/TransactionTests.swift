import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct TransactionTests {
  private struct Stop: Error {}

  private func isIdle(_ backend: Int, in database: TestDatabase) async throws -> Bool {
    try await database.value("SELECT state FROM pg_stat_activity WHERE pid = \(backend)") == "idle"
  }

  @Test func nothingCanBeWrittenAndAFailureEndsTheTransaction() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let connection = try await database.connect()
    let error = await #expect(throws: PostgresError.self) {
      try await readOnly(on: connection) { try await $0.execute("INSERT INTO t VALUES (1)") }
    }
    #expect(error?.serverError?.sqlState.code == "25006")
    #expect(try await isIdle(await connection.backendPID, in: database))
    await #expect(throws: Stop.self) { try await readOnly(on: connection) { _ in throw Stop() } }
    #expect(try await isIdle(await connection.backendPID, in: database))
  }

  @Test func aCancelledReadEndsTheTransactionToo() async throws {
    let database = try await TestServer.database()
    let connection = try await database.connect()
    let backend = await connection.backendPID
    let task = Task {
      try await readOnly(on: connection) { _ = try await $0.query("SELECT pg_sleep(600)") }
    }
    try await database.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity"
        + " WHERE pid = \(backend) AND wait_event = 'PgSleep')")
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    let isIdle = try await isIdle(backend, in: database)
    withKnownIssue("ROLLBACK is not sent once the task is cancelled") {
      #expect(isIdle)
    }
    await connection.close()
  }

  @Test func allFactsAreOfOneMoment() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let connection = try await database.connect()
    let snapshots = try await readOnly(on: connection) { connection in
      let first = try await Snapshot.Reader.full.schemaReader.read(on: connection).snapshot
      try await database.execute("CREATE TABLE u (i integer)")
      return [first, try await Snapshot.Reader.full.schemaReader.read(on: connection).snapshot]
    }
    #expect(snapshots[0] == snapshots[1])
  }
}
