/// A node of the parse tree, in which names and shapes are those of libpg_query's JSON.
enum SyntaxNode {
  /// Keys in the order of the source.
  case object([(key: String, value: SyntaxNode)])
  case list([SyntaxNode])
  case text(String)
  case number(Int)
  /// `true`, `false`, `null` and fractions, which nobody asks for.
  case other

  /// The value of a key of an object.
  subscript(key: String) -> SyntaxNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The elements of a list.
  var elements: [SyntaxNode] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// The characters of a text.
  var string: String? {
    if case .text(let string) = self { string } else { nil }
  }

  /// Where the node begins; the JSON leaves a location of 0 away.
  var location: Int {
    if case .number(let location)? = self["location"] { location } else { 0 }
  }

  /// The only key of a node that does nothing but name its kind, as in `{"SelectStmt": …}`.
  var kind: String? {
    guard case .object(let members) = self, members.count == 1 else { return nil }
    return members.first?.key
  }
}
