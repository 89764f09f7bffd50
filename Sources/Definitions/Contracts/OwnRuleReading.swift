internal import WarehouseModel

/// Rules of `type: custom` for the engine `whtest`: what the standard's library has no metric for.
extension ContractReader {
  /// The metrics of our own engine.
  enum OwnMetric: String, CaseIterable {
    case freshness, sum, average, minimum, maximum, distinctCount, percentile
    case comparison, reconciliation
    // Of the standard's library, so that a change against earlier runs can be asked of them.
    case rowCount, nullValues
  }

  mutating func customRule(_ place: RulePlace) -> QualityRule? {
    guard let engine = requiredText("engine", of: place.rule, in: "a rule of type custom") else {
      return nil
    }
    guard engine.value.lowercased() == "whtest" else {
      return place.notExecuted(
        "engine: \(engine.value.shortened) is another tool's and not run by this one")
    }
    guard let node = place.rule["implementation"] else {
      report(
        "missing-key", "a rule of type custom needs the key \"implementation\"",
        at: place.rule.location)
      return nil
    }
    guard let implementation = mapping(node, called: "implementation"),
      let metric = choice("metric", of: implementation, as: OwnMetric.self)
    else {
      if case .mapping(let keys) = node.value, keys["metric"] == nil {
        report("missing-key", "implementation needs the key \"metric\"", at: node.location)
      }
      return nil
    }
    refuseKeys(
      of: implementation,
      except: Self.ownKeys(of: metric.value) + Operator.allCases.map(\.rawValue),
      in: "an implementation of \(metric.value.rawValue)")
    var place = place
    if let text = text("where", of: implementation), let filter = condition(text) {
      place.filter = place.filter.map { .all([$0, filter]) } ?? filter
    }
    if let node = implementation["since"], let since = since(node, place.outline) {
      place.filter = place.filter.map { .all([$0, since]) } ?? since
    }
    place.warn = implementation["warn"] ?? place.warn
    return ownRule(metric.value, implementation, place)
  }

  private static func ownKeys(of metric: OwnMetric) -> [String] {
    let common = ["metric", "where", "since", "warn", "sigmas", "runs"]
    switch metric {
    case .freshness: return common + ["unit"]
    case .percentile: return common + ["percentile"]
    case .comparison: return common + ["left", "operator", "right"]
    case .reconciliation: return ["metric"]
    case .nullValues: return common + ["unit"]
    case .sum, .average, .minimum, .maximum, .distinctCount, .rowCount: return common
    }
  }

  private mutating func ownRule(
    _ metric: OwnMetric, _ implementation: YAMLMapping, _ place: RulePlace
  ) -> QualityRule? {
    var unit = Bounds.Unit.value
    let read: QualityRule.Metric
    switch metric {
    case .sum: read = .aggregate(.sum)
    case .average: read = .aggregate(.average)
    case .minimum: read = .aggregate(.minimum)
    case .maximum: read = .aggregate(.maximum)
    case .distinctCount: read = .aggregate(.distinctCount)
    case .percentile:
      guard let share = share(implementation) else { return nil }
      read = .aggregate(.percentile(share))
    case .freshness:
      guard let time = timeUnit(implementation) else { return nil }
      (read, unit) = (.freshness, .time(time))
    case .rowCount: (read, unit) = (.rowCount, .rows)
    case .nullValues: (read, unit) = (.nullValues, rowUnit(implementation))
    case .comparison:
      guard let comparison = comparison(implementation, place) else { return nil }
      (read, unit) = (comparison, .rows)
    case .reconciliation: (read, unit) = (.reconciliation, .rows)
    }
    let isOfObject: Bool = [.rowCount, .comparison, .reconciliation].contains(metric)
    guard isOfObject || place.property != nil else {
      report(
        "misplaced-rule", "\(metric.rawValue) belongs to a property, not to an object",
        at: place.rule.location)
      return nil
    }
    // Rows that do not compare are offenders: none is what is meant unless the rule says otherwise.
    let fallback: Expectation? =
      metric == .comparison || metric == .reconciliation ? .equal(0) : nil
    let isOnRule = Operator.allCases.contains { place.rule[$0.rawValue] != nil }
    return bounded(
      place, read, unit: unit, default: fallback, change: change(implementation),
      operators: isOnRule ? nil : implementation)
  }

  private mutating func share(_ implementation: YAMLMapping) -> Double? {
    guard let node = implementation["percentile"] else {
      report(
        "missing-key", "percentile needs the key \"percentile\", such as 0.95",
        at: implementation.location)
      return nil
    }
    guard let share = number(node, called: "percentile") else { return nil }
    guard (0...1).contains(share) else {
      report(
        "invalid-range", "percentile: expected a share from 0 to 1, found \(plain(share))",
        at: node.location)
      return nil
    }
    return share
  }

  private mutating func timeUnit(_ implementation: YAMLMapping) -> TimeUnit? {
    guard let text = text("unit", of: implementation) else {
      return implementation["unit"] == nil ? .seconds : nil
    }
    guard let unit = TimeUnit(written: text.value) else {
      refuse(text, called: "unit", allowed: TimeUnit.allCases.map(\.rawValue))
      return nil
    }
    return unit
  }

  private mutating func rowUnit(_ implementation: YAMLMapping) -> Bounds.Unit {
    guard let text = text("unit", of: implementation) else { return .rows }
    switch text.value {
    case "percent": return .percent
    case "rows": return .rows
    default:
      refuse(text, called: "unit", allowed: ["rows", "percent"])
      return .rows
    }
  }

  /// `{left: event_end, operator: ">=", right: event_start}`; at a property, `left` is the property.
  private mutating func comparison(
    _ implementation: YAMLMapping, _ place: RulePlace
  ) -> QualityRule.Metric? {
    let left = column("left", of: implementation, place) ?? own(place)
    let right = column("right", of: implementation, place)
    guard let text = requiredText("operator", of: implementation, in: "a comparison") else {
      return nil
    }
    guard let comparison = Comparison(written: text.value) else {
      refuse(text, called: "operator", allowed: Comparison.allCases.map(\.rawValue))
      return nil
    }
    guard let left, let right else {
      if implementation["left"] == nil && place.property == nil || implementation["right"] == nil {
        report(
          "missing-key", "a comparison needs the keys \"left\" and \"right\"",
          at: implementation.location)
      }
      return nil
    }
    return .comparison(left, comparison, right)
  }

  private func own(_ place: RulePlace) -> Identifier? {
    place.property.flatMap { place.outline.columns[$0] }
  }

  private mutating func column(
    _ key: String, of implementation: YAMLMapping, _ place: RulePlace
  ) -> Identifier? {
    guard let name = text(key, of: implementation) else { return nil }
    if let column = place.outline.columns[name.value] { return column }
    reportUnknownProperty(name.value, in: place.outline, at: name.location)
    return nil
  }

  /// `{sigmas: 3, runs: 14}`: how far the number may be from those of earlier runs.
  private mutating func change(_ implementation: YAMLMapping) -> Bounds.Change? {
    guard let node = implementation["sigmas"] else {
      if let runs = implementation.entry("runs") {
        warn("ignored-key", "runs means nothing without sigmas", at: runs.key.location)
      }
      return nil
    }
    guard let sigmas = number(node, called: "sigmas") else { return nil }
    guard sigmas > 0 else {
      report(
        "invalid-range", "sigmas: expected more than 0, found \(plain(sigmas))", at: node.location)
      return nil
    }
    let runs = integer("runs", of: implementation, atLeast: Bounds.Change.fewestRuns)?.value ?? 14
    return Bounds.Change(sigmas: sigmas, runs: runs)
  }
}
