internal import WarehouseModel

extension ContractReader {
  /// Reads `logicalTypeOptions`: what bounds values, and what this version cannot check.
  mutating func limits(
    of property: YAMLMapping
  ) -> (limits: [Located<ValueLimit>], notExecuted: [QualityRule]) {
    guard let options = mapping("logicalTypeOptions", of: property) else { return ([], []) }
    var type: String?
    if case .text(let text, _)? = property["logicalType"]?.value { type = text }
    refuseKeys(
      of: options, except: Self.options(of: type),
      in: "logicalTypeOptions" + (type.map { " of \($0)" } ?? ""))
    var limits: [Located<ValueLimit>] = []
    var notExecuted: [QualityRule] = []
    for entry in options.entries where Self.options(of: type).contains(entry.key.value) {
      if Self.notChecked.contains(entry.key.value) {
        notExecuted.append(
          notExecutedRule("logicalTypeOptions.\(entry.key.value)", at: entry.key.location))
      } else if let limit = limit(entry, type: type, in: options) {
        limits.append(Located(limit, at: entry.value.location))
      }
    }
    refuseEmptyRanges(limits)
    return (limits, notExecuted)
  }

  /// A rule that is reported as not executed, never as passed.
  func notExecutedRule(_ what: String, at location: SourceLocation) -> QualityRule {
    QualityRule(
      name: nil, metric: .notExecuted("\(what) is not run by this version"),
      bounds: Bounds(fail: .equal(0)), severity: .error, location: location)
  }

  private mutating func limit(
    _ entry: YAMLEntry, type: String?, in options: YAMLMapping
  ) -> ValueLimit? {
    let key = entry.key.value
    switch key {
    case "minLength": return integer(key, of: options, atLeast: 0).map { .minLength($0.value) }
    case "maxLength": return integer(key, of: options, atLeast: 0).map { .maxLength($0.value) }
    case "pattern": return text(key, of: options).map { .pattern($0.value) }
    case "format": return format(entry, type: type)
    case "multipleOf":
      guard case .number(let text) = entry.value.value, Double(text) ?? 0 > 0 else {
        report(
          "wrong-type", "multipleOf: expected a number above 0, found \(entry.value.found)",
          at: entry.value.location)
        return nil
      }
      return .multipleOf(text)
    case "minimum", "maximum":
      let isExclusive = isExclusive(key, in: options)
      guard let bound = bound(entry, type: type) else { return nil }
      switch (key, isExclusive) {
      case ("minimum", false): return .minimum(bound)
      case ("minimum", true): return .exclusiveMinimum(bound)
      case (_, false): return .maximum(bound)
      case (_, true): return .exclusiveMaximum(bound)
      }
    case "exclusiveMinimum", "exclusiveMaximum":
      // In v3.0 this is true or false and says how to read the other key.
      if version == .v3_0 {
        _ = boolean(key, of: options)
        return nil
      }
      guard let bound = bound(entry, type: type) else { return nil }
      return key == "exclusiveMinimum" ? .exclusiveMinimum(bound) : .exclusiveMaximum(bound)
    default: return nil
    }
  }

  /// A format of texts that has a standard of its own; other formats say how a value is written down
  /// elsewhere, and promise nothing of a typed column.
  private mutating func format(_ entry: YAMLEntry, type: String?) -> ValueLimit? {
    guard case .text(let text, _) = entry.value.value, type == "string" || type == nil else {
      return nil
    }
    return ValueFormat(rawValue: text).map { .format($0) }
  }

  private func isExclusive(_ key: String, in options: YAMLMapping) -> Bool {
    guard version == .v3_0 else { return false }
    let flag = options[key == "minimum" ? "exclusiveMinimum" : "exclusiveMaximum"]
    if case .boolean(true)? = flag?.value { return true }
    return false
  }

  /// A bound as written: a number for numbers, a text for dates and times.
  private mutating func bound(_ entry: YAMLEntry, type: String?) -> Literal? {
    switch entry.value.value {
    case .number(let text) where type == "integer" || type == "number" || type == nil:
      return .number(text)
    case .text(let text, _) where type != "integer" && type != "number": return .string(text)
    case .number, .text, .mapping, .list, .boolean, .null:
      let expected =
        type == "integer" || type == "number" ? "a number" : "a text such as 2025-01-31"
      report(
        "wrong-type",
        "\(entry.key.value): expected \(expected), found \(entry.value.found)",
        at: entry.value.location)
      return nil
    }
  }

  private mutating func refuseEmptyRanges(_ limits: [Located<ValueLimit>]) {
    for low in limits {
      for high in limits {
        guard let message = Self.contradiction(low.value, high.value) else { continue }
        report("invalid-range", message, at: high.location)
      }
    }
  }

  /// Why no value can lie above the one and below the other.
  private static func contradiction(_ low: ValueLimit, _ high: ValueLimit) -> String? {
    switch (low, high) {
    case (.minLength(let low), .maxLength(let high)):
      low > high ? "maxLength \(high) is below minLength \(low)" : nil
    case (.minimum(let low), .maximum(let high)):
      isBelow(high, low, orEqual: false) ? "maximum \(high) is below minimum \(low)" : nil
    case (.minimum(let low), .exclusiveMaximum(let high)),
      (.exclusiveMinimum(let low), .maximum(let high)),
      (.exclusiveMinimum(let low), .exclusiveMaximum(let high)):
      isBelow(high, low, orEqual: true) ? "no value lies between \(low) and \(high)" : nil
    default: nil
    }
  }

  private static func isBelow(_ left: Literal, _ right: Literal, orEqual: Bool) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      guard let left = Double(left), let right = Double(right) else { return false }
      return orEqual ? left <= right : left < right
    case (.string(let left), .string(let right)) where left.utf8.count == right.utf8.count:
      // Dates and times of one format and one length sort as their texts do.
      return orEqual ? left <= right : left < right
    default: return false
    }
  }

  private static let notChecked: Set<String> = [
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
    "required",
  ]

  private static func options(of type: String?) -> [String] {
    let range = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"]
    let byType = [
      "string": ["minLength", "maxLength", "pattern", "format"],
      "date": range,
      "timestamp": range + ["timezone", "defaultTimezone"],
      "time": range + ["timezone", "defaultTimezone"],
      "integer": range + ["multipleOf"],
      "number": range + ["multipleOf"],
      "object": ["minProperties", "maxProperties", "required"],
      "array": ["minItems", "maxItems", "uniqueItems"],
      "boolean": [],
      "vector": [
        "dimensions", "elementType", "distanceMetric", "embeddingModel", "embeddingModelVersion",
        "normalized",
      ],
    ]
    // Without a type, or with one that is unknown and noted as such, any option may be right.
    return type.flatMap { byType[$0] } ?? Array(Set(byType.values.joined())).sorted()
  }
}
