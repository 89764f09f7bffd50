package import PostgresClient
package import Sandbox
import WarehouseModel

/// One private server for all tests of a process, gone with the process.
package enum TestServer {
  // Many tests hold locks in it at once, more than a run would find room beside.
  private static let sandbox = Task {
    let sandbox = try await Sandbox.start(environment: [:])
    try await sandbox.restart(settings: ["max_locks_per_transaction": "1024"])
    return sandbox
  }

  /// A database of the test's own, made by the given statements.
  package static func database(
    _ setup: String = "", template: String = "template1"
  ) async throws -> TestDatabase {
    let sandbox = try await sandbox.value
    let name = "test_\(UInt64.random(in: 0 ..< .max))"
    try await sandbox.createDatabase(name, template: template)
    let database = TestDatabase(
      settings: sandbox.settings(database: name, server: "test"), uri: sandbox.uri(database: name))
    if !setup.isEmpty { try await database.execute(setup) }
    return database
  }

  /// The folder of the server's own programs, such as `pg_dump`.
  package static func binaries() async throws -> String {
    try await sandbox.value.binaries.folder
  }
}

/// A server that one test has to itself, to restart it or to run it with settings of its own.
package struct OwnServer: Sendable {
  private let sandbox: Sandbox

  package static func start(_ settings: [String: String] = [:]) async throws -> OwnServer {
    let sandbox = try await Sandbox.start(environment: [:])
    if !settings.isEmpty { try await sandbox.restart(settings: settings) }
    return OwnServer(sandbox: sandbox)
  }

  /// Holds the server's data and its socket.
  package var folder: String { sandbox.folder }

  package func database(_ name: String) async throws -> TestDatabase {
    try await sandbox.createDatabase(name)
    return TestDatabase(
      settings: sandbox.settings(database: name, server: "test"), uri: sandbox.uri(database: name))
  }

  package func restart(
    asAfterCrash: Bool = false, settings: [String: String] = [:]
  ) async throws {
    try await sandbox.restart(asAfterCrash: asAfterCrash, settings: settings)
  }

  /// Returns once the server takes sessions again, which it does not while it recovers.
  package func waitUntilUp(_ database: TestDatabase) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while true {
      do {
        return try await database.execute("SELECT 1")
      } catch {
        guard clock.now < deadline else { throw error }
      }
    }
  }

  /// The same database on a hot standby of the server; gone once nothing refers to the sandbox.
  package func standby(
    of database: TestDatabase
  ) async throws -> (database: TestDatabase, sandbox: Sandbox) {
    let name = try await database.value("SELECT current_database()") ?? ""
    let standby = try await Sandbox.start(following: sandbox, environment: [:])
    return (
      TestDatabase(
        settings: standby.settings(database: name, server: "production"),
        uri: standby.uri(database: name)), standby
    )
  }

  package func stop() async { await sandbox.stop() }
}

/// A database that one test has to itself.
package struct TestDatabase: Sendable {
  package let settings: ConnectionSettings
  package let uri: String

  /// Opens a session, on the queue of another one where data is to be relayed between the two.
  package func connect(beside other: Connection? = nil) async throws -> Connection {
    try await Connection.open(settings, environment: [:], beside: other)
  }

  /// Runs statements on a session of their own.
  package func execute(_ statements: String) async throws {
    let connection = try await connect()
    try await connection.execute(statements)
    await connection.close()
  }

  /// The rows of a query on a session of its own.
  package func rows(_ query: String) async throws -> [[String?]] {
    let connection = try await connect()
    let result = try await connection.query(query)
    await connection.close()
    return result.rows
  }

  /// The first value of a query, as PostgreSQL prints it.
  package func value(_ query: String) async throws -> String? {
    try await rows(query).first?.first ?? nil
  }

  /// Returns as soon as a condition holds; a condition that never does fails with a timeout.
  package func wait(until condition: String) async throws {
    let connection = try await connect()
    try await connection.execute(
      """
      SET statement_timeout = '30s';
      DO $$BEGIN
        LOOP
          PERFORM pg_stat_clear_snapshot();
          EXIT WHEN \(condition);
          PERFORM pg_sleep(0.005);
        END LOOP;
      END$$
      """)
    await connection.close()
  }

  /// Returns once that session waits for a lock.
  package func wait(untilBlocked backend: Int) async throws {
    try await wait(
      until: "EXISTS (SELECT FROM pg_stat_activity"
        + " WHERE pid = \(backend) AND wait_event_type = 'Lock')")
  }

  /// A role of this test's own that may log in and nothing else.
  package func createRole(_ attributes: String = "") async throws -> String {
    let name = "role_\(UInt64.random(in: 0 ..< .max))"
    try await execute("CREATE ROLE \(name) LOGIN \(attributes)")
    return name
  }

  /// The same database as another role sees it; the role may log in without a password.
  package func settings(as role: String) -> ConnectionSettings {
    ConnectionSettings(
      server: "test",
      target: uri.replacing("user=postgres", with: "user=\(role)"))
  }

  /// A session of another role.
  package func connect(as role: String) async throws -> Connection {
    try await Connection.open(settings(as: role), environment: [:])
  }
}
