internal import WarehouseModel

extension LineageWalk {
  /// Everything that an expression reads; what it decides about all rows is noted in the result.
  func uses(
    of node: SyntaxNode, in scope: Scope, _ result: inout Lineage
  ) -> Set<ColumnUse> {
    var uses: Set<ColumnUse> = []
    collect(node, in: scope, &uses, &result)
    result.reads.formUnion(uses)
    return uses
  }

  private func collect(
    _ node: SyntaxNode, in scope: Scope, _ uses: inout Set<ColumnUse>, _ result: inout Lineage
  ) {
    switch node {
    case .list(let elements):
      for element in elements { collect(element, in: scope, &uses, &result) }
    case .object(let members):
      for (key, value) in members {
        switch key {
        case "ColumnRef": uses.formUnion(reference(value, in: scope))
        case "SelectStmt": uses.formUnion(select(value, in: scope).everything)
        case "FuncCall": collect(call: value, in: scope, &uses, &result)
        default: collect(value, in: scope, &uses, &result)
        }
      }
    case .text, .number, .other: break
    }
  }

  private func reference(_ node: SyntaxNode, in scope: Scope) -> Set<ColumnUse> {
    if let path = node.columnPath { return scope.uses(of: path) }
    let path = node.pathBeforeStar
    if let source = scope.source(of: path) { return source.everything }
    return (scope.levels.first ?? []).everything
  }

  private func collect(
    call: SyntaxNode, in scope: Scope, _ uses: inout Set<ColumnUse>, _ result: inout Lineage
  ) {
    guard case .object(let members) = call else { return }
    var found: Set<ColumnUse> = []
    for (key, value) in members where key != "over" {
      collect(value, in: scope, &found, &result)
    }
    if let window = call["over"] {
      var decisive: Set<ColumnUse> = []
      collect(window, in: scope, &decisive, &result)
      result.note(decisive, .window)
      found.formUnion(decisive)
    }
    if !isRowWise(call["funcname"]?.elements.map(\.nameText) ?? []) {
      result.note(found, .expression)
    }
    uses.formUnion(found)
  }

  // MARK: - What decides about all rows

  /// Notes a member of GROUP BY, ORDER BY or DISTINCT ON: an expression, a place, or a name of a result.
  func decide(
    _ node: SyntaxNode, _ reason: WholeReason, by scope: Scope, _ result: inout Lineage
  ) {
    if let set = node["GroupingSet"]?["content"] ?? node["RowExpr"]?["args"] {
      for item in set.elements { decide(item, reason, by: scope, &result) }
      return
    }
    if let constant = node["A_Const"] {
      guard case .number(let place)? = constant["ival"]?["ival"] else { return }
      // Beside an unknown star, places are not what they seem.
      let isPlaced = result.areOutputsKnown && result.outputs.indices.contains(place - 1)
      let outputs = isPlaced ? [result.outputs[place - 1]] : result.outputs
      result.note(outputs.uses, reason)
      return
    }
    // A name may be a result's or an input's: GROUP BY and ORDER BY prefer different ones.
    if let path = node["ColumnRef"]?.columnPath, path.count == 1 {
      let outputs = result.outputs.filter { $0.name == path[0] }
      let own = outputs.uses
      result.note(own, reason)
      if !outputs.isEmpty, !scope.knows(path[0]) { return }
    }
    let found = uses(of: node, in: scope, &result)
    result.note(found, reason)
  }

  /// Notes ORDER BY and LIMIT.
  func order(_ node: SyntaxNode, by scope: Scope, _ result: inout Lineage) {
    for item in node["sortClause"]?.elements ?? [] {
      guard let key = item["SortBy"]?["node"] else { continue }
      decide(key, .ordering, by: scope, &result)
    }
    for key in ["limitCount", "limitOffset"] {
      guard let limit = node[key] else { continue }
      let found = uses(of: limit, in: scope, &result)
      result.note(found, .ordering)
    }
  }
}

extension Scope {
  /// Whether FROM of this query may have a column of that name.
  fileprivate func knows(_ column: Identifier) -> Bool {
    (levels.first ?? []).contains { source in
      let found = source.uses(of: column)
      return found.isCertain || !found.uses.isEmpty
    }
  }
}
