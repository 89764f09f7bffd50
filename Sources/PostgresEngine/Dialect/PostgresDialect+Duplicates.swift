package import WarehouseModel

/// Duplicates, which cost more than all other checks together.
///
/// To group ten million pairs took 17 s, to sort one number for each and count the distinct ones 4 s
/// (docs/performance.md). Equal rows have equal numbers, so the count is never too low; it is exact where
/// different rows have different numbers, and where it is 0. Else the rows with such numbers are compared.
extension PostgresDialect {
  package func quickDuplicates(of columns: [Identifier], in rows: RowSet) -> String? {
    guard let value = integer(of: columns, rows.facts) ?? hash(of: columns, rows.facts) else {
      return nil
    }
    return """
      SELECT count(value) - count(DISTINCT value), \(value.isExact)
      FROM (
        SELECT \(value.sql) AS value\(value.fits.map { ", \($0) AS fits" } ?? "")
        FROM \(rows.relation.quoted)
        WHERE \(known(columns, rows))
      ) AS "values"
      """
  }

  package func someDuplicates(
    of columns: [Identifier], in rows: RowSet, first limit: Int, among duplicates: Int64
  ) -> AuditQuery? {
    // Twice as many as are wanted are to be expected in such a share.
    var shares = Int64(1)
    while shares < 1_024, duplicates / (shares * 4) >= limit { shares *= 2 }
    guard shares > 1, let hash = hash(of: columns, rows.facts) else { return nil }
    return AuditQuery(
      """
      SELECT \(columns.quotedList), count(*) AS \(occurrences(besides: columns))
      FROM \(rows.relation.quoted)
      WHERE \(known(columns, rows))
        AND \(hash.sql) & \(shares - 1) = 0
      GROUP BY \(columns.quotedList)
      HAVING count(*) > 1
      ORDER BY \(columns.quotedList)
      LIMIT \(limit)
      """)
  }

  package func confirmedDuplicates(
    of columns: [Identifier], in rows: RowSet, first limit: Int
  ) -> AuditQuery {
    var suspects = ""
    if let hash = hash(of: columns, rows.facts) {
      suspects = """

          AND \(hash.sql) IN (
            SELECT \(hash.sql)
            FROM \(rows.relation.quoted)
            WHERE \(known(columns, rows))
            GROUP BY 1
            HAVING count(*) > 1
          )
        """
    }
    let count = occurrences(besides: columns)
    let sql = """
      SELECT \(columns.quotedList), \(count), sum(\(count) - 1) OVER ()
      FROM (
        SELECT \(columns.quotedList), count(*) AS \(count)
        FROM \(rows.relation.quoted)
        WHERE \(known(columns, rows))\(suspects)
        GROUP BY \(columns.quotedList)
        HAVING count(*) > 1
      ) AS duplicates
      ORDER BY \(columns.quotedList)
      LIMIT \(limit)
      """
    // Ten million groups do not fit into memory; sorting them takes a third of the time.
    return AuditQuery(sql, settings: ["enable_hashagg": "off"])
  }

  /// The values that occur more than once, and how often.
  func duplicates(of columns: [Identifier], in rows: RowSet) -> String {
    """
    SELECT \(columns.quotedList), count(*) AS \(occurrences(besides: columns))
    FROM \(rows.relation.quoted)
    WHERE \(known(columns, rows))
    GROUP BY \(columns.quotedList)
    HAVING count(*) > 1
    """
  }

  /// The number of rows beyond the first of each group, counted exactly.
  func surplus(of columns: [Identifier], in rows: RowSet) -> String {
    """
    SELECT coalesce(sum(occurrences - 1), 0)
    FROM (
      SELECT count(*) AS occurrences
      FROM \(rows.relation.quoted)
      WHERE \(known(columns, rows))
      GROUP BY \(columns.quotedList)
      HAVING count(*) > 1
    ) AS duplicates
    """
  }

  private func known(_ columns: [Identifier], _ rows: RowSet) -> String {
    let known = columns.map { "\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
    return rows.filter.map { "(\(condition($0))) AND \(known)" } ?? known
  }

  private func occurrences(besides columns: [Identifier]) -> String {
    var name = "occurrences"
    while columns.contains(Identifier(name)) { name += "_" }
    return name
  }

  // MARK: - Numbers

  /// 64 bits that are equal for equal rows.
  private struct Value {
    let sql: String
    /// Of each row: whether no other has the same bits; nil where that is so for all, or cannot be told.
    var fits: String?
    /// Whether the number of duplicates is exact.
    var isExact = "count(value) = count(DISTINCT value)"
  }

  /// Integers as they are, two of them side by side.
  private func integer(of columns: [Identifier], _ facts: RelationFacts?) -> Value? {
    let types = columns.compactMap { facts?.columns[$0]?.type }
    guard types.count == columns.count, types.allSatisfy(Self.isInteger) else { return nil }
    switch columns.count {
    case 1: return Value(sql: columns[0].quoted, isExact: "TRUE")
    case 2:
      let sql =
        "(\(columns[0].quoted)::bigint << 32) | (\(columns[1].quoted)::bigint & 4294967295)"
      let wide = zip(columns, types).filter { $0.1.base == "bigint" }
      guard !wide.isEmpty else { return Value(sql: sql, isExact: "TRUE") }
      return Value(
        sql: sql,
        fits: wide.map { "\($0.0.quoted) BETWEEN -2147483648 AND 2147483647" }
          .joined(separator: " AND "),
        isExact: "count(value) = count(DISTINCT value) OR bool_and(fits)")
    default: return nil
    }
  }

  /// A hash; nil where a type's equality is not known.
  private func hash(of columns: [Identifier], _ facts: RelationFacts?) -> Value? {
    var hash = "0"
    for column in columns {
      guard let fact = facts?.columns[column], let next = Self.hash(column, fact, seed: hash) else {
        return nil
      }
      hash = next
    }
    return Value(sql: hash)
  }

  /// The hash function of a type's default operator class, whose equality is that of GROUP BY
  /// ([38.16](https://www.postgresql.org/docs/current/xindex.html)); a seed chains them.
  private static func hash(
    _ column: Identifier, _ fact: RelationFacts.ColumnFacts, seed: String
  ) -> String? {
    guard !fact.type.isArray else { return nil }
    let name = column.quoted
    switch fact.type.base {
    case "smallint": return "hashint2extended(\(name), \(seed))"
    case "integer": return "hashint4extended(\(name), \(seed))"
    case "bigint": return "hashint8extended(\(name), \(seed))"
    case "numeric": return "hash_numeric_extended(\(name), \(seed))"
    case "uuid": return "uuid_hash_extended(\(name), \(seed))"
    case "timestamp without time zone": return "timestamp_hash_extended(\(name), \(seed))"
    case "text", "character varying":
      return fact.isDeterministic ? "hashtextextended(\(name), \(seed))" : nil
    // One text for each value, in a session whose time zone and date style are fixed.
    case "timestamp with time zone", "date", "boolean":
      return "hashtextextended(\(name)::text, \(seed))"
    default:
      return fact.labels == nil ? nil : "hashtextextended(\(name)::text, \(seed))"
    }
  }

  private static func isInteger(_ type: DataType) -> Bool {
    !type.isArray && ["smallint", "integer", "bigint"].contains(type.base)
  }
}
