package import PostgresClient
import Sandbox
import WarehouseModel

/// One private server for all tests of a process, gone with the process.
package enum TestServer {
  private static let sandbox = Task { try await Sandbox.start(environment: [:]) }

  /// A database of the test's own, made by the given statements.
  package static func database(_ setup: String = "") async throws -> TestDatabase {
    let sandbox = try await sandbox.value
    let name = "test_\(UInt64.random(in: 0 ..< .max))"
    try await sandbox.createDatabase(name)
    let database = TestDatabase(
      settings: sandbox.settings(database: name, server: "test"), uri: sandbox.uri(database: name))
    if !setup.isEmpty { try await database.execute(setup) }
    return database
  }
}

/// A database that one test has to itself.
package struct TestDatabase: Sendable {
  package let settings: ConnectionSettings
  package let uri: String

  /// Opens a session.
  package func connect() async throws -> Connection {
    try await Connection.open(settings, environment: [:])
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

  /// The same database as another role sees it; the role may log in without a password.
  package func settings(as role: String) -> ConnectionSettings {
    ConnectionSettings(
      server: "test",
      target: uri.replacing("user=postgres", with: "user=\(role)"))
  }
}
