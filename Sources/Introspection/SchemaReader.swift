package import PostgresClient
package import WarehouseModel

/// A live database's schema as one reader saw it at one moment.
package struct LiveSchema: Sendable {
  /// All that the reader sees.
  package let schema: SchemaSnapshot
  /// What contracts are held against.
  package let snapshot: Snapshot
}

/// Reads a live database, in a fixed number of queries whatever the number of tables.
package protocol SchemaReader: Sendable {
  /// Reads inside the transaction that the session is in; all facts are then of one moment.
  func read(on connection: Connection) async throws -> LiveSchema
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

/// The full reader: `pg_catalog`, which shows a role with nothing but SELECT what the owner sees
/// ([System Catalogs](https://www.postgresql.org/docs/current/catalogs.html)).
struct CatalogReader: SchemaReader {
  func read(on connection: Connection) async throws -> LiveSchema {
    // A contract may be about a partition.
    let schema = try await ObjectReader(unfoldsPartitions: true).snapshot(on: connection)
    let rows = try await connection.query(
      catalogQuery(PackageResources.unreadable_columns_sql)
    ).catalogRows
    let unreadable = try Dictionary(
      grouping: rows, by: { try $0.name("schema", "relation") }
    ).mapValues { rows in Set(try rows.map { try $0.identifier("name") }) }
    return LiveSchema(
      schema: schema, snapshot: Snapshot(of: schema, unreadable: unreadable))
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
