import FoundationEssentials
package import PostgresClient
import WarehouseModel

/// A production database to try things on, made by the SQL files of a folder.
///
/// The folder holds `01_tables.sql`, `02_generate.sql`, `03_constraints.sql`, and may hold
/// `*_from_exports.sql`: scripts that fill a table for which there is no export.
package struct ExampleProduction: Sendable {
  /// The folder of the SQL files.
  package let scripts: String

  package init(scripts: String) {
    self.scripts = scripts
  }

  /// Creates the schema and makes up rows, all or nothing.
  ///
  /// - Parameter rows: How many the largest table gets; the others follow from it.
  package func generate(
    rows: Int, on settings: ConnectionSettings, environment: [String: String]
  ) async throws {
    let steps = try ["01_tables.sql", "02_generate.sql", "03_constraints.sql"].map(script)
    try await inTransaction(settings, environment) { connection in
      try await connection.execute("SET LOCAL whtest.rows = \(rows)")
      for step in steps { try await step.run(on: connection) }
    }
  }

  /// Creates the schema and loads a folder of CSV files, one per table and named after it, all or
  /// nothing.
  ///
  /// The empty text and the bare word `null` mean NULL. What is wrong in any file is thrown
  /// together as `DefinitionErrors`. Constraints that the rows break are left off.
  package func load(
    exports folder: String, on settings: ConnectionSettings, environment: [String: String]
  ) async throws -> ExportSummary {
    let tables = try script("01_tables.sql")
    let constraints = try script("03_constraints.sql")
    let substitutes = try substituteNames().map(script)
    return try await inTransaction(settings, environment) { connection in
      try await tables.run(on: connection)
      let loaded = try await ExportLoader(
        folder: folder, substitutes: substitutes, connection: connection
      ).run()
      let leftOff = try await ConstraintLoader(script: constraints, connection: connection).run()
      return ExportSummary(
        tables: loaded.tables, notes: loaded.notes, leftOff: leftOff, folder: folder)
    }
  }

  private func script(_ name: String) throws(ExampleProductionError) -> Script {
    try Script(path: "\(scripts)/\(name)")
  }

  private func substituteNames() throws(ExampleProductionError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: scripts) else {
      throw .unreadable(path: scripts, reason: "no such folder, or no right to list it")
    }
    return names.filter { $0.hasSuffix("_from_exports.sql") }.sorted()
  }

  /// Does all in one transaction on one session, which ends either way.
  private func inTransaction<Value: Sendable>(
    _ settings: ConnectionSettings, _ environment: [String: String],
    _ work: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await Connection.open(settings, environment: environment)
    do {
      try await connection.execute("BEGIN")
      let value = try await work(connection)
      try await connection.execute("COMMIT")
      await connection.close()
      return value
    } catch {
      // A cancelled task cannot send this any more; then the end of the session does it.
      _ = try? await connection.execute("ROLLBACK")
      await connection.close()
      throw error
    }
  }
}
