internal import WarehouseModel

extension LineageWalk {
  /// An item of FROM: the names it brings, and the columns that `*` makes of it; nil when unknown.
  struct Item {
    var sources: [Source]
    var columns: [QueryLineage.Output]?

    init(_ source: Source) {
      sources = [source]
      columns = source.unknown == nil ? source.columns : nil
    }

    init(sources: [Source], columns: [QueryLineage.Output]?) {
      self.sources = sources
      self.columns = columns
    }
  }

  /// - Parameter preceding: what stands before it in the same FROM, which LATERAL lets it see.
  func from(
    _ node: SyntaxNode, after preceding: [Source], in scope: Scope, _ result: inout Lineage
  ) -> Item {
    switch node.kind {
    case "RangeVar": return Item(relation(node["RangeVar"] ?? .other, in: scope, &result))
    case "RangeSubselect":
      let item = node["RangeSubselect"] ?? .other
      let around = item["lateral"] == nil ? scope.inner() : scope.inner(preceding)
      guard let query = item["subquery"]?["SelectStmt"] else { break }
      let part = select(query, in: around)
      result.take(part)
      return Item(Source(of: part).renamed(by: item["alias"]))
    case "JoinExpr":
      return join(node["JoinExpr"] ?? .other, after: preceding, in: scope, &result)
    case "RangeTableSample":
      let item = node["RangeTableSample"] ?? .other
      var found = from(
        item["relation"] ?? .other, after: preceding, in: scope, &result)
      note(item["args"], .filter, in: scope.inner(preceding), &result)
      found.columns = found.sources.first.flatMap { $0.unknown == nil ? $0.columns : nil }
      return found
    default: break
    }
    return Item(function(node, in: scope.inner(preceding), &result))
  }

  private func note(
    _ node: SyntaxNode?, _ reason: WholeReason, in scope: Scope, _ result: inout Lineage
  ) {
    guard let node else { return }
    let found = uses(of: node, in: scope, &result)
    result.note(found, reason)
  }

  private func relation(
    _ node: SyntaxNode, in scope: Scope, _ result: inout Lineage
  ) -> Source {
    let name = node["relname"]?.string ?? ""
    let schema = node["schemaname"]?.string
    if schema == nil, let query = scope.queries[name] {
      result.take(query)
      var source = Source(of: query)
      source.alias = Identifier(name)
      return source.renamed(by: node["alias"])
    }
    let relation = QualifiedName(schema.map { Identifier($0) } ?? defaultSchema, Identifier(name))
    result.note([.rows(relation)], .relation)
    let columns = known[relation]
    return Source(
      alias: relation.name, relation: relation,
      columns: (columns ?? []).map {
        QueryLineage.Output($0, uses: [.column(relation, $0)])
      },
      unknown: columns == nil ? .of(relation) : nil
    ).renamed(by: node["alias"])
  }

  /// A function, XMLTABLE or JSON_TABLE: what goes in decides which rows come out.
  private func function(
    _ node: SyntaxNode, in scope: Scope, _ result: inout Lineage
  ) -> Source {
    note(node, .expression, in: scope, &result)
    var alias: SyntaxNode?
    if case .object(let members) = node { alias = members.first?.value["alias"] }
    let source = Source(alias: functionName(node), columns: [], unknown: .reading([]))
    return source.renamed(by: alias)
  }

  private func functionName(_ node: SyntaxNode) -> Identifier? {
    let calls = node["RangeFunction"]?["functions"]?.elements.first?["List"]?["items"]?.elements
    return calls?.first?["FuncCall"]?["funcname"]?.elements.last.map { Identifier($0.nameText) }
  }

  // MARK: - Joins

  private func join(
    _ node: SyntaxNode, after preceding: [Source], in scope: Scope, _ result: inout Lineage
  ) -> Item {
    let left = from(node["larg"] ?? .other, after: preceding, in: scope, &result)
    let right = from(
      node["rarg"] ?? .other, after: preceding + left.sources, in: scope, &result)
    var item = Item(sources: left.sources + right.sources, columns: nil)
    if let columns = left.columns, let others = right.columns { item.columns = columns + others }
    note(node["quals"], .join, in: scope.inner(preceding + item.sources), &result)

    let using = (node["usingClause"]?.elements ?? []).map { Identifier($0.nameText) }
    let merged = node["isNatural"] == nil ? using : common(left, right, &result)
    if !merged.isEmpty { merge(merged, left, right, &item, node["join_using_alias"], &result) }
    if let alias = node["alias"] {
      let everything = item.sources.everything
      let source = Source(
        columns: item.columns ?? item.sources.flatMap(\.columns),
        unknown: item.columns == nil ? .reading(everything) : nil)
      return Item(source.renamed(by: alias))
    }
    return item
  }

  /// The columns that NATURAL JOIN compares.
  private func common(_ left: Item, _ right: Item, _ result: inout Lineage) -> [Identifier] {
    guard let columns = left.columns, let others = right.columns else {
      for source in left.sources + right.sources { result.note(source.everything, .join) }
      return []
    }
    let names = Set(others.map(\.name))
    return columns.map(\.name).filter(names.contains)
  }

  /// USING compares columns, and shows each pair as one, before all others.
  private func merge(
    _ names: [Identifier], _ left: Item, _ right: Item, _ item: inout Item, _ alias: SyntaxNode?,
    _ result: inout Lineage
  ) {
    let columns = names.map { name in
      let uses = (left.sources + right.sources).filter { !$0.isOnlyQualified }
        .reduce(into: Set<ColumnUse>()) { $0.formUnion($1.uses(of: name).uses) }
      return QueryLineage.Output(name, uses: uses)
    }
    for column in columns {
      result.note(column.uses, .join)
      result.reads.formUnion(column.uses)
    }
    item.columns = item.columns.map { all in
      columns + all.filter { !names.contains($0.name) }
    }
    guard let alias, let name = alias["aliasname"]?.string else { return }
    item.sources.append(
      Source(alias: Identifier(name), columns: columns, isOnlyQualified: true))
  }
}

extension Source {
  /// The columns of a query, under no name yet.
  init(of query: Lineage) {
    self.init(
      columns: query.outputs,
      unknown: query.areOutputsKnown ? nil : .reading(query.everything))
  }
}
