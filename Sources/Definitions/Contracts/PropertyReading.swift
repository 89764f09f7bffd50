internal import WarehouseModel

extension ContractReader {
  /// Reads one property; nil when it has no name or is no column.
  ///
  /// - Parameters:
  ///   - position: its place in the primary key.
  ///   - timeZone: the object's zone, for timestamps that name none.
  mutating func property(
    _ mapping: YAMLMapping, in outline: ObjectOutline, position: Located<Int>?,
    timeZone: Located<String>?, severity: CheckSeverity
  ) -> ContractProperty? {
    let name = name("name", of: mapping)
    let physicalName = given("physicalName", of: mapping)
    let logicalType = logicalType(of: mapping)
    let physicalType = given("physicalType", of: mapping)
    let dataType = physicalType.map { Located(DataType($0.value), at: $0.location) }
    let (limits, skipped) = tolerating { $0.limits(of: mapping) }
    let own = customProperties(of: mapping, at: .property)
    let column = Identifier(physicalName?.value ?? name?.value ?? "")
    let terms = propertyTerms(own, column: column, of: outline.relation)
    let severity = terms.dataSeverity ?? severity
    let zone = self.timeZone(in: own)
    refuseZone(zone, logicalType: logicalType, dataType: dataType)
    let required = flag("required", of: mapping)
    let unique = flag("unique", of: mapping)
    let classification = given("classification", of: mapping)?.value
    let rules = rules(
      of: mapping, in: outline, property: name?.value ?? "", severity: severity)
    let allowed = enumRule(of: mapping, severity: severity)
    guard let name, isColumn(mapping) else { return nil }
    let takesZone = Self.mayLackZone(logicalType: logicalType, dataType: dataType)
    return ContractProperty(
      name: name.value, column: column,
      location: mapping.location, logicalType: logicalType, physicalType: dataType,
      required: required, unique: unique, primaryKeyPosition: position,
      limits: limits.limits,
      quality: rules + allowed + limits.notExecuted + skipped + nestedRules(of: mapping),
      timeZone: zone ?? (takesZone ? timeZone : nil),
      classification: classification,
      isCritical: flag("criticalDataElement", of: mapping)?.value ?? false,
      description: description(of: mapping), terms: terms)
  }

  /// What is asked of the parts of a value: each is told, since nothing of it is run.
  private mutating func nestedRules(of mapping: YAMLMapping) -> [QualityRule] {
    var rules: [QualityRule] = []
    var parts = entries("properties", of: mapping)
    if case .mapping(let items)? = mapping["items"]?.value { parts.append(items) }
    for part in parts {
      for key in ["required", "unique", "logicalTypeOptions", "enum", "quality", "relationships"] {
        guard let entry = part.entry(key) else { continue }
        if case .boolean(false) = entry.value.value { continue }
        if case .list(let nodes) = entry.value.value, nodes.isEmpty { continue }
        let reason = "\(key) of a part of a value is not run by this version"
        warn("not-executed", reason, at: entry.key.location)
        rules.append(skipped(reason, at: entry.key.location))
      }
      rules += nestedRules(of: part)
    }
    return rules
  }

  /// What people read; an empty one is nobody's mistake.
  private func description(of mapping: YAMLMapping) -> String? {
    guard case .text(let text, _)? = mapping["description"]?.value,
      !text.trimmingSpaces().isEmpty
    else { return nil }
    return text
  }

  /// The logical type as far as columns can be compared with it.
  private mutating func logicalType(of mapping: YAMLMapping) -> Located<LogicalType>? {
    guard let text = given("logicalType", of: mapping) else { return nil }
    if let type = LogicalType(rawValue: text.value) { return Located(type, at: text.location) }
    warn(
      "not-executed", "logicalType \(text.value.shortened) is not compared by this version",
      at: text.location)
    return nil
  }

  /// A measure is computed from columns (`semanticType`, since v3.2) and is none itself.
  private mutating func isColumn(_ mapping: YAMLMapping) -> Bool {
    guard let type = given("semanticType", of: mapping) else { return true }
    // A dimension is a column, unless something is computed for it.
    let isComputed =
      type.value == "measure" || type.value == "dimension" && mapping["transformLogic"] != nil
    guard isComputed else { return true }
    warn("not-executed", "a \(type.value) is not compared by this version", at: type.location)
    return false
  }

  /// Values that a property may have (`enum`, since v3.2), as the rule that says the same.
  private mutating func enumRule(of mapping: YAMLMapping, severity: CheckSeverity) -> [QualityRule]
  {
    let values = entries("enum", of: mapping).compactMap { $0["value"] }
    guard let location = mapping.entry("enum")?.key.location, !values.isEmpty else { return [] }
    let literals = values.compactMap { literal($0, called: "enum") }
    return [
      QualityRule(
        name: nil, metric: .invalidValues(Validity(values: literals)),
        bounds: Bounds(fail: .equal(0)), severity: severity, location: location)
    ]
  }

  private mutating func refuseZone(
    _ zone: Located<String>?, logicalType: Located<LogicalType>?, dataType: Located<DataType>?
  ) {
    guard let zone, !Self.mayLackZone(logicalType: logicalType, dataType: dataType) else { return }
    let type = dataType.map(\.value.description) ?? logicalType.map(\.value.rawValue) ?? "no type"
    report(
      "invalid-value", "whtest.timeZone is for timestamp without time zone, this is \(type)",
      at: zone.location)
  }

  /// Whether a column is, or may be, a `timestamp` without zone.
  private static func mayLackZone(
    logicalType: Located<LogicalType>?, dataType: Located<DataType>?
  ) -> Bool {
    if let dataType { return dataType.value.family == .timestamp(withZone: false) }
    return logicalType?.value == .timestamp
  }

  /// The place of each property in the primary key, by its index.
  ///
  /// Positions that are not given follow those that are, in the order of the file.
  mutating func primaryKeyPositions(of outline: ObjectOutline) -> [Int: Located<Int>] {
    var positions: [Int: Located<Int>] = [:]
    var unplaced: [(index: Int, location: SourceLocation)] = []
    var taken: Set<Int> = []
    for (index, property) in outline.properties.enumerated() {
      let isKey = flag("primaryKey", of: property)
      let position = position(of: property)
      guard let isKey, isKey.value else {
        if let position {
          warn(
            "ignored-key", "primaryKeyPosition means nothing without primaryKey: true",
            at: position.location)
        }
        continue
      }
      guard let position else {
        unplaced.append((index, isKey.location))
        continue
      }
      if !taken.insert(position.value).inserted {
        warn(
          "duplicate-position", "a second primaryKeyPosition \(position.value)",
          at: position.location)
      }
      positions[index] = position
    }
    var next = taken.max() ?? 0
    for (index, location) in unplaced {
      // A wrong position may be as large as numbers get.
      next = next == .max ? next : next + 1
      positions[index] = Located(next, at: location)
    }
    return positions
  }

  /// The place in the key; the standard's -1 is none.
  private func position(of property: YAMLMapping) -> Located<Int>? {
    guard let node = property["primaryKeyPosition"], case .number(let text) = node.value,
      let number = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }), number != -1
    else { return nil }
    return Located(number, at: node.location)
  }

  /// A value of a list as it will be written in SQL; a null is left to NULL's own rules.
  mutating func literal(_ node: YAMLNode, called key: String) -> Literal? {
    switch node.value {
    case .text(let text, _): return .string(text)
    case .number(let text): return .number(text)
    case .boolean(let value): return .boolean(value)
    case .null: return nil
    case .mapping, .list:
      report("wrong-type", "\(key): expected plain values, found \(node.found)", at: node.location)
      return nil
    }
  }
}
