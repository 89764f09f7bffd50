package import WarehouseModel

/// Writes checks in PostgreSQL's SQL.
package struct PostgresDialect: Dialect {
  package init() {}

  package func counts(of subject: QualifiedName, where predicates: [Predicate]) -> String {
    let columns = ["count(*)"] + predicates.map { "count(*) FILTER (WHERE \(condition($0)))" }
    return "SELECT \(columns.joined(separator: ",\n       "))\nFROM \(subject.quoted)"
  }

  package func offenders(
    in subject: QualifiedName, where predicate: Predicate, show: [Identifier]
  ) -> String {
    "SELECT \(list(show))\nFROM \(subject.quoted)\nWHERE \(condition(predicate))"
  }

  package func duplicates(in subject: QualifiedName, of columns: [Identifier]) -> String {
    let known = columns.map { "\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
    var count = "occurrences"
    while columns.contains(Identifier(count)) { count += "_" }
    return """
      SELECT \(columns.quotedList), count(*) AS \(count)
      FROM \(subject.quoted)
      WHERE \(known)
      GROUP BY \(columns.quotedList)
      HAVING count(*) > 1
      """
  }

  package func orphans(
    in subject: QualifiedName, of columns: [Identifier], missingFrom referenced: QualifiedName,
    _ referencedColumns: [Identifier], show: [Identifier]
  ) -> String {
    let known = columns.map { "s.\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
    let match = zip(columns, referencedColumns)
      .map { "r.\($1.quoted) = s.\($0.quoted)" }.joined(separator: " AND ")
    let shown = show.isEmpty ? "s.*" : show.map { "s.\($0.quoted)" }.joined(separator: ", ")
    return """
      SELECT \(shown)
      FROM \(subject.quoted) AS s
      WHERE \(known)
        AND NOT EXISTS (SELECT FROM \(referenced.quoted) AS r WHERE \(match))
      """
  }

  package func count(of query: String) -> String {
    "SELECT count(*)\nFROM (\n\(query)\n) AS offenders"
  }

  package func surplus(in subject: QualifiedName, of columns: [Identifier]) -> String {
    let known = columns.map { "\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
    return """
      SELECT coalesce(sum(occurrences - 1), 0)
      FROM (
        SELECT count(*) AS occurrences
        FROM \(subject.quoted)
        WHERE \(known)
        GROUP BY \(columns.quotedList)
        HAVING count(*) > 1
      ) AS duplicates
      """
  }

  package func sample(
    _ limit: Int, of relation: QualifiedName, orderedBy columns: [Identifier]
  ) -> String {
    let order = columns.isEmpty ? "" : "\nORDER BY \(columns.quotedList)"
    return "SELECT *\nFROM \(relation.quoted)\(order)\nLIMIT \(limit)"
  }

  package func first(_ limit: Int, of query: String) -> String {
    "SELECT *\nFROM (\n\(query)\n) AS offenders\nLIMIT \(limit)"
  }

  private func list(_ columns: [Identifier]) -> String {
    columns.isEmpty ? "*" : columns.quotedList
  }

  // MARK: - Predicates

  private func condition(_ predicate: Predicate) -> String {
    switch predicate {
    case .isNull(let column): "\(column.quoted) IS NULL"
    case .isIn(let column, let values):
      values.isEmpty
        ? "FALSE" : "\(column.quoted) IN (\(values.map(literal).joined(separator: ", ")))"
    case .compare(let column, let comparison, let value):
      "\(column.quoted) \(comparison.rawValue) \(bound(value))"
    case .length(let column, let comparison, let length):
      "char_length(\(column.quoted)::text) \(comparison.rawValue) \(length)"
    case .matches(let column, let pattern):
      "\(column.quoted)::text ~ \(literal(.string(pattern)))"
    case .not(let inner): "NOT (\(condition(inner)))"
    case .any(let inner):
      inner.isEmpty ? "FALSE" : inner.map { "(\(condition($0)))" }.joined(separator: " OR ")
    }
  }

  /// A bound of a comparison: a number stays one, so that 0.5 can bound an integer column.
  private func bound(_ value: Literal) -> String {
    if case .number(let text) = value, Double(text)?.isFinite ?? false { return text }
    return literal(value)
  }

  /// A value as an untyped constant, so that the server reads it as the column's own type.
  private func literal(_ value: Literal) -> String {
    switch value {
    case .number(let text), .string(let text): quotedLiteral(text)
    case .boolean(let value): value ? "TRUE" : "FALSE"
    }
  }
}

/// A string constant; needs `standard_conforming_strings`, which every session of ours sets.
///
/// Works on scalars: a quote that an accent follows is one character with it, and still a quote.
func quotedLiteral(_ text: String) -> String {
  var result = "'"
  for scalar in text.unicodeScalars {
    if scalar == "'" { result.unicodeScalars.append(scalar) }
    result.unicodeScalars.append(scalar)
  }
  return result + "'"
}
