import PostgresClient
import TestSupport
import WarehouseModel

@testable import PostgresEngine

extension Landing {
  /// The same landing, loaded by a watermark.
  func incremental(
    by column: Identifier, overlap: Watermark.Overlap, reconciling: Duration = .seconds(7 * 86_400)
  ) -> Landing {
    Landing(
      server: server, source: source, target: target, columns: columns, key: key,
      load: .incremental(
        Watermark(column: column, overlap: overlap, reconciliation: reconciling)),
      location: location)
  }
}

extension Model {
  /// A model whose rows stay from run to run.
  static func kept(
    _ materialization: Materialization, _ name: QualifiedName, key: [Identifier], _ query: String
  ) -> Model {
    Model(
      name: name, layer: name.schema == "silver" ? .silver : .gold, title: nil,
      materialization: materialization, key: key, query: query,
      location: SourceLocation(file: "sql/\(name).sql", line: 3), reads: [])
  }
}

extension Site {
  /// The text of every row of a relation, in order.
  func texts(_ relation: String, in database: TestDatabase) async throws -> [String] {
    try await database.rows("SELECT r::text FROM \(relation) AS r ORDER BY 1")
      .compactMap { $0.first ?? nil }
  }

  /// Shows readers an earlier run again.
  func restore(to run: Int64) async throws {
    let connection = try await warehouse.connect()
    try await connection.execute("BEGIN")
    try await connection.restoreKeptTables(to: RunID(run))
    try await connection.execute("COMMIT")
    await connection.close()
  }
}
