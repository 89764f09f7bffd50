internal import WarehouseModel

/// Goes through one query and follows its columns to where they come from.
struct LineageWalk {
  /// The columns of relations, as far as they are known.
  let known: [QualifiedName: [Identifier]]
  /// Deeper queries are read as a whole: each level costs many frames.
  static let depthLimit = 60

  /// The lineage of a SELECT, of VALUES or of several by UNION.
  func select(_ node: SyntaxNode, in outer: Scope) -> Lineage {
    guard outer.depth < Self.depthLimit else { return opaque(node, in: outer) }
    var scope = outer
    var result = Lineage()
    if let with = node["withClause"] { enter(with, &scope, &result) }
    if let operation = node["op"]?.string, operation != "SETOP_NONE" {
      combine(node, in: scope, &result)
    } else if let rows = node["valuesLists"]?.elements, !rows.isEmpty {
      values(rows, of: node, in: scope, &result)
    } else {
      single(node, in: scope, &result)
    }
    return result
  }

  /// A part that is not followed: all it reads counts for all that it gives.
  func opaque(_ node: SyntaxNode, in scope: Scope) -> Lineage {
    var walk = RelationWalk()
    walk.visit(node)
    var result = Lineage(areOutputsKnown: false)
    for read in walk.reads {
      let name = QualifiedName(read.schema ?? defaultSchema, read.name)
      result.note([.rows(name), .everyColumn(name)], .inside)
    }
    // It may look at what is around it, and at any WITH.
    for source in scope.levels.joined() { result.note(source.everything, .inside) }
    for query in scope.queries.values { result.note(query.everything, .inside) }
    return result
  }

  // MARK: - WITH

  private func enter(_ with: SyntaxNode, _ scope: inout Scope, _ result: inout Lineage) {
    let queries = (with["ctes"]?.elements ?? []).compactMap { $0["CommonTableExpr"] }
    let isRecursive = with["recursive"] != nil
    if isRecursive {
      // While one of them is walked, the others stand for columns that read nothing: whatever any
      // of them reads is noted for the whole.
      for query in queries {
        scope.queries[query["ctename"]?.string ?? ""] = Lineage(areOutputsKnown: false)
      }
    }
    for query in queries {
      guard let body = query["ctequery"]?["SelectStmt"] else { continue }
      var lineage = select(body, in: scope.inner())
      if isRecursive {
        result.note(lineage.everything, .recursion)
        lineage.outputs = lineage.outputs.map { QueryLineage.Output($0.name, uses: []) }
        lineage.whole = [:]
        lineage.reads = []
      }
      rename(&lineage, query["aliascolnames"]?.elements ?? [])
      // It is read even if nobody asks for it: the server wants its columns to exist.
      result.reads.formUnion(lineage.everything)
      scope.queries[query["ctename"]?.string ?? ""] = lineage
    }
  }

  private func rename(_ lineage: inout Lineage, _ names: [SyntaxNode]) {
    guard !names.isEmpty else { return }
    guard lineage.areOutputsKnown else {
      let everything = lineage.everything
      lineage.outputs = names.map {
        QueryLineage.Output(Identifier($0.nameText), uses: everything)
      }
      return
    }
    for (index, name) in names.enumerated() where index < lineage.outputs.count {
      lineage.outputs[index] = QueryLineage.Output(
        Identifier(name.nameText), uses: lineage.outputs[index].uses)
    }
  }

  // MARK: - UNION, INTERSECT, EXCEPT

  /// Walks a chain of UNIONs without a frame for each: it leans to the left.
  private func combine(_ node: SyntaxNode, in scope: Scope, _ result: inout Lineage) {
    var rights: [SyntaxNode] = []
    var isDistinct = false
    var left = node
    while let operation = left["op"]?.string, operation != "SETOP_NONE",
      left["withClause"] == nil || rights.isEmpty, let next = left["larg"]
    {
      // What is ordered or cut inside decides about rows as well.
      isDistinct =
        isDistinct || operation != "SETOP_UNION" || left["all"] == nil
        || !rights.isEmpty && isCut(left)
      if let right = left["rarg"] { rights.append(right) }
      left = next
    }
    let parts = ([left] + rights.reversed()).map { select($0, in: scope.inner()) }
    for part in parts { result.take(part) }
    let counts = Set(parts.map(\.outputs.count))
    if parts.allSatisfy(\.areOutputsKnown), counts.count == 1 {
      result.outputs = parts[0].outputs
      for part in parts.dropFirst() {
        for (index, output) in part.outputs.enumerated() {
          result.outputs[index].uses.formUnion(output.uses)
        }
      }
    } else {
      result.outputs = parts[0].outputs
      result.areOutputsKnown = false
      for part in parts { result.note(part.everything, .star) }
    }
    if isDistinct {
      result.note(result.outputs.uses, .setOperation)
    }
    order(node, by: scope, &result)
  }

  private func isCut(_ node: SyntaxNode) -> Bool {
    node["sortClause"] != nil || node["limitCount"] != nil || node["limitOffset"] != nil
  }

  // MARK: - VALUES

  private func values(
    _ rows: [SyntaxNode], of node: SyntaxNode, in scope: Scope, _ result: inout Lineage
  ) {
    for row in rows {
      for (index, value) in (row["List"]?["items"]?.elements ?? []).enumerated() {
        if index == result.outputs.count {
          result.outputs.append(
            QueryLineage.Output(Identifier("column\(index + 1)"), uses: []))
        }
        result.outputs[index].uses.formUnion(uses(of: value, in: scope.inner(), &result))
      }
    }
    order(node, by: scope.inner(), &result)
  }

  // MARK: - SELECT

  private func single(_ node: SyntaxNode, in outer: Scope, _ result: inout Lineage) {
    var sources: [Source] = []
    var star: [QueryLineage.Output]? = []
    for item in node["fromClause"]?.elements ?? [] {
      let found = from(item, after: sources, in: outer, &result)
      sources += found.sources
      star = star.flatMap { before in found.columns.map { before + $0 } }
    }
    let scope = outer.inner(sources)
    for target in node["targetList"]?.elements ?? [] {
      guard let target = target["ResTarget"], let value = target["val"] else { continue }
      if let reference = value["ColumnRef"], reference.columnPath == nil {
        expand(reference, sources, star, in: scope, &result)
      } else {
        result.outputs.append(
          QueryLineage.Output(
            target["name"]?.string.map { Identifier($0) } ?? outputName(of: value),
            uses: uses(of: value, in: scope, &result)))
      }
    }
    func note(_ node: SyntaxNode?, _ reason: WholeReason) {
      guard let node else { return }
      let found = uses(of: node, in: scope, &result)
      result.note(found, reason)
    }
    note(node["whereClause"], .filter)
    note(node["havingClause"], .filter)
    note(node["windowClause"], .window)
    for item in node["groupClause"]?.elements ?? [] { decide(item, .grouping, by: scope, &result) }
    if let distinct = node["distinctClause"] {
      let isOn = distinct.elements.contains { $0.kind != nil }
      if isOn {
        for item in distinct.elements { decide(item, .distinct, by: scope, &result) }
      } else {
        result.note(result.outputs.uses, .distinct)
      }
    }
    order(node, by: scope, &result)
  }

  private func expand(
    _ reference: SyntaxNode, _ sources: [Source], _ star: [QueryLineage.Output]?, in scope: Scope,
    _ result: inout Lineage
  ) {
    let path = reference.pathBeforeStar
    if path.isEmpty, let star {
      result.outputs += star
      return
    }
    let named = path.isEmpty ? sources : scope.source(of: path).map { [$0] } ?? sources
    for source in named { result.outputs += source.columns }
    guard path.isEmpty || named.contains(where: { $0.unknown != nil }) else { return }
    result.areOutputsKnown = false
    result.note(named.everything, .star)
  }

  /// What PostgreSQL calls a column without AS; other names than these are nobody's to rely on.
  private func outputName(of value: SyntaxNode) -> Identifier {
    switch value.kind {
    case "ColumnRef": value["ColumnRef"]?.columnPath?.last ?? "?column?"
    case "FuncCall":
      (value["FuncCall"]?["funcname"]?.elements.last?.nameText).map { Identifier($0) } ?? "?column?"
    case "TypeCast": castName(of: value["TypeCast"])
    case "CoalesceExpr": "coalesce"
    case "CaseExpr":
      value["CaseExpr"]?["defresult"].map(outputName).flatMap { $0 == "?column?" ? nil : $0 }
        ?? "case"
    case "A_Indirection":
      value["A_Indirection"]?["indirection"]?.elements.last
        .flatMap { $0["String"] == nil ? nil : Identifier($0.nameText) }
        ?? value["A_Indirection"]?["arg"].map(outputName) ?? "?column?"
    default: "?column?"
    }
  }

  private func castName(of cast: SyntaxNode?) -> Identifier {
    let name = cast?["arg"].map(outputName) ?? "?column?"
    guard name == "?column?" else { return name }
    return (cast?["typeName"]?["names"]?.elements.last?.nameText).map { Identifier($0) } ?? name
  }
}
