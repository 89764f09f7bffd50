internal import SQLAnalysis
internal import WarehouseModel

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
    let own = customProperties(of: rule, at: .quality)
    let place = RulePlace(
      rule: rule, outline: outline, property: property, name: text("name", of: rule)?.value,
      severity: self.severity(of: rule) ?? severity, filter: filter(in: own, outline),
      warn: own["warn"])
    let type = text("type", of: rule)
    switch type?.value ?? "library" {
    case "library": return libraryRule(place)
    case "text": return place.notExecuted("type: text is a description and not run")
    case "sql": return sqlRule(place)
    case "custom": return customRule(place)
    default:
      if let type { refuse(type, called: "type", allowed: ["library", "text", "sql", "custom"]) }
      return nil
    }
  }

  // MARK: - type: library

  private mutating func libraryRule(_ place: RulePlace) -> QualityRule? {
    let rule = place.rule
    guard let metric = metricName(of: rule) else { return nil }
    guard
      let read = self.metric(metric, of: rule, in: place.outline, property: place.property)
    else { return nil }
    if case .notExecuted(let reason) = read { return place.notExecuted(reason) }
    var unit = Bounds.Unit.rows
    if let text = text("unit", of: rule) {
      switch text.value {
      case "rows": break
      case "percent", "%": unit = .percent
      default: return place.notExecuted("unit: \(text.value.shortened) is not run by this version")
      }
    }
    if unit == .percent, case .rowCount = read {
      report("invalid-value", "rowCount has no percentage", at: rule.location)
    }
    return bounded(place, read, unit: unit, default: metric.expectation)
  }

  // MARK: - type: sql

  private mutating func sqlRule(_ place: RulePlace) -> QualityRule? {
    guard let query = requiredText("query", of: place.rule, in: "a rule of type sql") else {
      return nil
    }
    return bounded(place, .sql(query.value.withoutSemicolon), unit: .value, default: nil)
  }

  // MARK: - Bounds

  /// The rule with its bounds; without any it is reported as not executed.
  mutating func bounded(
    _ place: RulePlace, _ metric: QualityRule.Metric, unit: Bounds.Unit,
    default fallback: Expectation?, change: Bounds.Change? = nil, operators: YAMLMapping? = nil
  ) -> QualityRule? {
    let isText = if case .sql = metric { true } else { false }
    let holder = operators ?? place.rule
    let given = Operator.allCases.contains { holder[$0.rawValue] != nil }
    let fail = given ? expectation(of: holder, admitsText: isText) : fallback
    if given, fail == nil { return nil }
    var warnBound: Expectation?
    if let node = place.warn {
      guard let mapping = mapping(node, called: "whtest.warn") else { return nil }
      warnBound = expectation(of: mapping, admitsText: isText)
      refuseKeys(of: mapping, except: Operator.allCases.map(\.rawValue), in: "whtest.warn")
    }
    guard fail != nil || warnBound != nil || change != nil else {
      warn(
        "not-executed",
        "the rule has no operator, such as mustBe: 0, so there is nothing to hold"
          + " its number against", at: place.rule.location)
      return place.notExecuted("the rule has no operator, such as mustBe: 0")
    }
    return QualityRule(
      name: place.name, description: self.given("description", of: place.rule)?.value,
      metric: metric,
      bounds: Bounds(fail: fail, warn: warnBound, unit: unit, change: change),
      filter: place.filter, severity: place.severity, location: place.rule.location)
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

  /// Which rows a rule is about: `whtest.where`, a condition in SQL, and `whtest.since`.
  private mutating func filter(
    in own: [String: YAMLNode], _ outline: ObjectOutline
  ) -> Predicate? {
    var parts: [Predicate] = []
    if let node = own["where"], let text = text(node, called: "whtest.where"),
      let condition = condition(text)
    {
      parts.append(condition)
    }
    if let node = own["since"] { parts += since(node, outline).map { [$0] } ?? [] }
    return parts.count > 1 ? .all(parts) : parts.first
  }

  /// A condition in SQL that stands by itself: what closes more parentheses than it opens would change the
  /// statement around it.
  mutating func condition(_ text: Located<String>) -> Predicate? {
    let before = "SELECT 1 WHERE "
    do {
      let analysis = try analyse(query: before + text.value)
      if analysis.statements.count == 1, analysis.refusal == nil { return .sql(text.value) }
      report("sql-syntax", "expected one condition in SQL", at: text.location)
    } catch {
      report("sql-syntax", "expected a condition in SQL: \(error.message)", at: text.location)
    }
    return nil
  }

  /// Rows of the latest days, for data that is only appended to.
  mutating func since(_ node: YAMLNode, _ outline: ObjectOutline) -> Predicate? {
    guard let mapping = mapping(node, called: "since") else { return nil }
    refuseKeys(of: mapping, except: ["column", "within"], in: "since")
    guard let name = requiredText("column", of: mapping, in: "since"),
      let within = requiredText("within", of: mapping, in: "since")
    else { return nil }
    guard let column = outline.columns[name.value] else {
      reportUnknownProperty(name.value, in: outline, at: name.location)
      return nil
    }
    guard let seconds = Self.seconds(written: within.value) else {
      report(
        "invalid-duration",
        "within: expected a time such as 7d or 12 hours, found"
          + " \"\(within.value.shortened)\"", at: within.location)
      return nil
    }
    return .isWithin(column, seconds: seconds)
  }

  /// A number and a unit: `7d`, `12 hours`.
  static func seconds(written text: String) -> Double? {
    let number = text.prefix { $0.isNumber || $0 == "." }
    guard let count = Double(number), count > 0,
      let unit = TimeUnit(written: String(text.dropFirst(number.count).trimmingSpaces()))
    else { return nil }
    return count * unit.seconds
  }
}

/// A rule with what is known of it before its metric is read.
struct RulePlace {
  let rule: YAMLMapping
  let outline: ObjectOutline
  /// The property's name; nil at an object.
  let property: String?
  let name: String?
  let severity: CheckSeverity
  var filter: Predicate?
  var warn: YAMLNode?

  /// The rule as it stands in a report when it cannot be run.
  func notExecuted(_ reason: String) -> QualityRule {
    QualityRule(
      name: name, metric: .notExecuted(reason), bounds: Bounds(fail: .equal(0)),
      severity: severity, location: rule.location)
  }
}

extension String {
  /// A statement without what ends it.
  fileprivate var withoutSemicolon: String {
    var text = Substring(self)
    while let last = text.last, last == ";" || last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
