package import WarehouseModel

/// Duplicates, which cost more than all other checks together.
///
/// To group ten million pairs took 17 s, to sort their hashes and count the distinct ones 4 s
/// (docs/performance.md). Equal values have equal hashes, so that no two equal hashes prove that there is
/// no duplicate; where there are, only the rows with such hashes are compared.
extension PostgresDialect {
  package func suspectedDuplicates(of columns: [Identifier], in rows: RowSet) -> String? {
    let value: String
    if columns.count == 1, let type = rows.facts?.columns[columns[0]]?.type, Self.isInteger(type) {
      value = columns[0].quoted
    } else if let hash = hash(of: columns, rows.facts) {
      value = hash
    } else {
      return nil
    }
    return """
      SELECT count(value) - count(DISTINCT value)
      FROM (
        SELECT \(value) AS value
        FROM \(rows.relation.quoted)
        WHERE \(known(columns, rows))
      ) AS "values"
      """
  }

  package func confirmedDuplicates(
    of columns: [Identifier], in rows: RowSet, first limit: Int
  ) -> AuditQuery {
    var suspects = ""
    if let hash = hash(of: columns, rows.facts) {
      suspects = """

          AND \(hash) IN (
            SELECT \(hash)
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

  // MARK: - Hashes

  /// 64 bits that are equal for equal rows; nil where a type's equality is not known.
  private func hash(of columns: [Identifier], _ facts: RelationFacts?) -> String? {
    var hash = "0"
    for column in columns {
      guard let fact = facts?.columns[column], let next = Self.hash(column, fact, seed: hash) else {
        return nil
      }
      hash = next
    }
    return hash
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
