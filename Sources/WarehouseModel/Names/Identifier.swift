/// A name as PostgreSQL stores it: case kept, no quotes around it.
///
/// Quoting happens here and nowhere else
/// ([4.1.1. Identifiers](https://www.postgresql.org/docs/current/sql-syntax-lexical.html)).
/// Names are equal when their bytes are, as for PostgreSQL; Swift's strings are laxer.
package struct Identifier: Hashable, Sendable {
  package let text: String

  package static func == (left: Identifier, right: Identifier) -> Bool {
    guard left.text == right.text else { return false }
    // Only beyond ASCII can texts that count as equal have other bytes.
    return left.text.utf8Span.isKnownASCII || left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    // Equal bytes are an equal text, so this is fine, and faster than byte by byte.
    hasher.combine(text)
  }

  package init(_ text: String) {
    self.text = text
  }

  /// The name in double quotes, each quote inside doubled, fit for any place in a statement.
  package var quoted: String {
    var result = "\""
    for character in text.unicodeScalars {
      if character == "\"" { result.unicodeScalars.append(character) }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }
}

extension Identifier: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) {
    self.init(value)
  }
}

extension Identifier: CustomStringConvertible {
  package var description: String { text }
}

extension Identifier: Comparable {
  /// Orders by UTF-8 bytes, so that the order does not hang on a locale.
  package static func < (left: Identifier, right: Identifier) -> Bool {
    let (mine, others) = (left.text.utf8Span.span, right.text.utf8Span.span)
    let common = min(mine.count, others.count)
    for index in 0..<common where mine[index] != others[index] {
      return mine[index] < others[index]
    }
    return mine.count < others.count
  }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Sequence<Identifier> {
  /// The quoted names, parted by commas: a column list.
  package var quotedList: String { map(\.quoted).joined(separator: ", ") }

  /// The names for people, parted by commas.
  package var list: String { map(\.text).joined(separator: ", ") }
}

extension Identifier {
  /// The column that an index key is, as snapshots write keys: `"Odd" DESC`; nil for an expression.
  static func column(ofKey key: String) -> Identifier? {
    var scalars = Substring(key).unicodeScalars
    if scalars.first == "\"" {
      // A quoted name ends at the first quote that is not doubled.
      scalars.removeFirst()
      var name = ""
      while let scalar = scalars.popFirst() {
        if scalar == "\"" {
          guard scalars.first == "\"" else { return Identifier(name) }
          scalars.removeFirst()
        }
        name.unicodeScalars.append(scalar)
      }
      return nil
    }
    let name = scalars.prefix { $0 != " " }
    let isPlain = name.allSatisfy {
      ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
    return isPlain ? Identifier(String(name)) : nil
  }

  /// The parts of a name as PostgreSQL prints it: `"Odd.s".t` is `Odd.s` and `t`.
  static func parts(of printed: String) -> [Identifier] {
    var parts = [""]
    var isQuoted = false
    var rest = Substring(printed).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        parts[parts.count - 1].unicodeScalars.append(rest.removeFirst())
      case "\"": isQuoted.toggle()
      case "." where !isQuoted: parts.append("")
      default: parts[parts.count - 1].unicodeScalars.append(scalar)
      }
    }
    return parts.map { Identifier($0) }
  }
}
