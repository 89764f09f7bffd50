internal import WarehouseModel

extension ContractReader {
  /// The custom properties that are ours, by name without `whtest.`.
  ///
  /// Names outside `whtest.` belong to others and are free.
  mutating func customProperties(
    of mapping: YAMLMapping, at level: ContractLevel
  ) -> [String: YAMLNode] {
    var found: [String: YAMLNode] = [:]
    guard case .list(let nodes)? = mapping["customProperties"]?.value else { return found }
    for node in nodes {
      guard case .mapping(let entry) = node.value, let name = entry["property"],
        case .text(let text, _) = name.value, text.hasPrefix("whtest.")
      else { continue }
      let known = level.ownProperties
      guard known.contains(text) else {
        report(
          "unknown-custom-property",
          "no custom property \"\(text)\" on \(level.name)"
            + (hint(for: text, among: known)), at: name.location)
        continue
      }
      guard let value = entry["value"] else { continue }
      if found.updateValue(value, forKey: String(text.dropFirst(7))) != nil {
        report("duplicate-name", "\(text) is given twice", at: name.location)
      }
    }
    return found
  }

  /// The zone that timestamps without one are meant in.
  mutating func timeZone(in properties: [String: YAMLNode]) -> Located<String>? {
    guard let node = properties["timeZone"], let text = text(node, called: "whtest.timeZone")
    else { return nil }
    let isName = text.value.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
        || "_+-/".unicodeScalars.contains(scalar)
    }
    if isName, !text.value.isEmpty { return text }
    report(
      "invalid-value",
      "whtest.timeZone: expected a name such as Europe/Oslo, found \(node.found)",
      at: text.location)
    return nil
  }
}

extension ContractLevel {
  /// The custom properties by which a contract says what the standard has no key for.
  fileprivate var ownProperties: [String] {
    switch self {
    case .contract: ["whtest.extraColumns", "whtest.mode", "whtest.severity"]
    case .object:
      [
        "whtest.constraints", "whtest.extraColumns", "whtest.load", "whtest.mode",
        "whtest.severity", "whtest.timeZone", "whtest.waivers",
      ]
    case .property:
      [
        "whtest.default", "whtest.generated", "whtest.position", "whtest.severity",
        "whtest.timeZone", "whtest.waivers",
      ]
    case .quality: ["whtest.since", "whtest.warn", "whtest.where"]
    case .description, .server, .relationship, .customProperty,
      .authoritativeDefinition, .support, .price, .team, .teamMember, .role, .agreement,
      .enumValue, .synonym, .propertyRelationship, .item, .map, .context, .contextConstraint,
      .verifiedStatement:
      []
    }
  }
}
