package import WarehouseModel

/// Which values never reach a report: those of columns that a contract classifies.
package struct Masking: Sendable {
  /// Names of classified columns.
  package let classified: Set<String>
  /// Names of columns that contracts know and do not classify.
  private let open: Set<String>

  package init(of contracts: [Contract]) {
    let properties = contracts.flatMap(\.objects).flatMap(\.properties)
    classified = Set(properties.filter(\.isClassified).map(\.column.text))
    open = Set(properties.map(\.column.text)).subtracting(classified)
  }

  /// The columns of a result to hide.
  ///
  /// A person's SQL can show a classified column under any name. Where it speaks of one, only
  /// columns are shown that contracts know to be harmless.
  package func hidden(among columns: [String], of check: Check) -> Set<String> {
    guard case .query(let sql) = check.rule, mentionsClassified(sql) else { return classified }
    return Set(columns).subtracting(open)
  }

  private func mentionsClassified(_ sql: String) -> Bool {
    let words = sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.lowercased() }
    let folded = Set(classified.map { $0.lowercased() })
    return !folded.isDisjoint(with: words) || classified.contains { sql.contains($0) }
  }
}
