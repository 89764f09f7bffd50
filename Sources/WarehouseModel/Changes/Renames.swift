/// What was renamed between two snapshots of one database, to see which changes merely follow.
struct Renames: Sendable {
  /// New names of schemas, by the old ones.
  private var schemas: [Identifier: Identifier] = [:]
  /// New names of relations and types, by the old ones.
  private var wholes: [QualifiedName: QualifiedName] = [:]
  /// New names of columns, by the old names of relation and column.
  private var columns: [ObjectName: Identifier] = [:]
  /// Every new word, by the old one, whatever it names.
  private var words: [String: Set<String>] = [:]

  var isEmpty: Bool { words.isEmpty }

  /// Notes the labels of an enum that have another text under the same OID.
  mutating func noteLabels(_ old: SchemaObject, _ new: SchemaObject) {
    guard let mine = old.identity?.labels, let other = new.identity?.labels, mine != [] else {
      return
    }
    let names = Dictionary(
      zip(other, new.list(.labels)), uniquingKeysWith: { first, _ in first })
    for (oid, label) in zip(mine, old.list(.labels)) {
      if let name = names[oid], name != label { words[label, default: []].insert(name) }
    }
  }

  mutating func note(_ old: SchemaObject, _ new: SchemaObject) {
    for (before, after) in zip(old.name.path, new.name.path) where before != after {
      words[before.text, default: []].insert(after.text)
      words[before.quoted, default: []].insert(after.text)
      words[before.text, default: []].insert(after.quoted)
      words[before.quoted, default: []].insert(after.quoted)
    }
    if old.kind == .schema {
      schemas[old.name.last] = new.name.last
    } else if old.kind == .column {
      columns[old.name] = new.name.last
    } else if !old.kind.isPart, let before = old.name.relation, let after = new.name.relation {
      wholes[before] = after
    }
  }

  /// What the name would be after the renames of everything around the object, its own left out.
  func translated(_ object: SchemaObject) -> ObjectName {
    var path = object.name.path
    guard path.count > 1 || object.kind == .defaultPrivileges else { return object.name }
    if object.kind.isPart, let relation = object.name.relation, let new = wholes[relation] {
      path[0] = new.schema
      path[1] = new.name
    } else if object.kind != .schema, let schema = schemas[path[0]] {
      path[0] = schema
    }
    return ObjectName(path, signature: object.name.signature)
  }

  /// The new name of a column of a relation, both by their old names.
  func column(_ name: String, of relation: ObjectName) -> String {
    columns[ObjectName(relation.path + [Identifier(name)])]?.text ?? name
  }

  /// Whether two facts say the same once every rename is followed, inside strings too where a string
  /// may name an object.
  func areEqual(_ before: Fact?, _ after: Fact?, followsStrings: Bool = true) -> Bool {
    if before == after { return true }
    guard !isEmpty else { return false }
    switch (before, after) {
    case (.text(let old), .text(let new)): return areEqual(old, new, followsStrings)
    case (.list(let old), .list(let new)):
      return old.count == new.count
        && (zip(old, new).allSatisfy { areEqual($0, $1, followsStrings) }
          || sameElements(old, new, followsStrings))
    default: return false
    }
  }

  /// Lists that are sorted by name may have got another order.
  private func sameElements(_ old: [String], _ new: [String], _ followsStrings: Bool) -> Bool {
    var rest = new
    for element in old {
      guard let index = rest.firstIndex(where: { areEqual(element, $0, followsStrings) }) else {
        return false
      }
      rest.remove(at: index)
    }
    return true
  }

  /// Whether two texts differ in renamed words alone.
  private func areEqual(_ old: String, _ new: String, _ followsStrings: Bool) -> Bool {
    if old.utf8.elementsEqual(new.utf8) || words[old]?.contains(new) == true { return true }
    let mine = Self.words(of: old, keepingStrings: !followsStrings)
    let other = Self.words(of: new, keepingStrings: !followsStrings)
    return mine.count == other.count
      && zip(mine, other).allSatisfy { before, after in
        before == after || words[before]?.contains(after) == true
      }
  }

  /// A text in pieces: bare words, quoted names, strings if they are kept, and single characters.
  private static func words(of text: String, keepingStrings: Bool) -> [String] {
    var pieces: [String] = []
    var rest = Substring(text).unicodeScalars
    while let first = rest.first {
      var end = rest.index(after: rest.startIndex)
      if first == "\"" || keepingStrings && first == "'" {
        end = endOfQuoted(rest, by: first, from: end)
      } else if isWord(first) {
        while end < rest.endIndex, isWord(rest[end]) { end = rest.index(after: end) }
      }
      pieces.append(String(rest[rest.startIndex..<end]))
      rest = rest[end...]
    }
    return pieces
  }

  /// Where a quoted name or a string ends; a quote inside it is doubled.
  private static func endOfQuoted(
    _ text: Substring.UnicodeScalarView, by quote: Unicode.Scalar, from start: String.Index
  ) -> String.Index {
    var end = start
    while end < text.endIndex {
      let isQuote = text[end] == quote
      end = text.index(after: end)
      guard isQuote else { continue }
      guard end < text.endIndex, text[end] == quote else { return end }
      end = text.index(after: end)
    }
    return end
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
