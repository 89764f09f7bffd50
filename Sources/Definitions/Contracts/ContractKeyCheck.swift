internal import WarehouseModel

/// Goes through a whole contract and finds what the JSON Schema of its release calls invalid.
///
/// What the schema tolerates and hardly anybody means, such as an unknown key in v3.0, is a warning.
struct ContractKeyCheck: YAMLReading {
  let release: StandardRelease
  var diagnostics: [Diagnostic] = []

  init(release: StandardRelease) {
    self.release = release
  }

  /// What a mapping may hold.
  struct Rules {
    /// How a message names the mapping.
    let name: String
    var keys: [ContractKey]
    var required: [String] = []
    var toleratesUnknownKeys = false
  }

  /// Checks the keys of a mapping, and all that lies below.
  mutating func check(_ mapping: YAMLMapping, as level: ContractLevel) {
    var rules = Rules(
      name: level.name, keys: level.keys, required: level.required(in: release),
      toleratesUnknownKeys: level.toleratesUnknownKeys(in: release))
    switch level {
    case .server: addServerRules(&rules, for: mapping)
    case .object:
      rules.keys.append(
        ContractKey(
          "logicalType", .choice(["object"] + (release >= .v3_1_0 ? ["blob"] : []))))
    case .property, .item: addTypeRules(&rules, for: mapping, isItem: level == .item)
    case .quality: addQualityRules(&rules, for: mapping)
    case .relationship: checkReferences(of: mapping)
    case .propertyRelationship: refuseFrom(in: mapping)
    case .contract, .description, .customProperty, .authoritativeDefinition, .support, .price,
      .team, .teamMember, .role, .agreement, .enumValue, .synonym, .map, .context,
      .contextConstraint, .verifiedStatement:
      break
    }
    check(mapping, by: rules)
  }

  /// Checks a mapping by rules that were put together for it.
  mutating func check(_ mapping: YAMLMapping, by rules: Rules) {
    let known = Dictionary(
      rules.keys.filter { $0.isKnown(in: release) }.map { ($0.name, $0.shape) },
      uniquingKeysWith: { first, _ in first })
    for entry in mapping.entries {
      if let shape = known[entry.key.value] {
        check(entry.value, is: shape, called: entry.key.value)
      } else {
        noteUnknown(entry.key, in: rules, known: known.keys)
      }
    }
    for key in rules.required where mapping[key] == nil {
      report("missing-key", "\(rules.name) needs the key \"\(key)\"", at: mapping.location)
    }
  }

  private mutating func noteUnknown(
    _ key: Located<String>, in rules: Rules, known: Dictionary<String, ContractShape>.Keys
  ) {
    let elsewhere = rules.keys.filter { $0.name == key.value }
    let reason =
      if let later = elsewhere.map(\.since).min(), later > release {
        " before apiVersion \(later.apiVersion)"
      } else if let earlier = elsewhere.map(\.through).max() {
        " after apiVersion \(earlier.apiVersion)"
      } else { hint(for: key.value, among: known.sorted()) }
    let message = "no key \"\(key.value.shortened)\" in \(rules.name)\(reason)"
    if rules.toleratesUnknownKeys {
      warn("unknown-key", message, at: key.location)
    } else {
      report("unknown-key", message, at: key.location)
    }
  }

  // MARK: - Values

  mutating func check(_ node: YAMLNode, is shape: ContractShape, called key: String) {
    switch shape {
    case .anything: break
    case .plain:
      if node.isCollection { expect("a plain value", node, called: key) }
    case .text: _ = text(node, called: key)
    case .formatted(let format):
      if let text = text(node, called: key), !format.matches(text.value) {
        warn(
          "unusual-format",
          "\(key): expected \(format.rawValue), found \"\(text.value.shortened)\"",
          at: node.location)
      }
    case .textBeginning(let beginning):
      if let text = text(node, called: key), !text.value.hasPrefix(beginning) {
        expect("a text that begins with \(beginning)", node, called: key)
      }
    case .choice(let choices):
      if let text = text(node, called: key), !choices.contains(text.value) {
        refuse(text, called: key, allowed: choices)
      }
    case .identifier:
      if let text = text(node, called: key), !isIdentifier(text.value, in: release.version) {
        report(
          "invalid-name",
          "\(key): expected \(identifierForm(release.version)), found \"\(text.value.shortened)\"",
          at: node.location)
      }
    case .reference: checkReference(node, called: key)
    case .boolean:
      guard case .boolean = node.value else {
        return expect("true or false", node, called: key)
      }
    case .number: _ = number(node, called: key)
    case .positiveNumber:
      if let number = number(node, called: key), number <= 0 {
        report("invalid-range", "\(key): expected more than 0", at: node.location)
      }
    case .integer: _ = wholeNumber(node, called: key)
    case .integerAtLeast(let bound):
      if let number = wholeNumber(node, called: key), number < Double(bound) {
        report(
          "invalid-range", "\(key): expected at least \(bound), found \(plain(number))",
          at: node.location)
      }
    case .port:
      if case .text = node.value { break }
      _ = wholeNumber(node, called: key)
    case .keysAndValues: _ = mapping(node, called: key)
    case .options(let type, let hasNone): checkOptions(node, of: type, hasNone: hasNone)
    case .textOr(let other):
      if case .text = node.value { break }
      check(node, is: other, called: key)
    case .mapping(let level):
      if let mapping = mapping(node, called: key) { check(mapping, as: level) }
    case .list(let element, let count, let isDistinct):
      checkList(node, of: element, atLeast: count, isDistinct: isDistinct, called: key)
    case .range: checkRange(node, called: key)
    case .team: checkTeam(node, called: key)
    }
  }

  private mutating func expect(_ what: String, _ node: YAMLNode, called key: String) {
    report("wrong-type", "\(key): expected \(what), found \(node.found)", at: node.location)
  }

  /// JSON knows no difference between 1 and 1.0.
  private mutating func wholeNumber(_ node: YAMLNode, called key: String) -> Double? {
    if case .number(let text) = node.value, let number = Double(text), number == number.rounded() {
      return number
    }
    expect("a whole number", node, called: key)
    return nil
  }

  private mutating func checkList(
    _ node: YAMLNode, of element: ContractShape, atLeast count: Int, isDistinct: Bool,
    called key: String
  ) {
    guard case .list(let nodes) = node.value else { return expect("a list", node, called: key) }
    for node in nodes { check(node, is: element, called: key) }
    if nodes.count < count {
      report("wrong-type", "\(key): expected one at least, found none", at: node.location)
    }
    guard isDistinct else { return }
    for (index, node) in nodes.enumerated() where nodes[..<index].contains(where: node.equals) {
      report("duplicate-value", "\(key): the same once more", at: node.location)
    }
  }

  private mutating func checkRange(_ node: YAMLNode, called key: String) {
    guard case .list(let nodes) = node.value, nodes.count == 2 else {
      report("wrong-type", "\(key): expected two numbers, as [0, 10]", at: node.location)
      return
    }
    for node in nodes { _ = number(node, called: key) }
    if nodes[0].equals(nodes[1]) {
      report("duplicate-value", "\(key): expected two different numbers", at: node.location)
    }
  }

  /// Before v3.1 a team was the list of its members, and may still be.
  private mutating func checkTeam(_ node: YAMLNode, called key: String) {
    if case .mapping(let mapping) = node.value, release >= .v3_1_0 {
      check(mapping, as: .team)
    } else {
      check(node, is: .list(.mapping(.teamMember)), called: key)
    }
  }
}
