import WarehouseModel

extension PostgresDialect {
  /// A condition as it stands behind WHERE.
  func condition(_ predicate: Predicate) -> String {
    switch predicate {
    case .isNull(let column): "\(column.quoted) IS NULL"
    case .isIn(let column, let values):
      values.isEmpty
        ? "FALSE" : "\(column.quoted) IN (\(values.map(literal).joined(separator: ", ")))"
    case .compare(let column, let comparison, let value):
      "\(column.quoted) \(comparison.rawValue) \(bound(value))"
    case .length(let column, let comparison, let length):
      self.length("\(column.quoted)::text", comparison, length)
    case .matches(let column, let pattern):
      "\(column.quoted)::text ~ \(literal(.string(pattern)))"
    case .compareColumns(let left, let comparison, let right):
      "\(left.quoted) \(comparison.rawValue) \(right.quoted)"
    case .noMultiple(let column, let divisor):
      "mod(\(column.quoted)::numeric, \(divisor)::numeric) <> 0"
    case .isWithin(let column, let seconds):
      "\(column.quoted) >= now() - interval '\(plain(seconds)) seconds'"
    case .not(let inner): "NOT (\(condition(inner)))"
    case .any(let inner):
      inner.isEmpty ? "FALSE" : inner.map { "(\(condition($0)))" }.joined(separator: " OR ")
    case .all(let inner):
      inner.isEmpty ? "TRUE" : inner.map { "(\(condition($0)))" }.joined(separator: " AND ")
    // A comment at its end must not swallow what follows.
    case .sql(let text): text.contains("--") ? "\(text)\n" : text
    }
  }

  /// Compares characters, which have to be counted, only where the bytes leave it open: no encoding of a server
  /// has more than four for one ([24.3](https://www.postgresql.org/docs/current/multibyte.html)).
  private func length(_ text: String, _ comparison: Comparison, _ length: Int) -> String {
    let exact = "char_length(\(text)) \(comparison.rawValue) \(length)"
    switch comparison {
    case .greater: return "octet_length(\(text)) > \(length) AND \(exact)"
    case .less where length < 1 << 40:
      return "octet_length(\(text)) < \(length * 4) AND \(exact)"
    default: return exact
    }
  }

  /// A filter and a rule, where both must hold.
  func both(_ filter: Predicate?, _ predicate: Predicate) -> String {
    filter.map { condition(.all([$0, predicate])) } ?? condition(predicate)
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
