extension RelationWalk {
  /// An item of FROM as a star sees it.
  struct StarSource {
    /// What the item is called in the query.
    let name: String?
    /// Where a relation is named whose columns the star takes; nil for what has its columns elsewhere.
    let relation: Int?
  }

  /// Collects the stars of a select list that take the columns of a relation.
  mutating func noteStars(in targets: SyntaxNode, hasFrom: Bool) {
    for target in targets.elements {
      guard let value = target["ResTarget"]?["val"], let (owner, location) = star(in: value) else {
        continue
      }
      let taken: [StarSource]
      if let owner {
        taken =
          sources.reversed().lazy.compactMap { level in level.first { $0.name == owner } }
          .first.map { [$0] } ?? []
      } else {
        taken = hasFrom ? sources.last ?? [] : []
      }
      guard let relation = taken.lazy.compactMap(\.relation).first else { continue }
      // TABLE has a star that nobody wrote, and that stands nowhere.
      stars.append(location < 0 ? relation : location)
    }
  }

  /// Whose columns a star is for, nil for all, and where it stands; nil for what is no star.
  private func star(in value: SyntaxNode) -> (owner: String?, location: Int)? {
    if let reference = value["ColumnRef"] {
      let fields = reference["fields"]?.elements ?? []
      guard fields.last?.kind == "A_Star" else { return nil }
      return (fields.dropLast().last?["String"]?["sval"]?.string, reference.location)
    }
    // (t).*
    guard let indirection = value["A_Indirection"],
      indirection["indirection"]?.elements.last?.kind == "A_Star",
      let reference = indirection["arg"]?["ColumnRef"],
      let fields = reference["fields"]?.elements, fields.count == 1,
      let name = fields.first?["String"]?["sval"]?.string
    else { return nil }
    return (name, reference.location)
  }

  /// The items of FROM, those of a join one by one unless it has a name of its own.
  func starSources(_ node: SyntaxNode) -> [StarSource] {
    switch node.kind {
    case "RangeVar":
      let relation = node["RangeVar"] ?? .other
      let name = relation["relname"]?.string ?? ""
      let isQuery = relation["schemaname"] == nil && scopes.contains { $0.contains(name) }
      return [
        StarSource(
          name: alias(of: relation) ?? name, relation: isQuery ? nil : relation.location)
      ]
    case "RangeTableSample": return starSources(node["RangeTableSample"]?["relation"] ?? .other)
    case "JoinExpr":
      let join = node["JoinExpr"] ?? .other
      let sides = [join["larg"], join["rarg"]].compactMap(\.self).flatMap(starSources)
      guard let alias = alias(of: join) else { return sides }
      return [StarSource(name: alias, relation: sides.lazy.compactMap(\.relation).first)]
    default:
      let item = node.kind.flatMap { node[$0] } ?? .other
      return [StarSource(name: alias(of: item), relation: nil)]
    }
  }

  private func alias(of node: SyntaxNode) -> String? { node["alias"]?["aliasname"]?.string }
}
