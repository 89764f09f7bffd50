internal import WarehouseModel

/// The names that a part of a query can use.
struct Scope {
  /// The queries of WITH, by name.
  var queries: [String: Lineage] = [:]
  /// What FROM names, of this query first, then of those around it.
  var levels: [[Source]] = []
  /// How many queries stand around this one.
  var depth = 0

  /// The scope of a query inside this one.
  func inner(_ sources: [Source] = []) -> Scope {
    var scope = self
    scope.levels.insert(sources, at: 0)
    scope.depth += 1
    return scope
  }

  /// The uses behind a reference such as `c`, `t.c` or `schema.t.c`.
  func uses(of path: [Identifier]) -> Set<ColumnUse> {
    guard let column = path.last else { return [] }
    var uses: Set<ColumnUse> = []
    for sources in levels {
      let candidates =
        path.count == 1
        ? sources.filter { !$0.isOnlyQualified }
        : sources.filter { $0.answers(to: path.dropLast()) }
      var isFound = false
      for source in candidates {
        let found = source.uses(of: column)
        uses.formUnion(found.uses)
        isFound = isFound || found.isCertain
      }
      if isFound { return uses }
      // A whole row, as in `to_jsonb(t)`, or a function of it, as in `t.f`.
      if path.count == 1, let row = sources.first(where: { $0.answers(to: path[...]) }) {
        return uses.union(row.everything)
      }
      if path.count > 1, let row = candidates.first { return uses.isEmpty ? row.everything : uses }
    }
    // A system column, or something unheard of: it may be of anything here.
    return uses.isEmpty
      ? (levels.first ?? []).everything : uses
  }

  /// The relations, subqueries and functions that `t.*` stands for.
  func source(of path: ArraySlice<Identifier>) -> Source? {
    for sources in levels {
      if let source = sources.first(where: { $0.answers(to: path) }) { return source }
    }
    return nil
  }
}

/// One name in FROM, with the columns behind it.
struct Source {
  /// What it is called here; nil for a subquery without a name.
  var alias: Identifier?
  /// The relation, where it may be called by its schema as well.
  var relation: QualifiedName?
  var columns: [QueryLineage.Output]
  /// Nil when the columns are all known; otherwise the relation that may have others.
  var unknown: UnknownColumns?
  /// Whether its columns need its name before them, as those of `JOIN … USING (…) AS alias`.
  var isOnlyQualified = false

  enum UnknownColumns {
    case of(QualifiedName)
    /// Of a function or a query; what it reads has been noted elsewhere, or is this.
    case reading(Set<ColumnUse>)
  }

  func answers(to path: ArraySlice<Identifier>) -> Bool {
    guard let name = path.last else { return false }
    if path.count == 1 { return alias == name }
    guard let relation, let schema = path.dropLast().last else { return false }
    return relation == QualifiedName(schema, name)
  }

  /// What a column is made of, and whether it is certain that there is one of that name.
  func uses(of column: Identifier) -> (uses: Set<ColumnUse>, isCertain: Bool) {
    let named = columns.filter { $0.name == column }
    if !named.isEmpty { return (named.uses, true) }
    return switch unknown {
    case nil: ([], false)
    case .of(let relation): ([.column(relation, column)], false)
    case .reading(let uses): (uses, false)
    }
  }

  var everything: Set<ColumnUse> {
    var uses = columns.uses
    switch unknown {
    case nil: break
    case .of(let relation): uses.insert(.everyColumn(relation))
    case .reading(let read): uses.formUnion(read)
    }
    return uses
  }

  /// The columns that a list of names after the alias renames: `AS t (a, b)`.
  func renamed(by alias: SyntaxNode?) -> Source {
    guard let alias else { return self }
    var source = self
    source.alias = alias["aliasname"]?.string.map { Identifier($0) } ?? source.alias
    source.relation = nil
    let names = (alias["colnames"]?.elements ?? []).map(\.nameText)
    guard !names.isEmpty else { return source }
    if source.unknown != nil {
      // Which is which cannot be told: each may be any of them.
      let everything = source.everything
      source.columns = names.map { QueryLineage.Output(Identifier($0), uses: everything) }
      source.unknown = .reading(everything)
      return source
    }
    for (index, name) in names.enumerated() where index < source.columns.count {
      source.columns[index] = QueryLineage.Output(
        Identifier(name), uses: source.columns[index].uses)
    }
    return source
  }
}

extension Sequence<Source> {
  /// All that any column of any of them comes from.
  var everything: Set<ColumnUse> { reduce(into: []) { $0.formUnion($1.everything) } }
}

extension SyntaxNode {
  /// The text of a name in a list of names.
  var nameText: String { self["String"]?["sval"]?.string ?? "" }

  /// The fields of a reference to a column; nil when it ends in a star.
  var columnPath: [Identifier]? {
    let fields = self["fields"]?.elements ?? []
    return fields.last?.kind == "A_Star" ? nil : fields.map { Identifier($0.nameText) }
  }

  /// What stands before the star in `t.*`.
  var pathBeforeStar: ArraySlice<Identifier> {
    (self["fields"]?.elements ?? []).dropLast().map { Identifier($0.nameText) }[...]
  }
}
