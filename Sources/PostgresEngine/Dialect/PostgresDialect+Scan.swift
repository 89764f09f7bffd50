package import WarehouseModel

/// One pass over a relation for many numbers.
///
/// References ride along: the referenced rows are hashed once and each row of the subject looks itself
/// up, by a LEFT JOIN that finds one row at most.
extension PostgresDialect {
  package func scan(_ scan: RelationScan) -> String {
    let joins = Joins(of: scan)
    let columns = scan.numbers.map { number -> String in
      let filter = number.filter.map(condition)
      switch number.quantity {
      case .aggregate(let aggregate, let column):
        return expression(aggregate, column, filter: filter)
      case .age(let column): return age(column, filter: filter)
      case .rows, .rowsWhere, .orphans, .duplicates, .rowsOf, .result:
        let offence = offence(number, joins)
        return offence.map { "count(*) FILTER (WHERE \($0))" } ?? "count(*)"
      }
    }
    return "SELECT \(columns.joined(separator: ",\n       "))\n" + from(scan, joins)
  }

  package func offenders(
    _ scan: RelationScan, show: [Identifier], orderedBy key: [Identifier]
  ) -> String {
    let joins = Joins(of: scan)
    let offences = scan.numbers.map { offence($0, joins) ?? "TRUE" }
    let subject = scan.relation.name.quoted
    let shown = show.map { "\(subject).\($0.quoted)" }
    let flags = offences.enumerated().map {
      "(\($1)) IS TRUE AS \(Identifier("rule \($0)").quoted)"
    }
    let order =
      key.isEmpty
      ? "" : "\nORDER BY " + key.map { "\(subject).\($0.quoted)" }.joined(separator: ", ")
    return "SELECT \((shown + flags).joined(separator: ",\n       "))\n" + from(scan, joins)
      + "\nWHERE " + offences.map { "(\($0))" }.joined(separator: "\n   OR ") + order
  }

  private func from(_ scan: RelationScan, _ joins: Joins) -> String {
    let sample =
      scan.samplePercent.map { " TABLESAMPLE SYSTEM (\(plain($0))) REPEATABLE (0)" } ?? ""
    return "FROM \(scan.relation.quoted)\(sample)" + joins.clauses.map { "\n\($0)" }.joined()
  }

  /// What a row does that is counted; nil where each row is.
  private func offence(_ number: RelationScan.Number, _ joins: Joins) -> String? {
    let filter = number.filter.map { "(\(condition($0)))" }
    let offence: String? =
      switch number.quantity {
      case .rowsWhere(let predicate): condition(predicate)
      case .orphans: joins.offences[number.quantity]
      case .rows, .duplicates, .aggregate, .age, .rowsOf, .result: nil
      }
    guard let filter else { return offence }
    return offence.map { "\(filter) AND (\($0))" } ?? filter
  }

  /// The joins that look references up, and what a row looks like that finds nothing.
  private struct Joins {
    private(set) var clauses: [String] = []
    private(set) var offences: [Quantity: String] = [:]

    init(of scan: RelationScan) {
      for number in scan.numbers {
        guard case .orphans(let columns, let referenced, let targets) = number.quantity,
          offences[number.quantity] == nil
        else { continue }
        add(number.quantity, columns, referenced, targets, scan)
      }
    }

    private mutating func add(
      _ quantity: Quantity, _ columns: [Identifier], _ referenced: QualifiedName,
      _ targets: [Identifier], _ scan: RelationScan
    ) {
      let name = "whtest referenced \(clauses.count + 1)"
      let alias = Identifier(name).quoted
      // Names that no column has, so that a person's condition stays unambiguous.
      let keys = targets.indices.map { Identifier("\(name) \($0 + 1)").quoted }
      let selected = zip(targets, keys).map { "\($0.quoted) AS \($1)" }.joined(separator: ", ")
      let isUnique = scan.uniqueTargets.contains(RelationScan.Target(referenced, targets))
      let known =
        isUnique
        ? "" : " WHERE " + targets.map { "\($0.quoted) IS NOT NULL" }.joined(separator: " AND ")
      let subject = scan.relation.name.quoted
      let match = zip(columns, keys)
        .map { "\(alias).\($1) = \(subject).\($0.quoted)" }.joined(separator: " AND ")
      clauses.append(
        "LEFT JOIN (SELECT \(isUnique ? "" : "DISTINCT ")\(selected)"
          + " FROM \(referenced.quoted)\(known)) AS \(alias)\n  ON \(match)")
      let present = columns.map { "\(subject).\($0.quoted) IS NOT NULL" }
      offences[quantity] =
        (["\(alias).\(keys[0]) IS NULL"] + present).joined(separator: " AND ")
    }
  }
}
