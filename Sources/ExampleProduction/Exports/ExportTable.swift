import PostgresClient
import WarehouseModel

/// A table that an export fills; the export is named after it.
struct ExportTable: Hashable, Sendable {
  let relation: QualifiedName
  let columns: [Identifier]

  var fileName: String { "\(relation.name).csv" }

  /// The tables that are there, in the order of their names.
  static func all(on connection: Connection) async throws -> [ExportTable] {
    let rows = try await connection.query(
      """
      SELECT n.nspname, c.relname, a.attname
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relkind = 'r' AND NOT a.attisdropped
        AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
      """
    ).rows
    var tables: [ExportTable] = []
    for row in rows {
      let names = row.compactMap(\.self).map { Identifier($0) }
      guard names.count == 3 else { continue }
      let relation = QualifiedName(names[0], names[1])
      if let last = tables.last, last.relation == relation {
        tables[tables.count - 1] = ExportTable(
          relation: relation, columns: last.columns + [names[2]])
      } else {
        tables.append(ExportTable(relation: relation, columns: [names[2]]))
      }
    }
    return tables
  }
}
