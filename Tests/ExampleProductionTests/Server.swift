import FoundationEssentials
import PostgresClient
import Sandbox
import Testing
import WarehouseModel

@testable import ExampleProduction

/// The server of these tests; its guardian removes it when they are done.
enum Server {
  private static let sandbox = Task {
    try await Sandbox.start(environment: ProcessInfo.processInfo.environment)
  }

  /// A new database.
  static func database() async throws -> ConnectionSettings {
    let name = "test_\(UInt64.random(in: .min ... .max))"
    let sandbox = try await sandbox.value
    try await sandbox.createDatabase(name)
    return sandbox.settings(database: name)
  }
}

extension ConnectionSettings {
  /// Asks one thing on a session of its own; each row is shown with bars between its values.
  func rows(_ query: String) async throws -> [String] {
    let connection = try await Connection.open(self, environment: [:])
    let result = try await connection.query(query)
    await connection.close()
    return result.rows.map { row in row.map { $0 ?? "NULL" }.joined(separator: "|") }
  }
}

/// A folder with files, for one test.
final class Folder: Sendable {
  let path: String

  init(_ files: [String: String]) throws {
    path = "/tmp/wht-exports-\(UInt32.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension ExampleProduction {
  /// The one that whtest ships.
  static let shipped = ExampleProduction(
    scripts: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "sql/production").path)
}
