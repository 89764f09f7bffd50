extension Judge {
  /// A drop and an add that look alike, where nothing can prove that they are one and the same.
  ///
  /// Only where exactly one of each looks so: a guess among several would be noise.
  func possibleRenames() -> [Change] {
    guard !matching.isOneDatabase else { return [] }
    let gone = Dictionary(grouping: matching.dropped.filter(\.canLookAlike), by: \.looks)
    let come = Dictionary(grouping: matching.added.filter(\.canLookAlike), by: \.looks)
    return gone.compactMap { looks, old in
      guard old.count == 1, let new = come[looks], new.count == 1 else { return nil }
      return Change(
        .possibleRename, of: old[0].reference, newName: new[0].name, .compatible,
        "\(new[0].displayName) looks the same; only inside one database can a rename be proven")
    }
  }
}

/// All that two objects share when one may be the other under a new name.
private struct Looks: Hashable {
  let space: ObjectKind.Space
  let parent: ObjectName
  let facts: [SchemaObject.Known]
}

extension SchemaObject {
  fileprivate var looks: Looks {
    Looks(
      space: kind.space, parent: name.parent,
      facts: facts.filter { $0.aspect != .comment && $0.aspect != .grants })
  }

  /// Kinds whose facts tell one from another.
  fileprivate var canLookAlike: Bool {
    switch kind {
    case .table, .view, .materializedView, .foreignTable: !list(.columns).isEmpty
    case .column, .enumeration, .index, .unique, .check, .foreignKey, .function: true
    default: false
    }
  }
}
