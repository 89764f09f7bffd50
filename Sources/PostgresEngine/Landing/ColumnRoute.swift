import PostgresClient
import WarehouseModel

/// How one column travels from production to the warehouse.
///
/// A type that PostgreSQL ships keeps its name and its bytes. A domain travels as its base type. What
/// the warehouse does not have (enums, composites, extensions' types) travels as text, because
/// binary arrays name their element type by an oid of the source.
struct ColumnRoute: Hashable, Sendable {
  let name: Identifier
  /// What production is asked for.
  let expression: String
  /// The type of the column in the warehouse, with its modifier.
  let type: String
  /// Whether COPY may name the column of a table itself, without a query.
  let isPlain: Bool

  init(_ column: LandingColumn, _ fact: ColumnFact?) {
    name = column.name
    let quoted = column.name.quoted
    if let zone = column.timeZone {
      expression = "\(quoted) AT TIME ZONE \(quotedLiteral(zone))"
      type = "timestamp with time zone"
      isPlain = false
    } else if let cast = fact?.castType {
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
  /// The type to cast to where the own one cannot travel.
  let castType: String?
  /// COPY does not name generated columns.
  let isGenerated: Bool
}

extension SourceSession {
  /// How the columns of a table travel, in the order of the landing.
  func routes(of landing: Landing) async throws -> [ColumnRoute] {
    let facts = try await columnFacts(of: landing.source)
    let byName = Dictionary(facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return landing.columns.map { ColumnRoute($0, byName[$0.name]) }
  }

  private func columnFacts(of relation: QualifiedName) async throws -> [ColumnFact] {
    let result = try await connection.query(
      Self.factsQuery, [relation.schema.text, relation.name.text])
    return result.rows.compactMap { row in
      guard let name = row[0], let type = row[1] else { return nil }
      return ColumnFact(
        name: Identifier(name), type: type, castType: row[2], isGenerated: row[3] == "t")
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
           r.is_generated
    FROM resolved AS r
    JOIN pg_catalog.pg_type AS t ON t.oid = r.type
    LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem
    WHERE t.typtype <> 'd'
    ORDER BY r.attnum
    """
}
