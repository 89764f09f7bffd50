import Foundation
import TestSupport

/// A copy of the example project in a folder of its own, with two databases to run on.
final class TestProject: Sendable {
  let folder: String
  let production: TestDatabase
  let warehouse: TestDatabase
  let environment: [String: String]

  private init(
    production: TestDatabase, warehouse: TestDatabase, roles: (reader: String?, etl: String?)
  ) throws {
    self.production = production
    self.warehouse = warehouse
    environment = [
      "WHTEST_PRODUCTION_URL": production.uri(as: roles.reader ?? "postgres"),
      "WHTEST_WAREHOUSE_URL": warehouse.uri(as: roles.etl ?? "postgres"),
    ]
    folder = try TestProject.copyDefinitions()
  }

  /// A project with a filled production and an empty warehouse.
  static func make(
    reader: String? = nil, etl: String? = nil, warehouse: TestDatabase? = nil
  ) async throws -> TestProject {
    let empty = warehouse == nil ? try await TestServer.database() : nil
    guard let target = warehouse ?? empty else { throw TestMistake("there is no warehouse") }
    let project = try await TestProject(
      production: TestServer.production(), warehouse: target, roles: (reader, etl))
    // The example's models are tables; here one is not, so that both ways are run.
    let key = "-- key: event_id, day"
    try project.edit("sql/gold/rsvp_summary.sql", key, "-- materialize: view\n\(key)")
    return project
  }

  /// Contracts, SQL and configuration of this repository in a temporary folder.
  static func copyDefinitions() throws -> String {
    let folder = "/tmp/whtest-e2e-\(UInt64.random(in: 0 ..< .max))"
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for name in ["contracts", "sql", "whtest.yaml"] {
      try files.copyItem(atPath: "\(repository)/\(name)", toPath: "\(folder)/\(name)")
    }
    return folder
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  // MARK: - Running

  func whtest(_ arguments: String...) async throws -> Outcome { try await whtest(arguments) }

  func whtest(_ arguments: [String]) async throws -> Outcome {
    try await Tool.run(arguments, in: folder, environment: environment)
  }

  func start(_ arguments: String...) throws -> RunningProgram {
    try Tool.start(arguments, in: folder, environment: environment)
  }

  func junit() throws -> JUnitFile {
    try JUnitFile(path: "\(folder)/reports/junit.xml")
  }

  func report() throws -> RunFile {
    try RunFile(path: "\(folder)/reports/run.json")
  }

  // MARK: - Files

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(folder)/\(path)"), encoding: .utf8)
  }

  /// Changes a file; a text that does not stand in it is the test's own mistake.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try read(path)
    guard text.contains(old) else { throw TestMistake("\(path) has no \(old)") }
    try write(text.replacing(old, with: new), to: path)
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(path)", withIntermediateDirectories: true)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
  }
}

/// A test that expects what cannot be.
struct TestMistake: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
