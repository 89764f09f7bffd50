/// A column's type, in the words of PostgreSQL's `format_type`: `character varying(20)`, `integer[]`.
package struct DataType: Hashable, Sendable {
  /// The name without modifiers or brackets, aliases resolved: `timestamp with time zone`.
  package let base: String
  /// What stands in parentheses: a length, or a precision and a scale.
  package let modifiers: [Int]
  package let isArray: Bool

  package init(base: String, modifiers: [Int] = [], isArray: Bool = false) {
    self.base = base
    self.modifiers = modifiers
    self.isArray = isArray
  }

  /// Reads a type as people and catalogs write it: `varchar(20)`, `TIMESTAMPTZ`, `int4[]`.
  ///
  /// Names that PostgreSQL does not ship (enums, domains, extensions' types) are kept as written.
  package init(_ text: String) {
    var rest = Substring(text.trimmingSpaces())
    var isArray = false
    while rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") {
      isArray = true
      rest = rest[..<open].trimmingSpaces()
    }
    var modifiers: [Int] = []
    var suffix: Substring = ""
    if let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
      let numbers = rest[rest.index(after: open)..<close].split(separator: ",")
        .compactMap { Int(String($0.trimmingSpaces())) }
      modifiers = numbers
      suffix = rest[rest.index(after: close)...].trimmingSpaces()
      rest = rest[..<open].trimmingSpaces()
    }
    let name = suffix.isEmpty ? String(rest) : "\(rest) \(suffix)"
    self.init(
      base: Self.canonical(name), modifiers: Self.meaningful(modifiers, name: name),
      isArray: isArray)
  }

  /// The element's type of an array; the type itself otherwise.
  package var element: DataType { DataType(base: base, modifiers: modifiers) }

  /// PostgreSQL's own name for a built-in type, whatever alias or case it was written in
  /// ([Table 8.1](https://www.postgresql.org/docs/current/datatype.html)).
  private static func canonical(_ name: String) -> String {
    let folded = name.lowercased().split(separator: " ").joined(separator: " ")
    return aliases[folded] ?? (builtIn.contains(folded) ? folded : name)
  }

  /// Drops modifiers that say what is the default anyway: `numeric(10)` is `numeric(10,0)`.
  private static func meaningful(_ modifiers: [Int], name: String) -> [Int] {
    let base = canonical(name)
    if base == "numeric", modifiers.count == 1 { return modifiers + [0] }
    if base == "character", modifiers.isEmpty { return [1] }
    return modifiers
  }

  private static let aliases: [String: String] = [
    "int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint",
    "serial": "integer", "bigserial": "bigint", "smallserial": "smallint",
    "varchar": "character varying", "char": "character", "bpchar": "character",
    "bool": "boolean", "decimal": "numeric", "dec": "numeric", "string": "text",
    "float": "double precision", "float8": "double precision", "double": "double precision",
    "float4": "real", "varbit": "bit varying",
    "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
    "timetz": "time with time zone", "time": "time without time zone",
  ]

  private static let builtIn: Set<String> = [
    "bigint", "bit", "bit varying", "boolean", "box", "bytea", "character", "character varying",
    "cidr", "circle", "date", "double precision", "inet", "integer", "interval", "json", "jsonb",
    "line", "lseg", "macaddr", "macaddr8", "money", "numeric", "path", "pg_lsn", "point", "polygon",
    "real", "smallint", "text", "time with time zone", "time without time zone",
    "timestamp with time zone", "timestamp without time zone", "tsquery", "tsvector", "uuid", "xml",
  ]
}

extension DataType: CustomStringConvertible {
  package var description: String {
    let parenthesised =
      modifiers.isEmpty ? "" : "(" + modifiers.map(String.init).joined(separator: ",") + ")"
    var name = base + parenthesised
    // PostgreSQL writes the precision of times before the zone: timestamp(3) with time zone.
    if !modifiers.isEmpty, let space = base.firstIndex(of: " "), base.hasPrefix("time") {
      name = base[..<space] + parenthesised + base[space...]
    }
    return isArray ? name + "[]" : name
  }
}

extension DataType: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension StringProtocol {
  /// The text without spaces, tabs and line breaks at either end.
  package func trimmingSpaces() -> SubSequence {
    let isSpace: (Character) -> Bool = { $0.isWhitespace || $0.isNewline }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return self[endIndex..<endIndex] }
    return self[first...last]
  }
}
