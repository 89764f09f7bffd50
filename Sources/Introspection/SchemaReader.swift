package import PostgresClient
package import WarehouseModel

/// Reads a live database into a `Snapshot`, in three queries whatever the number of tables.
package protocol SchemaReader: Sendable {
  /// Reads inside the transaction that the session is in; all facts are then of one moment.
  func snapshot(on connection: Connection) async throws -> Snapshot
}

extension Snapshot.Reader {
  /// The reader of that name.
  package var schemaReader: any SchemaReader {
    switch self {
    case .full: CatalogReader()
    case .portable: InformationSchemaReader()
    }
  }
}

/// One read-only transaction at one moment, ended whatever happens in it.
package func readOnly<Value: Sendable>(
  on connection: Connection, _ body: (Connection) async throws -> Value
) async throws -> Value {
  try await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  do {
    let value = try await body(connection)
    try await connection.execute("COMMIT")
    return value
  } catch {
    _ = try? await connection.execute("ROLLBACK")
    throw error
  }
}

/// Expressions are printed with every name qualified when nothing is on the path, and names are quoted
/// where they need it, whatever the database or the role have as their defaults.
let emptySearchPath = "SET LOCAL search_path = ''; SET LOCAL quote_all_identifiers = off"
