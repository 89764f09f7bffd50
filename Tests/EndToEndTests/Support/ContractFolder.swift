import Foundation
import TestSupport

/// A folder with one contract and no project, and the database that it speaks of.
final class ContractFolder: Sendable {
  let path: String
  let database: TestDatabase

  /// - Parameters:
  ///   - statements: what makes the database.
  ///   - schema: the contract's `schema`, a YAML list.
  init(_ statements: String, schema: String) async throws {
    database = try await TestServer.database(statements)
    path = "/tmp/whtest-contract-\(UInt64.random(in: 0 ..< .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try write(schema)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ schema: String) throws {
    let head = """
      apiVersion: v3.1.0
      kind: DataContract
      id: shop
      version: 1.0.0
      status: active
      servers: [{server: shop, type: postgres, host: h, port: 1, database: d, schema: public}]
      schema:

      """
    try Data((head + schema).utf8).write(to: URL(filePath: "\(path)/c.yaml"))
  }

  /// Runs `whtest check` on the contract.
  func check(_ arguments: String..., as role: String? = nil) async throws -> Outcome {
    try await start(arguments, as: role).outcome()
  }

  func start(_ arguments: [String], as role: String? = nil) throws -> RunningProgram {
    let uri =
      role.map { database.uri.replacing("user=postgres", with: "user=\($0)") } ?? database.uri
    return try Tool.start(
      ["check", "--contract", "c.yaml", "--server", uri] + arguments, in: path)
  }

  func junit() throws -> JUnitFile { try JUnitFile(path: "\(path)/reports/junit.xml") }
}
