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
  /// Types that PostgreSQL does not ship (enums, domains, extensions' types) are kept as written,
  /// modifiers and all.
  package init(_ text: String) {
    var rest = Substring(text.trimmingSpaces())
    var isArray = false
    while rest.hasSuffix("]"), let open = rest.lastIndex(of: "[") {
      isArray = true
      rest = rest[..<open].trimmingSpaces()
    }
    if rest.lowercased().hasSuffix(" array") {
      isArray = true
      rest = rest.dropLast(5).trimmingSpaces()
    }
    rest = Substring(Self.unqualified(rest))
    let (name, modifiers) = Self.parts(of: rest)
    guard let base = Self.builtInName(name) else {
      self.init(base: Self.tidied(rest), isArray: isArray)
      return
    }
    self.init(
      base: Self.sized(base, name: name, modifiers),
      modifiers: Self.meaningful(modifiers, of: base, name: name), isArray: isArray)
  }

  /// A built-in type without the schema and the quotes that some tools write: `pg_catalog."int4"`.
  ///
  /// The quotes of `"char"` stay: it is another type than `char`.
  private static func unqualified(_ text: Substring) -> String {
    let schema = "pg_catalog."
    let name = text.lowercased().hasPrefix(schema) ? text.dropFirst(schema.count) : text
    guard name.hasPrefix("\""), let end = name.dropFirst().firstIndex(of: "\"") else {
      return String(name)
    }
    let inner = name[..<end].dropFirst()
    guard inner != "char", inner == inner.lowercased(), builtInName(String(inner)) != nil else {
      return String(name)
    }
    return String(inner + name[name.index(after: end)...])
  }

  /// A type of one's own without spaces that mean nothing: `vector( 3 )` is `vector(3)`.
  private static func tidied(_ text: Substring) -> String {
    var tidied = ""
    var isQuoted = false
    var pending = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        pending = true
        continue
      }
      let joins = "(),.".contains(character) && !isQuoted || tidied.last.map("(,.".contains) ?? true
      if pending, !joins { tidied += " " }
      pending = false
      tidied.append(character)
    }
    return tidied
  }

  /// The name without its parentheses, folded, and the numbers inside them.
  private static func parts(of text: Substring) -> (name: String, modifiers: [Int]) {
    let fold: (String) -> String = { name in
      name.lowercased().split(separator: " ").joined(separator: " ")
    }
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return (fold(String(text)), [])
    }
    let numbers = text[text.index(after: open)..<close].split(separator: ",")
      .compactMap { Int(String($0.trimmingSpaces())) }
    return (fold("\(text[..<open]) \(text[text.index(after: close)...])"), numbers)
  }

  /// The element's type of an array; the type itself otherwise.
  package var element: DataType { DataType(base: base, modifiers: modifiers) }

  /// PostgreSQL's own name for a built-in type, whatever alias it was written as; nil for others
  /// ([Table 8.1](https://www.postgresql.org/docs/current/datatype.html)).
  private static func builtInName(_ name: String) -> String? {
    aliases[name] ?? (builtIn.contains(name) ? name : nil)
  }

  /// `float(24)` is a real, `float(25)` a double precision.
  private static func sized(_ base: String, name: String, _ modifiers: [Int]) -> String {
    name == "float" && (modifiers.first ?? 53) <= 24 ? "real" : base
  }

  /// The modifiers that say something, the silent ones spelled out: `numeric(10)` is
  /// `numeric(10,0)`, `char` is `character(1)`.
  private static func meaningful(_ modifiers: [Int], of base: String, name: String) -> [Int] {
    switch base {
    case "double precision": []
    case "numeric" where modifiers.count == 1: modifiers + [0]
    case "character" where modifiers.isEmpty && name != "bpchar": [1]
    case "bit" where modifiers.isEmpty: [1]
    default: modifiers
    }
  }

  private static let aliases: [String: String] = [
    "int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint",
    "serial": "integer", "bigserial": "bigint", "smallserial": "smallint",
    "serial4": "integer", "serial8": "bigint", "serial2": "smallint",
    "varchar": "character varying", "char varying": "character varying",
    "national character varying": "character varying", "char": "character",
    "nchar": "character", "national character": "character", "bpchar": "character",
    "bool": "boolean", "decimal": "numeric", "dec": "numeric", "string": "text",
    "float": "double precision", "float8": "double precision", "double": "double precision",
    "float4": "real", "varbit": "bit varying",
    "timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
    "timetz": "time with time zone", "time": "time without time zone",
  ]

  private static let builtIn: Set<String> = [
    "bigint", "bit", "bit varying", "boolean", "box", "bytea", "character", "character varying",
    "cidr", "circle", "date", "double precision", "inet", "integer", "interval", "json", "jsonb",
    "line", "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "path", "pg_lsn", "point",
    "polygon",
    "real", "smallint", "text", "time with time zone", "time without time zone",
    "timestamp with time zone", "timestamp without time zone", "tsquery", "tsvector", "uuid", "xml",
  ]
}

extension DataType: CustomStringConvertible {
  package var description: String {
    let parenthesised =
      modifiers.isEmpty ? "" : "(" + modifiers.map(String.init).joined(separator: ",") + ")"
    // Without a length the type has no other name: "character" alone would mean character(1).
    var name = base == "character" && modifiers.isEmpty ? "bpchar" : base + parenthesised
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
