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
