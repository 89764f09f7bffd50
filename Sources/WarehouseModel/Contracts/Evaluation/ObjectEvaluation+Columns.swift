extension ObjectEvaluation {
  func missing(_ property: ContractProperty) -> Finding {
    let unknown = unknownColumns.map(\.name)
    var hint =
      suggestion(for: property.column.text, among: unknown.map(\.text))
      .map { "; was it renamed to \($0)?" } ?? ""
    if hint.isEmpty, !unknown.isEmpty {
      hint = "; the contract does not know \(unknown.list): was it renamed?"
    }
    return Finding(
      broken("ColumnMissing", "\(object.relation).\(property.column) does not exist\(hint)"),
      expected: "a column \(property.column)",
      actual: "columns \(relation.columns.map(\.name).list)")
  }

  func required(_ column: Column) -> Outcome {
    guard relation.kind.knowsNotNull else { return noConstraints }
    switch column.isNotNull {
    case true?: return .passed
    case nil: return .notExecuted("nullability of \(column.name) is not visible to this reader")
    case false? where column.domain?.isNotNull == true:
      // A domain lets NULL pass that comes from an outer join or an empty subquery.
      return risky(
        "Nullable",
        "only the domain \(column.type) keeps \(subject(column)) from being NULL, contract says"
          + " required; SET NOT NULL on the column")
    case false?:
      return broken("Nullable", "\(subject(column)) may be NULL, contract says required")
    }
  }

  /// Whether a column that is not required may be NULL, or at least be left out.
  func optional(_ column: Column) -> Outcome {
    switch column.refusesNull {
    case false?: return .passed
    case nil: return .notExecuted("nullability of \(column.name) is not visible to this reader")
    case true?: break
    }
    let message = "\(subject(column)) must not be NULL, contract does not say required"
    if mode != .exact, column.isFilled {
      return .warned("risky: \(message); left out, it is filled by the database")
    }
    return broken("NowRequired", message)
  }

  /// Whether an INSERT may give the column a value.
  func writable(_ column: Column) -> Outcome {
    switch column.generation {
    case .identityAlways:
      broken(
        "NotWritable",
        "\(subject(column)) is GENERATED ALWAYS AS IDENTITY and takes no value;"
          + " if nobody writes it, say so by whtest.generated: true")
    case .computed:
      broken(
        "NotWritable",
        "\(subject(column)) is computed from other columns and takes no value;"
          + " if nobody writes it, say so by whtest.generated: true")
    case .identityByDefault, nil: .passed
    }
  }

  /// Whether the database fills a column that nobody writes.
  func generated(_ column: Column) -> Outcome {
    guard !column.isFilled else { return .passed }
    let message = "nothing fills \(subject(column)), contract says it is generated"
    return mode.holdsForWriters && column.refusesNull != false
      ? broken("NotGenerated", message) : risky("NotGenerated", message)
  }

  func position(of column: Column, _ promised: Int) -> Finding {
    let actual = relation.columns.firstIndex { $0.name == column.name }.map { $0 + 1 }
    guard let actual, actual != promised else { return Finding(.passed) }
    return Finding(
      broken(
        "PositionChanged",
        "\(subject(column)) is column \(actual) of \(relation.columns.count),"
          + " contract says \(promised)"),
      expected: "\(promised)", actual: "\(actual)")
  }

  /// A default matters to one who leaves the column out; a reader sees it in new rows only.
  func `default`(of column: Column, _ promised: String) -> Finding {
    let actual = column.defaultExpression ?? ""
    guard actual.comparableDefault != promised.comparableDefault else { return Finding(.passed) }
    let message =
      actual.isEmpty
      ? "\(subject(column)) has no default, contract says \(promised)"
      : "the default of \(subject(column)) is \(actual), contract says \(promised)"
    return Finding(
      mode.holdsForWriters
        ? broken("DefaultChanged", message) : risky("DefaultChanged", message),
      expected: promised, actual: column.defaultExpression)
  }
}

extension String {
  /// A default without the cast that PostgreSQL prints behind a constant: `'open'::text`.
  fileprivate var comparableDefault: String {
    let text = String(Aspect.default.normalised(self).trimmingSpaces())
    guard let colons = text.lastIndex(ofText: "::"), !text[colons...].contains("'") else {
      return text
    }
    return String(text[..<colons])
  }

  /// Where a text stands last in this one.
  private func lastIndex(ofText part: String) -> String.Index? {
    indices.last { self[$0...].hasPrefix(part) }
  }
}

extension Column {
  /// Whether NULL is refused, by the column or by its domain; nil where it could not be seen.
  var refusesNull: Bool? {
    if isNotNull == true || domain?.isNotNull == true { return true }
    if isNotNull == nil { return nil }
    return false
  }

  /// Whether the database gives a value to a column that an INSERT leaves out.
  var isFilled: Bool {
    defaultExpression != nil || generation != nil || domain?.hasDefault == true
  }

  /// Whether an INSERT that leaves the column out fails.
  var demandsValue: Bool? { isFilled ? false : refusesNull }
}
