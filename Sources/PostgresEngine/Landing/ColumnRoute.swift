import PostgresClient
import WarehouseModel

/// How one column travels from production to the warehouse.
///
/// A type that both servers have keeps its name and its bytes. A domain travels as its base type. What
/// the warehouse does not have (enums, composites, extensions' types, types of a later version) travels
/// as text, because binary arrays name their element type by an oid of the source.
struct ColumnRoute: Hashable, Sendable {
  let name: Identifier
  /// What production is asked for.
  let expression: String
  /// The type of the column in the warehouse, with its modifier.
  let type: String
  /// Whether COPY may name the column of a table itself, without a query.
  let isPlain: Bool

  init(_ column: LandingColumn, _ fact: ColumnFact?, warehouse: WarehouseTypes) {
    name = column.name
    let quoted = column.name.quoted
    if let zone = column.timeZone {
      expression = "\(quoted) AT TIME ZONE \(quotedLiteral(zone))"
      type = "timestamp with time zone"
      isPlain = false
    } else if let cast = fact?.castType(in: warehouse) {
      expression = "\(quoted)::\(cast)"
      type = cast
      isPlain = false
    } else {
      expression = quoted
      type = fact?.type ?? column.type.description
      isPlain = fact.map { !$0.isGenerated } ?? false
    }
  }
}

/// What the catalog of the source says of a column that is to be copied.
struct ColumnFact: Sendable {
  let name: Identifier
  /// The base type with its modifier, domains resolved.
  let type: String
  /// The type to cast to where no other server can be expected to know the own one.
  let ownCastType: String?
  /// COPY does not name generated columns.
  let isGenerated: Bool
  /// `lc_monetary` of the source: how many digits a unit of `money` has.
  let monetaryLocale: String?

  /// The type to cast to for a certain warehouse; nil where the own one can travel.
  func castType(in warehouse: WarehouseTypes) -> String? {
    if let ownCastType { return ownCastType }
    let isArray = type.hasSuffix("[]")
    if warehouse.unknown.contains(type) { return isArray ? "text[]" : "text" }
    // Its bytes count the smallest unit, of which a dollar has a hundred and a yen one.
    if type == "money" || type == "money[]", monetaryLocale != warehouse.monetaryLocale {
      return isArray ? "numeric[]" : "numeric"
    }
    return nil
  }
}

/// What the warehouse makes of the types of production.
struct WarehouseTypes: Sendable {
  /// Those that it does not have.
  let unknown: Set<String>
  let monetaryLocale: String?

  static func read(
    _ types: Set<String>, on connection: Connection
  ) async throws(PostgresError) -> WarehouseTypes {
    let result = try await connection.query(
      """
      SELECT name, pg_catalog.current_setting('lc_monetary')
      FROM (SELECT NULL AS name UNION ALL
            SELECT unnest($1::text[])) AS types
      WHERE name IS NULL OR pg_catalog.to_regtype(name) IS NULL
      """, [arrayLiteral(types.sorted())])
    return WarehouseTypes(
      unknown: Set(result.rows.compactMap { $0.first.flatMap(\.self) }),
      monetaryLocale: result.rows.first?.last.flatMap(\.self))
  }
}

extension PostgresEngine {
  /// How the columns of each landing travel, in its order; looked up once in a run.
  func routes(
    of landings: [Landing], on warehouse: Connection
  ) async throws -> [Landing: [ColumnRoute]] {
    if landings.allSatisfy({ routes[$0] != nil }) { return routes }
    var facts: [Landing: [ColumnFact]] = [:]
    for landing in landings {
      facts[landing] = try await source(of: landing).columnFacts(of: landing.source)
    }
    let types = try await WarehouseTypes.read(
      Set(facts.values.joined().filter { $0.ownCastType == nil }.map(\.type)), on: warehouse)
    for (landing, facts) in facts {
      let byName = Dictionary(facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      routes[landing] = landing.columns.map {
        ColumnRoute($0, byName[$0.name], warehouse: types)
      }
    }
    return routes
  }
}

extension SourceSession {
  fileprivate func columnFacts(of relation: QualifiedName) async throws -> [ColumnFact] {
    let result = try await connection.query(
      Self.factsQuery, [relation.schema.text, relation.name.text])
    return result.rows.compactMap { row in
      guard let name = row[0], let type = row[1] else { return nil }
      return ColumnFact(
        name: Identifier(name), type: type, ownCastType: row[2], isGenerated: row[3] == "t",
        monetaryLocale: row[4])
    }
  }

  private static let factsQuery = """
    WITH RECURSIVE resolved AS (
      SELECT a.attnum, a.attname, a.atttypid AS type, a.atttypmod AS modifier,
             a.attgenerated <> '' AS is_generated
      FROM pg_catalog.pg_attribute AS a
      JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT r.attnum, r.attname, t.typbasetype, t.typtypmod, r.is_generated
      FROM resolved AS r
      JOIN pg_catalog.pg_type AS t ON t.oid = r.type
      WHERE t.typtype = 'd'
    )
    SELECT r.attname,
           pg_catalog.format_type(r.type, r.modifier),
           CASE
             WHEN t.typelem <> 0 AND t.typcategory = 'A' THEN
               CASE WHEN e.typtype = 'b' AND e.oid < 16384 AND e.typname NOT LIKE 'reg%'
                 THEN NULL ELSE 'text[]' END
             WHEN t.typtype IN ('b', 'r', 'm') AND t.oid < 16384 AND t.typname NOT LIKE 'reg%'
               AND t.typsend <> 0
               THEN NULL
             ELSE 'text'
           END,
           r.is_generated,
           pg_catalog.current_setting('lc_monetary')
    FROM resolved AS r
    JOIN pg_catalog.pg_type AS t ON t.oid = r.type
    LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem
    WHERE t.typtype <> 'd'
    ORDER BY r.attnum
    """
}
