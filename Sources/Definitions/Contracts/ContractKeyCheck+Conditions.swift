internal import WarehouseModel

/// Where the keys of a mapping hang on the values of others.
extension ContractKeyCheck {
  /// A server is described by what its type needs.
  func addServerRules(_ rules: inout Rules, for server: YAMLMapping) {
    let types = ServerKind.types(in: release)
    rules.keys.append(ContractKey("type", .choice(types)))
    guard case .text(let type, _)? = server["type"]?.value, types.contains(type),
      let kind = ServerKind.all[type]
    else {
      // Which keys belong to it nobody can say.
      rules.toleratesUnknownKeys = true
      return
    }
    rules.keys += kind.keys
    rules.required += kind.required.filter { $0.isKnown(in: release) }.map(\.name)
  }

  /// A property without a logical type may have the parts of any, and no options, since what one
  /// type allows another refuses.
  func addTypeRules(_ rules: inout Rules, for property: YAMLMapping, isItem: Bool) {
    let types = LogicalTypeKeys.types(in: release)
    rules.keys.append(ContractKey("logicalType", .choice(types)))
    var type: String?
    if case .text(let text, _)? = property["logicalType"]?.value { type = text }
    let hasNone = property["logicalType"] == nil
    rules.keys.append(ContractKey("logicalTypeOptions", .options(of: type, hasNone: hasNone)))
    if hasNone || type == "object" || (isItem && release.version == .v3_0) {
      rules.keys.append(ContractKey("properties", .list(.mapping(.property))))
    }
    if hasNone || type == "array" { rules.keys.append(ContractKey("items", .mapping(.item))) }
    if type == "map", release >= .v3_2_0 {
      rules.keys.append(ContractKey("map", .mapping(.map), since: .v3_2_0))
      rules.required.append("map")
    }
    if type == "vector", release >= .v3_2_0 { rules.required.append("logicalTypeOptions") }
  }

  /// The options of a logical type.
  mutating func checkOptions(_ node: YAMLNode, of type: String?, hasNone: Bool) {
    guard let options = mapping(node, called: "logicalTypeOptions") else { return }
    guard let type, LogicalTypeKeys.types(in: release).contains(type) else {
      if hasNone, let first = options.entries.first {
        report(
          "missing-key", "logicalTypeOptions needs the key \"logicalType\" beside it",
          at: first.key.location)
      }
      return
    }
    let keys = LogicalTypeKeys.options(of: type)
    check(
      options,
      by: Rules(
        name: "logicalTypeOptions of \(type)", keys: keys ?? [],
        required: type == "vector" ? ["dimensions"] : [], toleratesUnknownKeys: keys == nil))
  }

  /// A quality rule has the keys of its type.
  mutating func addQualityRules(_ rules: inout Rules, for rule: YAMLMapping) {
    var type: String?
    if case .text(let text, _)? = rule["type"]?.value { type = text }
    if release.version == .v3_0 {
      addOldQualityRules(&rules, type: rule["type"] == nil ? "library" : type)
      return
    }
    if let type { rules = rules.named("a quality rule of type \(type)") }
    var isMetric = false
    if case .text? = rule["metric"]?.value { isMetric = true }
    let isLibrary = type == "library" || isMetric
    if isLibrary {
      rules.keys += [ContractKey("rule"), ContractKey("arguments", .keysAndValues)]
      rules.keys.append(ContractKey("metric", .choice(QualityKeys.metrics)))
      rules.required.append("metric")
    }
    if type == "sql" {
      rules.keys.append(ContractKey("query"))
      rules.required.append("query")
    }
    if type == "custom" { addCustomRule(&rules) }
    if let type, !QualityKeys.types.contains(type) {
      rules.keys += QualityKeys.others.map { ContractKey($0, .anything) }
    } else if isLibrary || type == "sql" {
      rules.keys += QualityKeys.operators
      checkOperators(of: rule)
    } else if type == nil, rule["type"] == nil {
      addUntypedRule(&rules, for: rule)
    }
  }

  /// Before v3.1 nothing was refused but values of a wrong type.
  private mutating func addOldQualityRules(_ rules: inout Rules, type: String?) {
    rules.keys += QualityKeys.others.map { ContractKey($0, .anything) }
    switch type {
    case "library":
      rules.keys = QualityKeys.operators + [ContractKey("rule")] + rules.keys
      rules.required.append("rule")
    case "sql":
      rules.keys = [ContractKey("query")] + rules.keys
      rules.required.append("query")
    case "custom":
      let others = rules.keys
      rules.keys = []
      addCustomRule(&rules)
      rules.keys += others
    default: break
    }
  }

  private func addCustomRule(_ rules: inout Rules) {
    rules.keys += [
      ContractKey("engine"), ContractKey("implementation", .textOr(.keysAndValues)),
    ]
    rules.required += ["engine", "implementation"]
  }

  /// A rule that names neither type nor metric says nothing that could be run.
  private mutating func addUntypedRule(_ rules: inout Rules, for rule: YAMLMapping) {
    let meant = rule.entries.filter { QualityKeys.others.contains($0.key.value) }
    guard !meant.isEmpty, rule["metric"] == nil else { return }
    rules.keys += QualityKeys.others.map { ContractKey($0, .anything) }
    if rule["query"] != nil || rule["engine"] != nil || rule["implementation"] != nil {
      let type = rule["query"] != nil ? "sql" : "custom"
      report(
        "missing-key", "a quality rule of this kind needs type: \(type)", at: rule.location)
    } else if let older = rule.entry("rule") {
      report("unknown-key", "rule is called metric since v3.1", at: older.value.location)
    } else {
      report(
        "missing-key", "a quality rule needs the key \"metric\"", at: rule.location)
    }
  }

  private mutating func checkOperators(of rule: YAMLMapping) {
    let given = Operator.allCases.compactMap { rule.entry($0.rawValue) }
    guard let first = given.first else {
      report(
        "missing-key", "a quality rule needs an operator, such as mustBe: 0", at: rule.location)
      return
    }
    for extra in given.dropFirst() {
      report(
        "conflicting-keys",
        "a quality rule has one operator, here are \(first.key.value) and \(extra.key.value)",
        at: extra.key.location)
    }
  }
}

extension ContractKeyCheck.Rules {
  fileprivate func named(_ name: String) -> Self {
    Self(name: name, keys: keys, required: required, toleratesUnknownKeys: toleratesUnknownKeys)
  }
}

/// The keys by which a quality rule says what it measures.
private enum QualityKeys {
  static let types = ["library", "text", "sql", "custom"]

  static let metrics = [
    "nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount",
  ]

  static let operators = Operator.allCases.map { name in
    switch name {
    case .mustBe, .mustNotBe: ContractKey(name.rawValue, .anything)
    case .mustBeBetween, .mustNotBeBetween: ContractKey(name.rawValue, .range)
    case .mustBeGreaterThan, .mustBeGreaterOrEqualTo, .mustBeLessThan, .mustBeLessOrEqualTo:
      ContractKey(name.rawValue, .number)
    }
  }

  static let ofLibrary = Operator.allCases.map(\.rawValue) + ["rule", "arguments", "validValues"]

  /// What any rule of v3.0 may have without a word.
  static let others = ofLibrary + ["metric", "query", "engine", "implementation"]
}
