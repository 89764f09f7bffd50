package import WarehouseModel

/// What a CHECK demands of the values of one column; NULL is never against it.
package struct ColumnDemand: Hashable, Sendable {
  /// In the check of a domain it is `value`.
  package let column: Identifier
  /// The type that the check casts the column to, as PostgreSQL's catalogs name it: `float8`.
  package let cast: String?
  package let condition: Condition

  package enum Condition: Hashable, Sendable {
    case isIn([Literal])
    case compare(Comparison, Literal)
    /// Compares the number of characters.
    case length(Comparison, Int)
    /// The regular expression is found in the value.
    case matches(String)
  }
}

/// What a check's expression, as PostgreSQL prints it, demands of single columns.
///
/// A row that passes the check meets each of them. What is not understood for certain demands
/// nothing here, so the list may say less than the check, and never more.
package func demands(ofCheck expression: String) -> [ColumnDemand] {
  guard let bytes = try? Grammar.tree(of: "SELECT WHERE \(expression)"),
    let statements = SyntaxTreeReader.tree(from: bytes)?["stmts"]?.elements,
    statements.count == 1,
    let condition = statements.first?["stmt"]?["SelectStmt"]?["whereClause"]
  else { return [] }
  return demands(of: condition)
}

private func demands(of node: SyntaxNode) -> [ColumnDemand] {
  if let expression = node["A_Expr"] { return demand(ofOperator: expression) }
  guard let combination = node["BoolExpr"] else { return [] }
  let arguments = combination["args"]?.elements ?? []
  switch combination["boolop"]?.string {
  // A conjunction is not false only if none of its parts is.
  case "AND_EXPR": return arguments.flatMap { demands(of: $0) }
  case "OR_EXPR": return demands(ofAlternatives: arguments)
  default: return []
  }
}

/// `a IS NULL OR a > 0` demands what its other part does; `a = 1 OR a IN (2, 3)` is a list of values.
private func demands(ofAlternatives nodes: [SyntaxNode]) -> [ColumnDemand] {
  var nulls: Set<Identifier> = []
  var others: [[ColumnDemand]] = []
  for node in nodes {
    if let test = node["NullTest"], test["nulltesttype"]?.string == "IS_NULL",
      let column = test["arg"].flatMap(CheckedColumn.init), column.cast == nil
    {
      nulls.insert(column.name)
    } else {
      others.append(demands(of: node))
    }
  }
  guard nulls.count < 2, let first = others.first else { return [] }
  let isOfOne = { (demand: ColumnDemand) in nulls.isEmpty || nulls.contains(demand.column) }
  if others.count == 1 { return first.filter(isOfOne) }
  var values: [Literal] = []
  for demands in others {
    guard demands.count == 1, let demand = demands.first, case .isIn(let list) = demand.condition,
      demand.column == first.first?.column, demand.cast == first.first?.cast, isOfOne(demand)
    else { return [] }
    values += list.filter { !values.contains($0) }
  }
  return first.first.map {
    [ColumnDemand(column: $0.column, cast: $0.cast, condition: .isIn(values))]
  } ?? []
}

private func demand(ofOperator node: SyntaxNode) -> [ColumnDemand] {
  // An operator that is not PostgreSQL's own is printed with its schema.
  guard let names = node["name"]?.elements, names.count == 1, let name = names.first?.nameText,
    let left = node["lexpr"], let right = node["rexpr"]
  else { return [] }
  switch node["kind"]?.string {
  case "AEXPR_OP": return demand(of: left, name, right)
  case "AEXPR_OP_ANY" where name == "=": return membership(of: left, in: right.arrayElements)
  case "AEXPR_IN" where name == "=":
    return membership(of: left, in: right["List"]?["items"]?.elements)
  case "AEXPR_BETWEEN":
    let bounds = right["List"]?["items"]?.elements ?? []
    guard bounds.count == 2 else { return [] }
    return demand(of: left, ">=", bounds[0]) + demand(of: left, "<=", bounds[1])
  default: return []
  }
}

private func demand(of left: SyntaxNode, _ name: String, _ right: SyntaxNode) -> [ColumnDemand] {
  if name == "~" {
    guard let column = CheckedColumn(left), case .string(let pattern)? = right.literal else {
      return []
    }
    return [ColumnDemand(column: column.name, cast: column.cast, condition: .matches(pattern))]
  }
  guard let comparison = Comparison(rawValue: name), comparison != .notEqual else { return [] }
  if let value = right.literal { return demand(of: left, comparison, value) }
  if let value = left.literal { return demand(of: right, comparison.mirrored, value) }
  return []
}

private func demand(
  of node: SyntaxNode, _ comparison: Comparison, _ value: Literal
) -> [ColumnDemand] {
  if let column = CheckedColumn(node) {
    let condition: ColumnDemand.Condition =
      comparison == .equal ? .isIn([value]) : .compare(comparison, value)
    return [ColumnDemand(column: column.name, cast: column.cast, condition: condition)]
  }
  guard let argument = node.argumentOfLength, let column = CheckedColumn(argument),
    case .number(let text) = value, let length = Int(text)
  else { return [] }
  return [
    ColumnDemand(column: column.name, cast: column.cast, condition: .length(comparison, length))
  ]
}

private func membership(of node: SyntaxNode, in elements: [SyntaxNode]?) -> [ColumnDemand] {
  guard let column = CheckedColumn(node), let elements else { return [] }
  let values = elements.compactMap(\.literal)
  guard values.count == elements.count, !values.isEmpty else { return [] }
  return [ColumnDemand(column: column.name, cast: column.cast, condition: .isIn(values))]
}

extension Comparison {
  /// The comparison with its sides swapped.
  fileprivate var mirrored: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .equal: .equal
    case .greaterOrEqual: .lessOrEqual
    case .greater: .less
    case .notEqual: .notEqual
    }
  }
}
