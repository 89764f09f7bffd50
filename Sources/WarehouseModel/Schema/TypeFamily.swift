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

  /// Whether the two are one type, not only alike in what they hold: `varchar` is not `text`.
  package func isWritten(as promised: DataType) -> Bool {
    withoutDefaults == promised.withoutDefaults || sameOwnName(as: promised)
  }

  /// Six digits are what a time has when nothing is said.
  private var withoutDefaults: DataType {
    let isTime = base.hasPrefix("time") || base == "interval"
    return isTime && modifiers == [6] ? DataType(base: base, isArray: isArray) : self
  }

  /// `mood` is promised and `public.mood` is there: a contract need not name the schema of a type, nor
  /// write it in lower case, as it need not in SQL.
  private func sameOwnName(as promised: DataType) -> Bool {
    let mine = Identifier.parts(of: base).map(\.text)
    guard isArray == promised.isArray, modifiers == promised.modifiers, let name = mine.last else {
      return false
    }
    let parts = Identifier.parts(of: promised.base).map(\.text)
    if parts == mine || [promised.base, parts.joined(separator: ".")].contains(name) {
      return true
    }
    guard !promised.base.contains("\"") else { return false }
    let folded = parts.map { $0.lowercased() }
    return folded == mine || folded == [name]
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
