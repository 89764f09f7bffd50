import PostgresClient
import WarehouseModel

/// How the columns of one table travel from production to bronze in binary COPY.
///
/// A type that PostgreSQL ships keeps its name and its bytes. A domain travels as its base type. What
/// the warehouse does not have (enums, composites, extensions' types) travels as text, because
/// binary arrays name their element type by an oid of the source.
struct CopyPlan: Sendable {
  let copyOut: String
  let copyIn: String
  let createTable: String
  /// What the rows of either side come to: their number, and the sum of their hashes.
  let sourceDigest: String
  let targetDigest: String

  init(_ landing: Landing, into target: QualifiedName, facts: [ColumnFact]) {
    let byName = Dictionary(facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var selected: [String] = []
    var declared: [String] = []
    var isPlain = true
    for column in landing.columns {
      let fact = byName[column.name]
      isPlain = isPlain && fact?.isPlain ?? false
      let name = column.name.quoted
      if let zone = column.timeZone {
        selected.append("\(name) AT TIME ZONE \(quotedLiteral(zone))")
        declared.append("\(name) timestamp with time zone")
        isPlain = false
      } else if let cast = fact?.castType {
        selected.append("\(name)::\(cast)")
        declared.append("\(name) \(cast)")
        isPlain = false
      } else {
        selected.append(name)
        declared.append("\(name) \(fact?.type ?? column.type.description)")
      }
    }
    let names = landing.columns.map(\.name).quotedList
    let source = landing.source.quoted
    let what =
      isPlain
      ? "\(source) (\(names))" : "(SELECT \(selected.joined(separator: ", ")) FROM \(source))"
    copyOut = "COPY \(what) TO STDOUT (FORMAT binary)"
    copyIn = "COPY \(target.quoted) (\(names)) FROM STDIN (FORMAT binary)"
    sourceDigest = Self.digest(of: selected, in: source)
    targetDigest = Self.digest(of: landing.columns.map(\.name.quoted), in: target.quoted)
    createTable = "CREATE TABLE \(target.quoted) (\(declared.joined(separator: ", ")))"
  }
}

extension CopyPlan {
  /// Values are compared by their text, which two servers print alike under the settings that each session of
  /// ours has, whatever their types are called.
  private static func digest(of expressions: [String], in relation: String) -> String {
    let texts = expressions.map { "(\($0))::text" }.joined(separator: ", ")
    return """
      SELECT count(*), coalesce(sum(hashtextextended(ROW(\(texts))::text, 0)::numeric), 0)
      FROM \(relation)
      """
  }
}

/// What the catalog of the source says of a column that is to be copied.
struct ColumnFact: Sendable {
  let name: Identifier
  /// The base type with its modifier, domains resolved.
  let type: String
  /// The type to cast to where the own one cannot travel.
  let castType: String?
  /// Whether COPY may name the column of the relation, and gets all rows in doing so.
  ///
  /// Not so for views, generated columns, and tables with children.
  let isPlain: Bool
}

extension SourceSession {
  /// What the catalog says of the columns of a relation.
  func columnFacts(of relation: QualifiedName) async throws -> [ColumnFact] {
    let result = try await connection.query(
      Self.factsQuery, [relation.schema.text, relation.name.text])
    return result.rows.compactMap { row in
      guard let name = row[0], let type = row[1] else { return nil }
      return ColumnFact(
        name: Identifier(name), type: type, castType: row[2], isPlain: row[3] == "t")
    }
  }

  private static let factsQuery = """
    WITH RECURSIVE resolved AS (
      SELECT a.attnum, a.attname, a.atttypid AS type, a.atttypmod AS modifier,
             c.relkind = 'r' AND NOT c.relhassubclass AND a.attgenerated = '' AS is_plain
      FROM pg_catalog.pg_attribute AS a
      JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT r.attnum, r.attname, t.typbasetype, t.typtypmod, r.is_plain
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
           r.is_plain
    FROM resolved AS r
    JOIN pg_catalog.pg_type AS t ON t.oid = r.type
    LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem
    WHERE t.typtype <> 'd'
    ORDER BY r.attnum
    """
}
