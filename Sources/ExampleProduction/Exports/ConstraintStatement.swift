import WarehouseModel

/// What a statement of the constraint script adds to which table.
///
/// The script is ours and is written in one form, which a few words tell apart.
struct ConstraintStatement: Hashable, Sendable {
  let relation: QualifiedName
  let kind: LeftOffConstraint.Kind
  let name: String
  /// The columns of a key.
  let columns: [Identifier]

  /// Nil for a statement that adds no constraint.
  init?(_ text: String) {
    let words = text.split { $0.isWhitespace || $0 == "(" }.map(String.init)
    let upper = words.map { $0.uppercased() }
    guard upper.starts(with: ["ALTER", "TABLE"]), words.count > 6,
      let relation = QualifiedName(written: words[2])
    else { return nil }
    self.relation = relation
    switch (upper[3], upper[4]) {
    case ("ALTER", "COLUMN") where upper.suffix(3) == ["SET", "NOT", "NULL"]:
      kind = .notNull(Identifier(words[5]))
      name = "NOT NULL of \(words[5])"
      columns = []
    case ("ADD", "CONSTRAINT"):
      switch upper[6] {
      case "PRIMARY": kind = .primaryKey
      case "UNIQUE": kind = .unique
      case "FOREIGN": kind = .foreignKey
      case "CHECK": kind = .check
      default: return nil
      }
      name = "constraint \(words[5])"
      columns = Self.columns(in: text)
    default: return nil
    }
  }

  /// The names between the first parentheses.
  private static func columns(in text: String) -> [Identifier] {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return []
    }
    return text[text.index(after: open)..<close].split { $0 == "," || $0.isWhitespace }
      .map { Identifier(String($0)) }
  }
}

extension QualifiedName {
  /// A name as our scripts write it, `public.teams`, without quotes.
  init?(written text: String) {
    let parts = text.split(separator: ".").map { Identifier(String($0)) }
    guard let schema = parts.first, let name = parts.last, parts.count == 2 else { return nil }
    self.init(schema, name)
  }
}
