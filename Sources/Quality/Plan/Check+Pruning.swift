import WarehouseModel

extension Check {
  /// The check without values that the type of a column does not have: nothing equals them, and a server
  /// refuses to compare an enum with what is none of its labels.
  func pruned(by facts: RelationFacts?) -> Check {
    guard let facts, facts.columns.values.contains(where: { $0.labels != nil }) else { return self }
    let rule: Rule =
      switch rule {
      case .offendingRows(let predicate): .offendingRows(predicate.pruned(by: facts))
      case .number(.rowsWhere(let predicate), let bounds):
        .number(.rowsWhere(predicate.pruned(by: facts)), bounds)
      case .number, .unique, .reference, .query, .reconciliation, .notExecuted: self.rule
      }
    return Check(
      subject: subject, name: name, title: title, rule: rule, filter: filter, severity: severity,
      warn: warn, fail: fail, location: location, evidenceColumns: evidenceColumns)
  }
}

extension Predicate {
  fileprivate func pruned(by facts: RelationFacts) -> Predicate {
    switch self {
    case .isIn(let column, let values):
      guard let labels = facts.columns[column]?.labels else { return self }
      let known = Set(labels.map { Literal.string($0) })
      return .isIn(column, values.filter { known.contains(.string($0.description)) })
    case .not(let inner): return .not(inner.pruned(by: facts))
    case .any(let parts): return .any(parts.map { $0.pruned(by: facts) })
    case .all(let parts): return .all(parts.map { $0.pruned(by: facts) })
    case .isNull, .compare, .length, .matches, .compareColumns, .noMultiple, .isWithin, .sql:
      return self
    }
  }
}
