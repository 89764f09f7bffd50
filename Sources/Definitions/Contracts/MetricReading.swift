internal import WarehouseModel

/// The metric that a library rule names, and what it must be if the rule does not say.
struct MetricName {
  let text: String
  let location: SourceLocation
  /// Only rules of v3.0 such as `nullCheck` say all by their name.
  let expectation: Expectation?
}

extension ContractReader {
  private static var metrics: [String] {
    ["nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount"]
  }

  /// `metric`, or `rule`, as it was called in v3.0 with names of its own.
  mutating func metricName(of rule: YAMLMapping) -> MetricName? {
    let older = text("rule", of: rule)
    guard let name = text("metric", of: rule) else {
      guard let older else {
        if rule["metric"] == nil, rule["rule"] == nil {
          report("missing-key", "a quality rule needs the key \"metric\"", at: rule.location)
        }
        return nil
      }
      return renamed(older)
    }
    return MetricName(text: name.value, location: name.location, expectation: nil)
  }

  private func renamed(_ rule: Located<String>) -> MetricName {
    let (text, expectation): (String, Expectation?) =
      switch rule.value {
      case "nullCheck": ("nullValues", .equal(0))
      case "uniqueCheck": ("duplicateValues", .equal(0))
      case "duplicateCount": ("duplicateValues", nil)
      case "validValues": ("invalidValues", .equal(0))
      default: (rule.value, nil)
      }
    return MetricName(text: text, location: rule.location, expectation: expectation)
  }

  /// Reads a metric with its arguments; nil when a mistake was noted.
  mutating func metric(
    _ metric: MetricName, of rule: YAMLMapping, in outline: ObjectOutline, property: String?
  ) -> QualityRule.Metric? {
    let arguments: YAMLMapping? =
      if case .null? = rule["arguments"]?.value { nil } else { mapping("arguments", of: rule) }
    let name = Located(metric.text, at: metric.location)
    switch metric.text {
    case "nullValues", "missingValues", "invalidValues":
      guard property != nil else { return misplaced(name) }
      return valueMetric(name, of: rule, arguments)
    case "duplicateValues":
      return duplicateValues(name, arguments, in: outline, property: property)
    case "rowCount":
      if property != nil {
        warn(
          "misplaced-rule", "rowCount at a property counts the rows of its table",
          at: name.location)
      }
      return .rowCount
    default:
      if rule["metric"] == nil {
        return .notExecuted("rule: \(name.value) is not run by this version")
      }
      refuse(name, called: "metric", allowed: Self.metrics)
      return nil
    }
  }

  /// The standard lets it stand there and does not say what it would mean.
  private mutating func misplaced(_ metric: Located<String>) -> QualityRule.Metric {
    let reason = "\(metric.value) belongs to a property, not to an object"
    warn("misplaced-rule", reason, at: metric.location)
    return .notExecuted(reason)
  }

  private mutating func valueMetric(
    _ metric: Located<String>, of rule: YAMLMapping, _ arguments: YAMLMapping?
  ) -> QualityRule.Metric {
    switch metric.value {
    case "nullValues": return .nullValues
    case "missingValues":
      // Without a list, what is missing is NULL.
      return .missingValues(values("missingValues", in: arguments, or: nil) ?? [])
    default: return invalidValues(metric, of: rule, arguments)
    }
  }

  private mutating func invalidValues(
    _ metric: Located<String>, of rule: YAMLMapping, _ arguments: YAMLMapping?
  ) -> QualityRule.Metric {
    let values = values("validValues", in: arguments, or: rule)
    var limits: [ValueLimit] = []
    var format: ValueFormat?
    if let arguments {
      limits = self.limits(inArguments: arguments)
      format = choice("format", of: arguments, as: ValueFormat.self)?.value
    }
    let validity = Validity(
      values: values ?? [], pattern: arguments.flatMap { text("pattern", of: $0)?.value },
      limits: limits, format: format)
    guard values != nil || validity != Validity() else {
      let reason =
        "invalidValues needs arguments: {validValues: […]}, or a pattern, bounds, a format"
      warn("not-executed", reason, at: metric.location)
      return .notExecuted(reason)
    }
    return .invalidValues(validity)
  }

  /// Bounds that make values valid: of numbers and dates by value, of texts by length.
  private mutating func limits(inArguments arguments: YAMLMapping) -> [ValueLimit] {
    var limits: [ValueLimit] = []
    for (key, make) in [
      ("minimum", ValueLimit.minimum), ("min", ValueLimit.minimum),
      ("maximum", ValueLimit.maximum), ("max", ValueLimit.maximum),
    ] {
      guard let node = arguments[key], let bound = literal(node, called: key) else { continue }
      limits.append(make(bound))
    }
    if let length = integer("minLength", of: arguments, atLeast: 0) {
      limits.append(.minLength(length.value))
    }
    if let length = integer("maxLength", of: arguments, atLeast: 0) {
      limits.append(.maxLength(length.value))
    }
    if let length = integer("length", of: arguments, atLeast: 0) {
      limits += [.minLength(length.value), .maxLength(length.value)]
    }
    return limits
  }

  private mutating func values(
    _ key: String, in arguments: YAMLMapping?, or rule: YAMLMapping?
  ) -> [Literal]? {
    guard let holder = [arguments, rule].compactMap(\.self).first(where: { $0[key] != nil }) else {
      return nil
    }
    return list(key, of: holder).compactMap { literal($0, called: key) }
  }

  private mutating func duplicateValues(
    _ metric: Located<String>, _ arguments: YAMLMapping?, in outline: ObjectOutline,
    property: String?
  ) -> QualityRule.Metric? {
    guard let arguments, arguments["properties"] != nil else {
      if property == nil {
        let reason = "duplicateValues of an object needs arguments: {properties: […]}"
        warn("not-executed", reason, at: metric.location)
        return .notExecuted(reason)
      }
      return .duplicateValues([])
    }
    var columns: [Identifier] = []
    for node in list("properties", of: arguments) {
      guard let name = text(node, called: "properties") else { continue }
      if let column = outline.columns[name.value] {
        columns.append(column)
      } else {
        reportUnknownProperty(name.value, in: outline, at: name.location)
      }
    }
    return .duplicateValues(columns)
  }

  /// Notes a property that an object does not have.
  mutating func reportUnknownProperty(
    _ name: String, in outline: ObjectOutline, at location: SourceLocation
  ) {
    report(
      "unknown-property",
      "no property \"\(name.shortened)\" in \"\(outline.name)\""
        + hint(for: name, among: outline.columns.keys),
      at: location)
  }
}
