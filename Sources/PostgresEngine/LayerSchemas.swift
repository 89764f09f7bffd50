import PostgresClient
import WarehouseModel

/// Moves the schemas of the layers so that a run can build under the names that models use.
///
/// All of it happens in one transaction, so other sessions go on seeing the old names: PostgreSQL's
/// catalogs are under MVCC like any table.
struct LayerSchemas {
  let run: RunID
  /// The layers whose permanent schema exists already.
  let live: Set<Layer>

  static func read(run: RunID, on connection: Connection) async throws(PostgresError)
    -> LayerSchemas
  {
    let names = Layer.allCases.map(\.rawValue)
    let result = try await connection.query(
      "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1::text[])",
      [arrayLiteral(names)])
    let found = result.rows.compactMap { $0.first.flatMap { $0 } }.compactMap(Layer.init(rawValue:))
    return LayerSchemas(run: run, live: Set(found))
  }

  /// Puts the live schemas aside and fresh ones in their place.
  ///
  /// - Parameter landed: whether this run's bronze exists and takes the place of bronze.
  func swapIn(landed: Bool) -> String {
    Layer.allCases.map { layer in
      let aside =
        live.contains(layer)
        ? "ALTER SCHEMA \(layer.schema.quoted) RENAME TO \(Self.aside(layer).quoted); " : ""
      let fresh =
        landed && layer == .bronze
        ? "ALTER SCHEMA \(layer.schema(of: run).quoted) RENAME TO \(layer.schema.quoted)"
        : "CREATE SCHEMA \(layer.schema.quoted)"
      return aside + fresh
    }.joined(separator: "; ")
  }

  /// Gives the fresh schemas the name of the run and the live ones their own back.
  func swapOut() -> String {
    Layer.allCases.map { layer in
      let named =
        "ALTER SCHEMA \(layer.schema.quoted) RENAME TO \(layer.schema(of: run).quoted); "
      let restored =
        live.contains(layer)
        ? "ALTER SCHEMA \(Self.aside(layer).quoted) RENAME TO \(layer.schema.quoted)"
        : "CREATE SCHEMA \(layer.schema.quoted)"
      return named + restored
    }.joined(separator: "; ")
  }

  /// The name that a live schema bears inside the building transaction, and nowhere else.
  static func aside(_ layer: Layer) -> Identifier { Identifier("\(layer.rawValue)__live") }
}
