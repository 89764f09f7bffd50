/// ODCS operators, `mustBe` to `mustNotBeBetween`; bounds of `between` are inclusive.
package enum Expectation: Hashable, Sendable {
  case equal(Double)
  case notEqual(Double)
  case greater(Double)
  case greaterOrEqual(Double)
  case less(Double)
  case lessOrEqual(Double)
  case between(Double, Double)
  case notBetween(Double, Double)
  /// For a query that gives a text, or true and false.
  case text(String)
  case otherText(String)

  package func holds(for value: Double) -> Bool {
    switch self {
    case .equal(let bound): value == bound
    case .notEqual(let bound): value != bound
    case .greater(let bound): value > bound
    case .greaterOrEqual(let bound): value >= bound
    case .less(let bound): value < bound
    case .lessOrEqual(let bound): value <= bound
    case .between(let low, let high): value >= low && value <= high
    case .notBetween(let low, let high): value < low || value > high
    case .text: false
    case .otherText: true
    }
  }

  /// PostgreSQL prints a truth as one letter.
  private static func spelledOut(_ text: String) -> String {
    switch text {
    case "t": "true"
    case "f": "false"
    default: text
    }
  }

  /// Whether what a query gave is as expected; nil where a number is expected and it is none.
  package func holds(forText value: String) -> Bool? {
    switch self {
    case .text(let bound): Self.spelledOut(value) == Self.spelledOut(bound)
    case .otherText(let bound): Self.spelledOut(value) != Self.spelledOut(bound)
    default: Double(value).map { holds(for: $0) }
    }
  }
}

extension Expectation: CustomStringConvertible {
  package var description: String {
    switch self {
    case .equal(let bound): "exactly \(plain(bound))"
    case .notEqual(let bound): "other than \(plain(bound))"
    case .greater(let bound): "more than \(plain(bound))"
    case .greaterOrEqual(let bound): "at least \(plain(bound))"
    case .less(let bound): "less than \(plain(bound))"
    case .lessOrEqual(let bound): "at most \(plain(bound))"
    case .between(let low, let high): "from \(plain(low)) to \(plain(high))"
    case .notBetween(let low, let high): "outside \(plain(low)) to \(plain(high))"
    case .text(let bound): "\"\(bound)\""
    case .otherText(let bound): "other than \"\(bound)\""
    }
  }
}

/// A number without a needless `.0`.
package func plain(_ number: Double) -> String {
  number == number.rounded() && abs(number) <= 1e15 ? String(Int64(number)) : String(number)
}
