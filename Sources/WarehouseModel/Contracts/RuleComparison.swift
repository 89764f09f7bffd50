/// Judges what became of quality rules.
struct RuleComparison {
  let object: String
  /// Nil for rules of the object itself.
  let property: String?
  /// The severity of rules that name none.
  let `default`: (before: CheckSeverity, after: CheckSeverity)

  /// Rules are the same by their names, or by their metrics where they have none.
  func changes(from before: [QualityRule], to after: [QualityRule]) -> [ContractChange] {
    let pairs = Pairs(Self.placed(before), Self.placed(after), by: [{ .place($0.name, $0.number) }])
    return pairs.pairs.flatMap { changes(from: $0.before.rule, to: $0.after.rule) }
      + pairs.removed.map { removed in
        change(
          .qualityRemoved, removed.rule.text, nil, .risky,
          "nobody answers for it any more", at: removed.rule.location)
      }
      + pairs.added.map { added in
        change(
          .qualityAdded, nil, added.rule.text, .compatible, "it can be relied on from now on",
          at: added.rule.location)
      }
  }

  private typealias Placed = (name: String, number: Int, rule: QualityRule)

  /// Rules of one name are told apart by their order.
  private static func placed(_ rules: [QualityRule]) -> [Placed] {
    var seen: [String: Int] = [:]
    return rules.map { rule in
      let name = rule.name ?? caseName(of: rule.metric)
      seen[name, default: 0] += 1
      return (name, seen[name] ?? 0, rule)
    }
  }

  private func change(
    _ kind: ContractChangeKind, _ old: String?, _ new: String?, _ verdict: Verdict,
    _ reason: String, at location: SourceLocation
  ) -> ContractChange {
    ContractChange(
      kind, of: object, property, before: old, after: new, verdict, reason, at: location)
  }

  private func changes(from old: QualityRule, to new: QualityRule) -> [ContractChange] {
    var changes = metricChanges(from: old, to: new)
    if old.bounds != new.bounds || old.filter != new.filter {
      let isTighter = old.filter == new.filter && new.bounds.imply(old.bounds)
      changes.append(
        change(
          .qualityChanged, old.expectationText, new.expectationText,
          isTighter ? .compatible : .risky,
          isTighter ? "more is promised" : "what was promised may no longer hold",
          at: new.location))
    }
    let isInherited =
      old.severity == `default`.before && new.severity == `default`.after
      && `default`.before != `default`.after
    if old.severity != new.severity, !isInherited {
      changes.append(
        .severity(
          from: old.severity, to: new.severity, of: "a breach of it", object, property,
          new.location))
    }
    return changes
  }

  private func metricChanges(from old: QualityRule, to new: QualityRule) -> [ContractChange] {
    guard old.metric != new.metric else { return [] }
    guard case .invalidValues(let before) = old.metric,
      case .invalidValues(let after) = new.metric, before.pattern == after.pattern,
      before.limits == after.limits, before.format == after.format,
      !before.values.isEmpty, !after.values.isEmpty
    else {
      return [
        change(
          .qualityChanged, old.text, new.text, .risky, "something else is promised",
          at: new.location)
      ]
    }
    let added = after.values.filter { !before.values.contains($0) }
    let removed = before.values.filter { !after.values.contains($0) }
    return added.map { value in
      change(
        .validValueAdded, nil, value.description, .risky, "it arrives where nothing maps it yet",
        at: new.location)
    }
      + removed.map { value in
        change(
          .validValueRemoved, value.description, nil, .compatible, "it arrives no more",
          at: new.location)
      }
  }
}

extension QualityRule {
  /// The rule for people.
  fileprivate var text: String {
    let metric = caseName(of: metric)
    return "\(name.map { "\($0): " } ?? "")\(metric) \(expectationText)"
  }

  fileprivate var expectationText: String {
    bounds.description + (filter == nil ? "" : ", of some rows")
  }
}

extension Bounds {
  /// Whether every number that passes here passes there too; false where that cannot be told.
  fileprivate func imply(_ other: Bounds) -> Bool {
    guard unit == other.unit, change == other.change, warn == other.warn else { return false }
    guard let others = other.fail else { return true }
    return fail?.implies(others) ?? false
  }
}

extension Expectation {
  /// Whether every number that passes here passes there too; false where that cannot be told.
  package func implies(_ other: Expectation) -> Bool {
    if self == other { return true }
    guard let mine = range, let others = other.range else { return false }
    let isLowerIn =
      mine.low > others.low || mine.low == others.low && (others.hasLow || !mine.hasLow)
    let isUpperIn =
      mine.high < others.high || mine.high == others.high && (others.hasHigh || !mine.hasHigh)
    return isLowerIn && isUpperIn
  }

  private struct Range {
    var low = -Double.infinity
    var hasLow = false
    var high = Double.infinity
    var hasHigh = false
  }

  /// The numbers that pass; nil where they are no range.
  private var range: Range? {
    switch self {
    case .equal(let bound): Range(low: bound, hasLow: true, high: bound, hasHigh: true)
    case .greater(let bound): Range(low: bound)
    case .greaterOrEqual(let bound): Range(low: bound, hasLow: true)
    case .less(let bound): Range(high: bound)
    case .lessOrEqual(let bound): Range(high: bound, hasHigh: true)
    case .between(let low, let high):
      Range(low: low, hasLow: true, high: high, hasHigh: true)
    case .notEqual, .notBetween, .text, .otherText: nil
    }
  }
}
