internal import WarehouseModel

/// A key of ODCS that compares a measured number.
enum Operator: String, CaseIterable {
  case mustBe, mustNotBe, mustBeGreaterThan, mustBeGreaterOrEqualTo, mustBeLessThan
  case mustBeLessOrEqualTo, mustBeBetween, mustNotBeBetween
}

extension ContractReader {
  /// Reads the one operator of a rule.
  ///
  /// - Parameter admitsText: whether what is measured may be a text, or true and false.
  mutating func expectation(of rule: YAMLMapping, admitsText: Bool = false) -> Expectation? {
    let given = Operator.allCases.compactMap { name in
      rule.entry(name.rawValue).map { (name, $0) }
    }
    guard let (name, entry) = given.first else { return nil }
    for (_, extra) in given.dropFirst() {
      report(
        "conflicting-keys",
        "a quality rule has one operator, here are \(name.rawValue) and \(extra.key.value)",
        at: extra.key.location)
    }
    if admitsText, let text = text(of: entry.value) {
      switch name {
      case .mustBe: return .text(text)
      case .mustNotBe: return .otherText(text)
      default: break
      }
    }
    return expectation(name, entry.value)
  }

  /// Text, or a truth.
  private func text(of node: YAMLNode) -> String? {
    switch node.value {
    case .text(let text, _): text
    case .boolean(let truth): truth ? "true" : "false"
    case .number, .mapping, .list, .null: nil
    }
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
