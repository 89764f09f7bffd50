/// A condition on one row, as a tree that each engine's dialect prints.
///
/// Conditions follow SQL: over NULL they are neither true nor false, and only true counts.
package indirect enum Predicate: Hashable, Sendable {
  case isNull(Identifier)
  case isIn(Identifier, [Literal])
  case compare(Identifier, Comparison, Literal)
  /// Compares the number of characters.
  case length(Identifier, Comparison, Int)
  /// True when the regular expression is found in the value.
  case matches(Identifier, String)
  /// Compares two columns of the row.
  case compareColumns(Identifier, Comparison, Identifier)
  /// True when the value is no whole multiple of the number.
  case noMultiple(Identifier, of: String)
  /// True for values no older than so many seconds.
  case isWithin(Identifier, seconds: Double)
  case not(Predicate)
  case any([Predicate])
  case all([Predicate])
  /// A person's own condition, in the engine's SQL.
  case sql(String)
}

package enum Comparison: String, CaseIterable, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="
  case greaterOrEqual = ">="
  case greater = ">"
  case notEqual = "<>"

  /// What is true exactly where this is false, NULLs apart.
  package var negated: Comparison {
    switch self {
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .equal: .notEqual
    case .greaterOrEqual: .less
    case .greater: .lessOrEqual
    case .notEqual: .equal
    }
  }

  /// The operator as people write it: `=` and `==`, `<>` and `!=`.
  package init?(written text: String) {
    switch text {
    case "==": self = .equal
    case "!=": self = .notEqual
    default: self.init(rawValue: text)
    }
  }
}

/// A value written down in a contract; equal when the bytes are.
package enum Literal: Hashable, Sendable {
  /// As written, so that no digit is lost on the way to the server.
  case number(String)
  case string(String)
  case boolean(Bool)
}

extension Literal {
  package static func == (left: Literal, right: Literal) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)), (.string(let left), .string(let right)):
      left.utf8.elementsEqual(right.utf8)
    case (.boolean(let left), .boolean(let right)): left == right
    case (.number, _), (.string, _), (.boolean, _): false
    }
  }

  package func hash(into hasher: inout Hasher) {
    for byte in description.utf8 { hasher.combine(byte) }
  }
}

extension Literal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .number(let text), .string(let text): text
    case .boolean(let value): value ? "true" : "false"
    }
  }
}

extension Predicate {
  /// The columns that the condition looks at, in the order in which it names them.
  package var columns: [Identifier] {
    switch self {
    case .isNull(let column), .isIn(let column, _), .compare(let column, _, _),
      .length(let column, _, _), .matches(let column, _), .noMultiple(let column, _),
      .isWithin(let column, _):
      [column]
    case .compareColumns(let left, _, let right): [left, right]
    case .not(let inner): inner.columns
    case .any(let inner), .all(let inner): inner.flatMap(\.columns)
    case .sql: []
    }
  }

  /// Whether a person's own SQL is part of it.
  package var containsSQL: Bool {
    switch self {
    case .sql: true
    case .not(let inner): inner.containsSQL
    case .any(let inner), .all(let inner): inner.contains(where: \.containsSQL)
    case .isNull, .isIn, .compare, .length, .matches, .noMultiple, .isWithin, .compareColumns:
      false
    }
  }
}
