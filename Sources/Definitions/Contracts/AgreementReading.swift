internal import WarehouseModel

extension ContractReader {
  /// Reads what is promised of the data as a whole.
  mutating func agreements(of root: YAMLMapping) -> [ServiceLevel] {
    let general = given("slaDefaultElement", of: root)
    return entries("slaProperties", of: root).compactMap { entry in
      guard let property = name("property", of: entry) else { return nil }
      return ServiceLevel(
        property: property, value: plainValue("value", of: entry),
        valueExtension: plainValue("valueExt", of: entry), unit: given("unit", of: entry),
        element: given("element", of: entry) ?? general,
        driver: given("driver", of: entry)?.value, location: entry.location)
    }
  }

  /// Reads who may see the data: the contract's roles, then those of the server that is meant.
  mutating func roles(of root: YAMLMapping, server: ContractServer?) -> [ContractRole] {
    let place = entries("servers", of: root).first { $0.location == server?.location }
    return (entries("roles", of: root) + (place.map { entries("roles", of: $0) } ?? []))
      .compactMap { entry in
        guard let role = name("role", of: entry) else { return nil }
        return ContractRole(
          role: role, access: given("access", of: entry), location: entry.location)
      }
  }

  private func plainValue(_ key: String, of mapping: YAMLMapping) -> Located<Literal>? {
    guard let node = mapping[key] else { return nil }
    let literal: Literal? =
      switch node.value {
      case .text(let text, _): .string(text)
      case .number(let text): .number(text)
      case .boolean(let value): .boolean(value)
      case .null, .list, .mapping: nil
      }
    return literal.map { Located($0, at: node.location) }
  }
}
