package import WarehouseModel

/// One pass over a relation for many numbers.
///
/// References ride along: the referenced rows are hashed once and each row of the subject looks itself
/// up, by a LEFT JOIN that finds one row at most. Integers that lie close together are looked up in a string
/// with one byte for each, which fits into a processor's cache: a join of three took five times as long
/// (docs/performance.md).
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
        let target = RelationScan.Target(referenced, targets)
        if let range = scan.ranges[target] {
          let column = "\(scan.relation.name.quoted).\(columns[0].quoted)"
          offences[number.quantity] = missing(column, target, range)
        } else {
          add(number.quantity, columns, referenced, targets, scan)
        }
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

    /// Sub-selects that depend on no row are computed once and leave the scan to parallel workers.
    ///
    /// The range only says where to begin and to end: the answer is right even where it is too short.
    private func missing(
      _ column: String, _ target: RelationScan.Target, _ range: ClosedRange<Int64>
    ) -> String {
      let (low, high) = (range.lowerBound, range.upperBound)
      let (key, referenced) = (target.columns[0].quoted, target.relation.quoted)
      return """
        CASE WHEN \(column) BETWEEN \(low) AND \(high) THEN get_byte((
               SELECT string_agg(CASE WHEN "whtest key" IS NULL THEN '\\x00'::bytea ELSE '\\x01'::bytea END,
                                 ''::bytea ORDER BY "whtest place")
               FROM generate_series(\(low)::bigint, \(high)::bigint) AS "whtest place"
               LEFT JOIN (SELECT \(key) AS "whtest key" FROM \(referenced)) AS "whtest keys"
                 ON "whtest key" = "whtest place"
             ), (\(column) - (\(low)))::integer) = 0
             ELSE \(column) IS NOT NULL AND \(column) NOT IN (
               SELECT \(key) FROM \(referenced) WHERE \(key) NOT BETWEEN \(low) AND \(high)) END
        """
    }
  }
}
