internal import SQLAnalysis
internal import WarehouseModel

/// What a contract says of a column's values, from its type and from checks that the server enforces.
struct ColumnRules {
  let logicalType: LogicalType?
  let options: [TypeOption]
  let validValues: [Literal]

  /// - Parameters:
  ///   - typeText: the type as PostgreSQL prints it.
  ///   - demands: what the table's own checks ask of this column.
  init(typeText: String, demands: [ColumnDemand], facts: SchemaFacts) {
    let (domains, baseText) = facts.unwrapped(typeText)
    let base = DataType(baseText)
    let own = facts.ownType(baseText)
    // A column of a domain is of a family of its own, which only some logical types stand for.
    logicalType = LogicalType(base, own: own).flatMap { type in
      type.admits(DataType(typeText).family) ? type : nil
    }
    let inherited = domains.flatMap { facts.checks(ofDomain: $0) }
      .flatMap { SQLAnalysis.demands(ofCheck: $0) }
    let labels = own?.list(.labels) ?? []
    let understood = (demands + inherited).filter { $0.isSafe(on: base, isEnum: !labels.isEmpty) }
    options = ValueBounds(understood).options(of: logicalType)
    validValues = Self.common(
      of: (labels.isEmpty ? [] : [labels.map(Literal.string)])
        + understood.compactMap { demand in
          if case .isIn(let values) = demand.condition { values } else { nil }
        })
  }

  /// The values that all lists hold, in the order of the first.
  private static func common(of lists: [[Literal]]) -> [Literal] {
    guard let first = lists.first, !first.contains(where: \.description.beginsWithMark) else {
      return []
    }
    var seen: Set<Literal> = []
    return first.filter { value in
      lists.dropFirst().allSatisfy { $0.contains(value) } && seen.insert(value).inserted
    }
  }
}

extension LogicalType {
  /// The logical type that a reader would expect of a type that is no domain; nil where none fits.
  fileprivate init?(_ type: DataType, own: SchemaObject?) {
    switch type.family {
    case .integer: self = .integer
    case .exactNumeric, .floatingPoint: self = .number
    case .string, .uuid, .interval, .binary: self = .string
    case .boolean: self = .boolean
    case .date: self = .date
    case .time: self = .time
    case .timestamp: self = .timestamp
    case .json: self = .object
    case .array: self = .array
    case .own(let name):
      switch own?.kind {
      case .enumeration?: self = .string
      case .compositeType?: self = .object
      default:
        guard Self.texts.contains(name) || name.hasSuffix(".citext") else { return nil }
        self = .string
      }
    }
  }

  /// Types of PostgreSQL that programs take for texts.
  private static let texts: Set<String> = [
    "\"char\"", "bit", "bit varying", "cidr", "inet", "macaddr", "macaddr8", "name", "xml",
  ]
}

extension ColumnDemand {
  /// Whether our checks would find the same rows on a column of that type as the server does.
  fileprivate func isSafe(on type: DataType, isEnum: Bool) -> Bool {
    switch (condition, type.family) {
    case (.isIn(let values), _) where isEnum:
      return values.allSatisfy(\.isText) && [nil, "text"].contains(cast)
    case (.isIn(let values), .string):
      return values.allSatisfy(\.isText) && isTextual
    case (.isIn(let values), .integer), (.isIn(let values), .exactNumeric):
      let isFit = { (value: Literal) in
        value.number.map { type.family != .integer || Int64($0) != nil }
      }
      return values.allSatisfy { isFit($0) ?? false } && [nil, "numeric"].contains(cast)
    case (.length, .string): return isTextual
    // The check of a contract looks at the text, from which a cast strips the blanks of char(n).
    case (.matches, .string): return isTextual && (cast != nil || type.base != "character")
    case (.compare(_, let bound), .integer), (.compare(_, let bound), .exactNumeric):
      return bound.number != nil && [nil, "numeric"].contains(cast)
    case (.compare(_, let bound), .floatingPoint):
      return bound.number != nil && [nil, "float8"].contains(cast)
    case (.compare(_, let bound), _): return cast == nil && bound.isMoment(of: type.family)
    default: return false
    }
  }

  private var isTextual: Bool { [nil, "text", "varchar", "bpchar"].contains(cast) }
}

extension Literal {
  fileprivate var isText: Bool { if case .string = self { true } else { false } }

  fileprivate var number: String? { if case .number(let text) = self { text } else { nil } }

  /// Whether the text, read as that type, is the moment that the check speaks of.
  ///
  /// `'2024-01-01'` means another moment in each time zone, `'2024-01-01 12:00'` is no date.
  fileprivate func isMoment(of family: TypeFamily) -> Bool {
    guard case .string(let text) = self else { return false }
    let hasZone = text.contains(/:\d\d(\.\d+)?[+\-]\d\d(:\d\d)*$/)
    return switch family {
    case .date: text.wholeMatch(of: /\d{4,}-\d\d-\d\d/) != nil
    case .timestamp(withZone: true): hasZone && text.contains("-")
    case .timestamp(withZone: false): !hasZone && text.contains(/^\d{4,}-\d\d-\d\d/)
    case .time(let withZone): withZone == hasZone && text.contains(/^\d\d:\d\d:\d\d/)
    default: false
    }
  }
}
