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
  case not(Predicate)
  case any([Predicate])
}

package enum Comparison: String, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="
  case greaterOrEqual = ">="
  case greater = ">"
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
      .length(let column, _, _), .matches(let column, _):
      [column]
    case .not(let inner): inner.columns
    case .any(let inner): inner.flatMap(\.columns)
    }
  }
}
