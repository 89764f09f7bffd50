import WarehouseModel

/// What a quality rule of a contract comes to: the name of its kind, and what is asked of the data.
struct RuleReading {
  let rule: QualityRule
  /// The column of the property at which the rule stands.
  let column: Identifier?
  /// Where the data of the object lies.
  let subject: QualifiedName

  var check: (name: String, rule: Check.Rule) {
    switch rule.metric {
    case .rowCount: ("row_count", .number(.rows, rule.bounds))
    case .duplicateValues(let columns): duplicates(of: columns)
    case .comparison(let left, let comparison, let right):
      (
        "\(left)_and_\(right)",
        counted(.compareColumns(left, comparison.negated, right))
      )
    case .sql(let query):
      ("sql", .number(.result(of: query.filled(for: subject, column: column)), rule.bounds))
    case .reconciliation: ("reconciliation", .reconciliation)
    case .notExecuted(let reason): ("quality", .notExecuted(reason))
    case .nullValues, .missingValues, .invalidValues, .aggregate, .freshness:
      column.map(ofColumn) ?? ("quality", .notExecuted("the metric needs a property"))
    }
  }

  private func duplicates(of columns: [Identifier]) -> (name: String, rule: Check.Rule) {
    let all = columns.isEmpty ? column.map { [$0] } ?? [] : columns
    guard !all.isEmpty else { return ("duplicates", .notExecuted("no columns are named")) }
    return ("duplicates", .number(.duplicates(all), rule.bounds))
  }

  private func ofColumn(_ column: Identifier) -> (name: String, rule: Check.Rule) {
    switch rule.metric {
    case .nullValues: return ("not_null", counted(.isNull(column)))
    case .missingValues(let values):
      return ("not_missing", counted(.any([.isNull(column), .isIn(column, values)])))
    case .invalidValues(let validity):
      return ("valid", counted(.any(validity.offences(of: column))))
    case .aggregate(let aggregate):
      return (aggregate.name, .number(.aggregate(aggregate, column), rule.bounds))
    case .freshness: return ("freshness", .number(.age(column), rule.bounds))
    case .rowCount, .duplicateValues, .comparison, .sql, .reconciliation, .notExecuted:
      return ("quality", .notExecuted("the metric is not one of a property"))
    }
  }

  /// Rows of which there must be none are shown as offenders; else their number is compared.
  private func counted(_ predicate: Predicate) -> Check.Rule {
    let isNone = rule.bounds == Bounds(fail: .equal(0))
    return isNone ? .offendingRows(predicate) : .number(.rowsWhere(predicate), rule.bounds)
  }
}

extension Validity {
  /// What a value does that is not valid; NULL does nothing.
  func offences(of column: Identifier) -> [Predicate] {
    var offences: [Predicate] = []
    if !values.isEmpty { offences.append(.not(.isIn(column, values))) }
    if let pattern { offences.append(.not(.matches(column, pattern))) }
    offences += limits.map { $0.offence(of: column).predicate }
    if let format { offences.append(.not(.matches(column, format.pattern))) }
    return offences
  }
}

extension ValueLimit {
  /// The clause's name, and what a row does that breaks it.
  func offence(of column: Identifier) -> (name: String, predicate: Predicate) {
    switch self {
    case .minimum(let bound): ("minimum", .compare(column, .less, bound))
    case .exclusiveMinimum(let bound): ("exclusive_minimum", .compare(column, .lessOrEqual, bound))
    case .maximum(let bound): ("maximum", .compare(column, .greater, bound))
    case .exclusiveMaximum(let bound):
      ("exclusive_maximum", .compare(column, .greaterOrEqual, bound))
    case .minLength(let bound): ("min_length", .length(column, .less, bound))
    case .maxLength(let bound): ("max_length", .length(column, .greater, bound))
    case .pattern(let pattern): ("pattern", .not(.matches(column, pattern)))
    case .multipleOf(let divisor): ("multiple_of", .noMultiple(column, of: divisor))
    case .format(let format): ("format", .not(.matches(column, format.pattern)))
    }
  }
}

extension Check.Rule {
  /// The columns worth showing beside the key.
  func columns(besides property: Identifier?) -> [Identifier] {
    switch self {
    case .offendingRows(let predicate), .number(.rowsWhere(let predicate), _): predicate.columns
    case .reference(let columns, _, _), .unique(let columns), .number(.duplicates(let columns), _):
      columns
    case .number, .query, .reconciliation, .notExecuted: property.map { [$0] } ?? []
    }
  }
}
