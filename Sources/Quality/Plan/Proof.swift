import WarehouseModel

/// What in the catalog makes sure that a check holds, so that no row has to be looked at.
///
/// Only what PostgreSQL guarantees for rows that are committed: constraints that were validated and
/// cover the whole relation ([5.5](https://www.postgresql.org/docs/current/ddl-constraints.html)).
enum Proof {
  /// The name of what proves that no row offends; nil where rows have to be looked at.
  static func name(for check: Check, facts: [QualifiedName: RelationFacts]) -> String? {
    guard let own = facts[check.subject], check.holdsForNoOffenders else { return nil }
    switch check.quantity {
    case .rowsWhere(let predicate): return none(satisfy: predicate, own)
    case .duplicates(let columns):
      return own.keys.filter { $0.columns.isSubset(of: Set(columns)) }
        .map(\.name.text).min()
    case .orphans(let columns, let referenced, let referencedColumns):
      let wanted = Set(zip(columns, referencedColumns).map(Pair.init))
      return own.references.filter { reference in
        reference.referenced == referenced
          && Set(zip(reference.columns, reference.referencedColumns).map(Pair.init)) == wanted
      }.map(\.name.text).min()
    case .rows, .aggregate, .age, .rowsOf, .result, nil: return nil
    }
  }

  private struct Pair: Hashable {
    let column: Identifier
    let referenced: Identifier

    init(_ pair: (Identifier, Identifier)) { (column, referenced) = pair }
  }

  /// What proves that a condition is true of no row.
  private static func none(satisfy predicate: Predicate, _ facts: RelationFacts) -> String? {
    switch predicate {
    case .isNull(let column):
      return facts.columns[column]?.isNotNull == true ? "NOT NULL of \(column)" : nil
    case .not(.isIn(let column, let values)):
      return accepted(values, column, facts)
    case .any(let parts):
      let relevant = parts.filter { if case .isIn(_, []) = $0 { false } else { true } }
      let proofs = relevant.compactMap { none(satisfy: $0, facts) }
      return proofs.count == relevant.count && !proofs.isEmpty
        ? Set(proofs).sorted().joined(separator: ", ") : nil
    case .compare(let column, let comparison, let bound):
      return facts.conditions.first { known in
        guard known.column == column, case .limit(let limit) = known.condition else { return false }
        return limit.excludes(comparison, bound)
      }?.name.text
    case .length(let column, let comparison, let length):
      return limited(column, comparison, length, facts)
    case .not(.matches(let column, let pattern)):
      return facts.conditions.first {
        $0.column == column && $0.condition == .limit(.pattern(pattern))
      }?.name.text
    case .isIn, .matches, .compareColumns, .noMultiple, .isWithin, .not, .all, .sql: return nil
    }
  }

  /// An enum type, or a CHECK constraint, that lets no other values in.
  private static func accepted(
    _ values: [Literal], _ column: Identifier, _ facts: RelationFacts
  ) -> String? {
    // As literals, which are equal when their bytes are.
    let texts = Set(values.map { Literal.string($0.description) })
    if let fact = facts.columns[column], let labels = fact.labels,
      texts.isSuperset(of: labels.map { .string($0) })
    {
      return "type \(fact.type.base)"
    }
    return facts.conditions.first { known in
      guard known.column == column, case .oneOf(let allowed) = known.condition else { return false }
      return Set(values).isSuperset(of: allowed)
    }?.name.text
  }

  private static func limited(
    _ column: Identifier, _ comparison: Comparison, _ length: Int, _ facts: RelationFacts
  ) -> String? {
    if comparison == .greater, let type = facts.columns[column]?.type, !type.isArray,
      type.base == "character varying", let most = type.modifiers.first, most <= length
    {
      return "type \(type)"
    }
    return facts.conditions.first { known in
      guard known.column == column, case .limit(let limit) = known.condition else { return false }
      switch (limit, comparison) {
      case (.maxLength(let most), .greater): return most <= length
      case (.minLength(let fewest), .less): return fewest >= length
      default: return false
      }
    }?.name.text
  }
}

extension ValueLimit {
  /// Whether no value within the limit compares so with the bound.
  fileprivate func excludes(_ comparison: Comparison, _ bound: Literal) -> Bool {
    switch (self, comparison) {
    case (.minimum(let least), .less): least.isAtLeast(bound)
    case (.minimum(let least), .lessOrEqual): least.isAtLeast(bound) && least != bound
    case (.exclusiveMinimum(let least), .less), (.exclusiveMinimum(let least), .lessOrEqual):
      least.isAtLeast(bound)
    case (.maximum(let most), .greater): bound.isAtLeast(most)
    case (.maximum(let most), .greaterOrEqual): bound.isAtLeast(most) && most != bound
    case (.exclusiveMaximum(let most), .greater), (.exclusiveMaximum(let most), .greaterOrEqual):
      bound.isAtLeast(most)
    default: false
    }
  }
}

extension Literal {
  /// Whether this is the same or more; false where that cannot be told without the server.
  fileprivate func isAtLeast(_ other: Literal) -> Bool {
    if self == other { return true }
    guard case .number(let left) = self, case .number(let right) = other,
      let left = Double(left), let right = Double(right)
    else { return false }
    // Numbers that differ only beyond 15 digits are left to the server.
    return left > right
  }
}

extension Check {
  /// Whether the check passes when no row offends, however many rows there are.
  fileprivate var holdsForNoOffenders: Bool {
    switch rule {
    case .offendingRows, .unique, .reference: true
    case .number(let quantity, let bounds):
      quantity.countsOffenders && bounds.unit == .rows && bounds.change == nil
        && [bounds.fail, bounds.warn].compactMap(\.self).allSatisfy { $0.holds(for: 0) }
    case .query, .reconciliation, .notExecuted: false
    }
  }
}
