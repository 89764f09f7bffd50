/// Types between which values pass without changing what they mean.
package enum TypeFamily: Hashable, Sendable {
  case integer
  case exactNumeric
  case floatingPoint
  case string
  case boolean
  case date
  case time(withZone: Bool)
  case timestamp(withZone: Bool)
  case interval
  case binary
  case json
  case uuid
  /// A type that belongs to no family but its own: an enum, a domain, an extension's type.
  case own(String)
  indirect case array(of: TypeFamily)
}

extension DataType {
  package var family: TypeFamily {
    isArray ? .array(of: element.family) : elementFamily
  }

  private var elementFamily: TypeFamily {
    switch base {
    case "smallint", "integer", "bigint": .integer
    case "numeric": .exactNumeric
    case "real", "double precision": .floatingPoint
    case "text", "character varying", "character", "citext": .string
    case "boolean": .boolean
    case "date": .date
    case "time without time zone": .time(withZone: false)
    case "time with time zone": .time(withZone: true)
    case "timestamp without time zone": .timestamp(withZone: false)
    case "timestamp with time zone": .timestamp(withZone: true)
    case "interval": .interval
    case "bytea": .binary
    case "json", "jsonb": .json
    case "uuid": .uuid
    default: .own(base)
    }
  }
}

/// How an actual type stands to the one that a reader was promised.
package enum TypeRelation: String, Hashable, Sendable {
  case same
  /// Holds values that the promised type cannot.
  case wider
  /// Holds fewer values than the promised type, all of them of the same meaning.
  case narrower
  case otherFamily = "other-family"
}

extension DataType {
  /// Compares `self`, which is there, with the type that was promised.
  package func relation(toPromised promised: DataType) -> TypeRelation {
    if self == promised { return .same }
    if family != promised.family { return sameOwnName(as: promised) ? .same : .otherFamily }
    let (actual, expected) = (capacity, promised.capacity)
    if actual == expected { return .same }
    return zip(actual, expected).contains { $0 < $1 } ? .narrower : .wider
  }

  /// `mood` is promised and `public.mood` is there: a contract need not name the schema of a type.
  private func sameOwnName(as promised: DataType) -> Bool {
    guard isArray == promised.isArray, let name = Identifier.parts(of: base).last?.text else {
      return false
    }
    let parts = Identifier.parts(of: promised.base).map(\.text)
    return [promised.base, parts.joined(separator: ".")].contains(name)
  }

  /// Grows with what the type can hold, inside its family: size first, then precision or length.
  private var capacity: [Int] {
    switch base {
    case "smallint": [2]
    case "integer": [4]
    case "bigint": [8]
    case "real": [4]
    case "double precision": [8]
    case "numeric":
      modifiers.count == 2 ? [modifiers[0] - modifiers[1], modifiers[1]] : [.max, .max]
    case "character", "character varying", "bit", "bit varying": [modifiers.first ?? .max]
    case "text", "citext": [.max]
    default: [modifiers.first ?? 6]
    }
  }
}
