import FoundationEssentials
import PostgresClient
import WarehouseModel

/// Fills empty tables from a folder of exports, inside the open transaction.
struct ExportLoader: Sendable {
  /// The folder of the exports.
  let folder: String
  /// Scripts that make up a table from the others, for exports that lack it.
  let substitutes: [Script]
  let connection: Connection

  /// What was loaded, and what is worth knowing about it.
  typealias Outcome = (tables: [ExportSummary.Table], notes: [Diagnostic])

  /// Loads all files, or throws the mistakes of all of them together.
  func run() async throws -> Outcome {
    let tables = try await ExportTable.all(on: connection)
    let names = try fileNames()
    let generated = try plan(tables, names)
    var loaded: [ExportSummary.Table] = []
    var notes: [Diagnostic] = []
    var mistakes: [Diagnostic] = []
    for table in tables where generated[table.relation] == nil {
      let path = "\(folder)/\(table.fileName)"
      let outcome = try await ExportCopy(path: path, table: table, connection: connection).run()
      mistakes += outcome.mistakes
      notes += outcome.notes
      loaded.append(
        ExportSummary.Table(
          relation: table.relation, rows: outcome.rows, source: path, isGenerated: false))
    }
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    for (relation, script) in generated.sorted(by: { $0.key < $1.key }) {
      let rows = try await script.run(on: connection)
      loaded.append(
        ExportSummary.Table(
          relation: relation, rows: rows, source: script.path, isGenerated: true))
    }
    return (loaded.sorted { $0.relation < $1.relation }, notes)
  }

  private func fileNames() throws(ExampleProductionError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      let exists = FileManager.default.fileExists(atPath: folder)
      throw .unreadable(
        path: folder, reason: exists ? "no folder, or no right to list it" : "no such folder")
    }
  }

  /// The script that makes up each table without a file; a table with neither is an error.
  private func plan(
    _ tables: [ExportTable], _ names: [String]
  ) throws -> [QualifiedName: Script] {
    var plan: [QualifiedName: Script] = [:]
    var missing: [String] = []
    for table in tables where !names.contains(table.fileName) {
      let written = table.relation.description
      if let script = try substitutes.first(where: { try $0.filledTables().contains(written) }) {
        plan[table.relation] = script
      } else {
        missing.append(table.fileName)
      }
    }
    guard missing.isEmpty else {
      throw ExampleProductionError.missingExports(
        folder: folder, files: missing, found: names.filter { $0.hasSuffix(".csv") })
    }
    return plan
  }
}
