internal import WarehouseModel

/// Goes through a parse tree and collects the relations it reads, minding what WITH hides.
struct RelationWalk {
  private(set) var reads: [AnalysedQuery.Read] = []
  var stars: [Int] = []
  /// Whatever would change or lock something.
  private(set) var writes: [SQLSyntaxError] = []
  /// Names of the WITH queries that can be seen, for each level of nesting.
  private(set) var scopes: [Set<String>] = []
  /// What stands in FROM, for each level of nesting.
  private(set) var sources: [[StarSource]] = []

  mutating func visit(_ node: SyntaxNode) {
    switch node {
    case .object(let members): visit(members, of: node)
    case .list(let elements): for element in elements { visit(element) }
    case .text, .number, .other: break
    }
  }

  /// - Parameter takesColumns: whether the columns of a select list are of any use.
  private mutating func visit(
    _ members: [(key: String, value: SyntaxNode)], of node: SyntaxNode, takesColumns: Bool = true
  ) {
    let depth = scopes.count
    let level = sources.count
    defer {
      scopes.removeLast(scopes.count - depth)
      sources.removeLast(sources.count - level)
    }
    // A WITH stands after what it serves in the tree, and is seen by all of it.
    if let with = node["withClause"] { enter(with) }
    if let from = node["fromClause"] { sources.append(from.elements.flatMap(starSources)) }
    for (key, value) in members {
      switch key {
      case "withClause": break
      case "RangeVar": read(value)
      case "targetList":
        if takesColumns { noteStars(in: value, hasFrom: node["fromClause"] != nil) }
        visit(value)
      case "SubLink": visit(subLink: value)
      case "intoClause": refuse("SELECT INTO creates a table", at: value["rel"]?.location ?? -1)
      case "lockingClause": refuse("FOR UPDATE or SHARE locks rows", at: lockLocation(value))
      default: visit(value)
      }
    }
  }

  /// Visits the queries of a WITH and opens the scope in which their names hide relations.
  ///
  /// Without RECURSIVE a query sees those before it; with it, all of them
  /// ([7.8](https://www.postgresql.org/docs/current/queries-with.html)).
  private mutating func enter(_ with: SyntaxNode) {
    let queries = (with["ctes"]?.elements ?? []).compactMap { $0["CommonTableExpr"] }
    let names = queries.map { $0["ctename"]?.string ?? "" }
    scopes.append(with["recursive"] == nil ? [] : Set(names))
    for (query, name) in zip(queries, names) {
      if let body = query["ctequery"] {
        if let kind = body.kind, kind != "SelectStmt" {
          let verb = kind.hasSuffix("Stmt") ? kind.dropLast(4).uppercased() : kind
          refuse("\(verb) inside WITH \(name)", at: query.location)
        }
        visit(body)
      }
      scopes[scopes.count - 1].insert(name)
    }
  }

  private mutating func read(_ relation: SyntaxNode) {
    guard let name = relation["relname"]?.string else { return }
    let schema = relation["schemaname"]?.string
    if schema == nil, scopes.contains(where: { $0.contains(name) }) { return }
    reads.append(
      AnalysedQuery.Read(
        schema: schema.map { Identifier($0) }, name: Identifier(name), offset: relation.location))
  }

  /// EXISTS asks for rows, whatever their columns are.
  private mutating func visit(subLink: SyntaxNode) {
    guard subLink["subLinkType"]?.string == "EXISTS_SUBLINK",
      let select = subLink["subselect"]?["SelectStmt"], case .object(let members) = select
    else { return visit(subLink) }
    visit(members, of: select, takesColumns: false)
  }

  private mutating func refuse(_ message: String, at offset: Int) {
    writes.append(SQLSyntaxError(message: message, offset: offset))
  }

  /// A locking clause has no location of its own; a relation that it names has.
  private func lockLocation(_ clauses: SyntaxNode) -> Int {
    clauses.elements.first?["LockingClause"]?["lockedRels"]?.elements.first?["RangeVar"]?.location
      ?? -1
  }
}
