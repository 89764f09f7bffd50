package import WarehouseModel

/// Names parted by dots, as `schema.table` in a definition.
///
/// A name in double quotes may hold dots, and doubled quotes for quotes, as in SQL. Unlike in SQL,
/// a name without quotes keeps its case and any other sign: what is written is what is meant.
package struct NamePath {
  package let parts: [Identifier]

  /// Nil when a part is empty or a quote is not closed.
  package init?(_ text: String) {
    var parts: [Identifier] = []
    var rest = text[...]
    repeat {
      guard let part = rest.hasPrefix("\"") ? Self.quoted(&rest) : Self.plain(&rest),
        !part.isEmpty
      else { return nil }
      parts.append(Identifier(part))
      guard rest.isEmpty || rest.first == "." else { return nil }
      if rest == "." { return nil }
      rest = rest.dropFirst()
    } while !rest.isEmpty
    self.parts = parts
  }

  private static func plain(_ rest: inout Substring) -> String? {
    let part = rest.prefix { $0 != "." }
    rest = rest.dropFirst(part.count)
    return String(part)
  }

  private static func quoted(_ rest: inout Substring) -> String? {
    var part = ""
    rest = rest.dropFirst()
    while let quote = rest.firstIndex(of: "\"") {
      part += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      guard rest.hasPrefix("\"") else { return part }
      part += "\""
      rest = rest.dropFirst()
    }
    return nil
  }
}
