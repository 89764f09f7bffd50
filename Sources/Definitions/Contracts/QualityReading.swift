internal import WarehouseModel

/// A key of ODCS that compares a measured number.
enum Operator: String, CaseIterable {
  case mustBe, mustNotBe, mustBeGreaterThan, mustBeGreaterOrEqualTo, mustBeLessThan
  case mustBeLessOrEqualTo, mustBeBetween, mustNotBeBetween
}

extension ContractReader {
  /// Reads the rules of an object, or of one of its properties.
  ///
  /// - Parameters:
  ///   - property: the name of the property; nil for the object itself.
  ///   - severity: of rules that name none.
  mutating func qualityRules(
    of mapping: YAMLMapping, in outline: ObjectOutline, property: String?, severity: CheckSeverity
  ) -> [QualityRule] {
    mappings("quality", of: mapping).compactMap { rule in
      qualityRule(rule, in: outline, property: property, severity: severity)
    }
  }

  private mutating func qualityRule(
    _ rule: YAMLMapping, in outline: ObjectOutline, property: String?, severity: CheckSeverity
  ) -> QualityRule? {
    _ = customProperties(of: rule, at: .quality)
    let name = text("name", of: rule)?.value
    let severity = self.severity(of: rule) ?? severity
    let type = text("type", of: rule)
    func notExecuted(_ reason: String) -> QualityRule {
      QualityRule(
        name: name, metric: .notExecuted(reason), expectation: .equal(0), severity: severity,
        location: rule.location)
    }
    switch type?.value ?? "library" {
    case "library": break
    case "text": return notExecuted("type: text is not run by this version")
    case "sql":
      _ = requiredText("query", of: rule, in: "a rule of type sql")
      _ = expectation(of: rule, isNumeric: false)
      return notExecuted("type: sql is not run by this version")
    case "custom":
      _ = requiredText("engine", of: rule, in: "a rule of type custom")
      return notExecuted("type: custom is not run by this version")
    default:
      if let type { refuse(type, called: "type", allowed: ["library", "text", "sql", "custom"]) }
      return nil
    }
    guard let metric = metricName(of: rule) else { return nil }
    guard let read = self.metric(metric, of: rule, in: outline, property: property) else {
      return nil
    }
    if case .notExecuted(let reason) = read { return notExecuted(reason) }
    let expectation = expectation(of: rule, default: metric.expectation)
    switch unit(of: rule) {
    case .success(let unit):
      if unit == .percent, case .rowCount = read {
        report("invalid-value", "rowCount has no percentage", at: rule.location)
      }
      return expectation.map {
        QualityRule(
          name: name, metric: read, expectation: $0, unit: unit, severity: severity,
          location: rule.location)
      }
    case .failure(let unit):
      return notExecuted("unit: \(unit.text) is not run by this version")
    }
  }

  /// A severity that we do not know must not make a rule quieter.
  private mutating func severity(of rule: YAMLMapping) -> CheckSeverity? {
    guard let text = text("severity", of: rule) else { return nil }
    if let severity = CheckSeverity(rawValue: text.value.lowercased()) { return severity }
    warn(
      "unknown-value",
      "severity: \"\(text.value.shortened)\" is not known and taken as error; "
        + "known: error, warning, info",
      at: text.location)
    return .error
  }

  private struct ForeignUnit: Error {
    let text: String
  }

  private mutating func unit(of rule: YAMLMapping) -> Result<QualityRule.Unit, ForeignUnit> {
    guard let text = text("unit", of: rule) else { return .success(.rows) }
    guard let unit = QualityRule.Unit(rawValue: text.value) else {
      return .failure(ForeignUnit(text: text.value.shortened))
    }
    return .success(unit)
  }

  /// Reads the one operator of a rule.
  private mutating func expectation(
    of rule: YAMLMapping, default fallback: Expectation? = nil, isNumeric: Bool = true
  ) -> Expectation? {
    let given = Operator.allCases.compactMap { name in
      rule.entry(name.rawValue).map { (name, $0) }
    }
    guard let (name, entry) = given.first else {
      if fallback == nil {
        report(
          "missing-key", "a quality rule needs an operator, such as mustBe: 0", at: rule.location)
      }
      return fallback
    }
    for (_, extra) in given.dropFirst() {
      report(
        "conflicting-keys",
        "a quality rule has one operator, here are \(name.rawValue) and \(extra.key.value)",
        at: extra.key.location)
    }
    guard isNumeric else { return .equal(0) }
    return expectation(name, entry.value)
  }

  private mutating func expectation(_ name: Operator, _ node: YAMLNode) -> Expectation? {
    let key = name.rawValue
    switch name {
    case .mustBe: return number(node, called: key).map { .equal($0) }
    case .mustNotBe: return number(node, called: key).map { .notEqual($0) }
    case .mustBeGreaterThan: return number(node, called: key).map { .greater($0) }
    case .mustBeGreaterOrEqualTo: return number(node, called: key).map { .greaterOrEqual($0) }
    case .mustBeLessThan: return number(node, called: key).map { .less($0) }
    case .mustBeLessOrEqualTo: return number(node, called: key).map { .lessOrEqual($0) }
    case .mustBeBetween: return range(node, called: key).map { .between($0, $1) }
    case .mustNotBeBetween: return range(node, called: key).map { .notBetween($0, $1) }
    }
  }

  private mutating func range(_ node: YAMLNode, called key: String) -> (Double, Double)? {
    guard case .list(let nodes) = node.value, nodes.count == 2 else {
      report("wrong-type", "\(key): expected two numbers, as [0, 10]", at: node.location)
      return nil
    }
    guard let low = number(nodes[0], called: key), let high = number(nodes[1], called: key) else {
      return nil
    }
    guard low <= high else {
      report(
        "invalid-range", "\(key): \(plain(low)) is above \(plain(high))", at: node.location)
      return nil
    }
    return (low, high)
  }
}
