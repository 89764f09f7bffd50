package import WarehouseModel

/// Which values never reach a report: those of columns that a contract classifies.
package struct Masking: Sendable {
  /// Names of classified columns.
  private let classified: Set<String>
  /// Names of columns that contracts know and do not classify.
  private let open: Set<String>

  package init(of contracts: [Contract]) {
    let properties = contracts.flatMap(\.objects).flatMap(\.properties)
    classified = Set(properties.filter(\.isClassified).map(\.column.text))
    open = Set(properties.map(\.column.text)).subtracting(classified)
  }

  /// The columns of a relation's or a person's SQL to hide.
  ///
  /// SQL can show a classified column under any name, or a whole row. So where anything is
  /// classified, only columns are shown that contracts know to be harmless.
  package func hidden(among columns: [String]) -> Set<String> {
    classified.isEmpty ? [] : Set(columns).subtracting(open)
  }

  /// Whether what was measured could be, or could tell, a classified value.
  ///
  /// A count tells none. A query can give any value: a text is hidden as soon as anything is classified, a
  /// number where the query names a classified column.
  func hides(_ value: String?, of check: Check) -> Bool {
    switch check.quantity {
    case .aggregate(let aggregate, let column):
      aggregate != .distinctCount && classified.contains(column.text)
    case .result(let query):
      !classified.isEmpty
        && (value.flatMap { Double($0) } == nil || classified.contains { query.contains($0) })
    case .rows, .rowsWhere, .duplicates, .orphans, .age, .rowsOf, nil: false
    }
  }

  /// The columns to hide among those that a check has selected.
  func hidden(among columns: [String], of check: Check) -> Set<String> {
    // What follows from a contract's clauses selects columns by their own names.
    if case .query = check.rule { return hidden(among: columns) }
    return classified
  }
}
