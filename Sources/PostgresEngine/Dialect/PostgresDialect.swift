package import WarehouseModel

/// Writes checks in PostgreSQL's SQL.
package struct PostgresDialect: Dialect {
  package init() {}

  package func number(_ quantity: Quantity, of rows: RowSet) -> String {
    let from = "FROM \(rows.relation.quoted)"
    let filter = rows.filter.map { "\nWHERE \(condition($0))" } ?? ""
    switch quantity {
    case .rows: return "SELECT count(*)\n\(from)\(filter)"
    case .rowsWhere(let predicate):
      return "SELECT count(*)\n\(from)\nWHERE \(both(rows.filter, predicate))"
    case .duplicates(let columns): return surplus(of: columns, in: rows)
    case .orphans, .rowsOf:
      return count(of: offenders(quantity, of: rows, show: []) ?? "")
    case .aggregate(let aggregate, let column):
      return "SELECT \(expression(aggregate, column, filter: nil))\n\(from)\(filter)"
    case .age(let column): return "SELECT \(age(column, filter: nil))\n\(from)\(filter)"
    case .result(let query): return value(of: query)
    }
  }

  package func probe(_ relation: QualifiedName) -> String {
    "SELECT\nFROM \(relation.quoted)\nLIMIT 0"
  }

  package func range(of column: Identifier, in relation: QualifiedName) -> String {
    "SELECT min(\(column.quoted)), max(\(column.quoted))\nFROM \(relation.quoted)"
  }

  package func count(of query: String) -> String {
    "SELECT count(*)\nFROM (\n\(query)\n) AS offenders"
  }

  package func value(of query: String) -> String {
    "SELECT *\nFROM (\n\(query)\n) AS measured\nLIMIT 2"
  }

  package func sample(
    _ limit: Int, of relation: QualifiedName, orderedBy columns: [Identifier]
  ) -> String {
    let order = columns.isEmpty ? "" : "\nORDER BY \(columns.quotedList)"
    return "SELECT *\nFROM \(relation.quoted)\(order)\nLIMIT \(limit)"
  }

  package func first(_ limit: Int, of query: String, areFrequent: Bool) -> AuditQuery {
    // One process that begins at the beginning finds what lies first; several, or one that follows another
    // through the table, find now these and now those.
    AuditQuery(
      "SELECT *\nFROM (\n\(query)\n) AS offenders\nLIMIT \(limit)",
      settings: areFrequent
        ? ["max_parallel_workers_per_gather": "0", "synchronize_seqscans": "off"] : [:])
  }

  package func offenders(
    _ quantity: Quantity, of rows: RowSet, show: [Identifier]
  ) -> String? {
    switch quantity {
    case .rowsWhere(let predicate):
      return "SELECT \(list(show))\nFROM \(rows.relation.quoted)\n"
        + "WHERE \(both(rows.filter, predicate))"
    case .duplicates(let columns): return duplicates(of: columns, in: rows)
    case .orphans(let columns, let referenced, let referencedColumns):
      return orphans(of: columns, in: rows, missingFrom: referenced, referencedColumns, show: show)
    case .rowsOf(let query): return query
    case .rows, .aggregate, .age, .result: return nil
    }
  }

  private func orphans(
    of columns: [Identifier], in rows: RowSet, missingFrom referenced: QualifiedName,
    _ referencedColumns: [Identifier], show: [Identifier]
  ) -> String {
    let known = columns.map { "s.\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
    let match = zip(columns, referencedColumns)
      .map { "r.\($1.quoted) = s.\($0.quoted)" }.joined(separator: " AND ")
    let shown = show.isEmpty ? "s.*" : show.map { "s.\($0.quoted)" }.joined(separator: ", ")
    // A person's own condition may qualify columns by the table's name.
    let subject =
      rows.filter.map {
        "(SELECT * FROM \(rows.relation.quoted) WHERE \(condition($0)))"
      } ?? rows.relation.quoted
    return """
      SELECT \(shown)
      FROM \(subject) AS s
      WHERE \(known)
        AND NOT EXISTS (SELECT FROM \(referenced.quoted) AS r WHERE \(match))
      """
  }

  func list(_ columns: [Identifier]) -> String {
    columns.isEmpty ? "*" : columns.quotedList
  }

  /// An aggregate with the rows that take part in it.
  func expression(_ aggregate: Aggregate, _ column: Identifier, filter: String?) -> String {
    let name = column.quoted
    let call =
      switch aggregate {
      case .sum: "sum(\(name))"
      case .average: "avg(\(name))"
      case .minimum: "min(\(name))"
      case .maximum: "max(\(name))"
      case .distinctCount: "count(DISTINCT \(name))"
      case .percentile(let share): "percentile_cont(\(share)) WITHIN GROUP (ORDER BY \(name))"
      }
    return call + (filter.map { " FILTER (WHERE \($0))" } ?? "")
  }

  /// Seconds since the latest value; a zone that a column lacks is the session's, UTC.
  func age(_ column: Identifier, filter: String?) -> String {
    "extract(epoch FROM now() - max(\(column.quoted))"
      + (filter.map { " FILTER (WHERE \($0))" } ?? "") + ")"
  }
}
