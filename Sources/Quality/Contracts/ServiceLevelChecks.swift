import WarehouseModel

/// The checks that a contract's service levels (`slaProperties`) amount to.
///
/// Latency, freshness and frequency all say how old the newest row may be; retention, how old the oldest.
/// All others are promises about a service, which no look at the data can hold anybody to.
struct ServiceLevelChecks {
  let contract: Contract
  let place: (QualifiedName) -> QualifiedName?

  func checks() -> [Check] {
    contract.agreements.flatMap { level -> [Check] in
      let elements = (level.element?.value ?? "").split(separator: ",")
        .map { String($0.filter { $0 != " " }) }
      guard !elements.isEmpty else { return notExecuted(level, Self.noElement).map { [$0] } ?? [] }
      return elements.compactMap { check(level, of: $0) }
    }
  }

  private static let noElement = "it names no element, such as orders.placed_at"

  private func check(_ level: ServiceLevel, of element: String) -> Check? {
    guard let kind = level.kind else {
      return notExecuted(level, "a service level that data cannot be held to")
    }
    guard let (object, property) = property(named: element) else {
      return notExecuted(level, "\(element) is no property of this contract")
    }
    guard let subject = place(object.relation) else {
      return notExecuted(level, "\(object.relation) is not among the contracted tables")
    }
    guard let unit = TimeUnit(written: level.unit?.value ?? "d") else {
      return notExecuted(level, "its unit is none of time")
    }
    guard let number = number(of: level, in: unit), number > 0 else {
      let value = level.value.map { "\"\($0.value)\"" } ?? "nothing"
      return notExecuted(
        level, "its value is \(value), and neither a number above 0 nor a duration such as P30D")
    }
    let column = property.column
    let rule: Check.Rule =
      switch kind {
      case .latency, .freshness, .frequency:
        .number(.age(column), Bounds(fail: .lessOrEqual(number), unit: .time(unit)))
      case .retention: .offendingRows(.not(.isWithin(column, seconds: number * unit.seconds)))
      }
    return Check(
      subject: subject, name: "\(column).\(kind.rawValue)", rule: rule,
      severity: property.terms.dataSeverity ?? object.severity, location: level.location,
      evidenceColumns: object.evidence(with: [column]))
  }

  /// A number, or a duration of ISO 8601, in the unit of the service level.
  private func number(of level: ServiceLevel, in unit: TimeUnit) -> Double? {
    switch level.value?.value {
    case .number(let text)?: Double(text)
    case .string(let text)?: TimeUnit.seconds(ofDuration: text).map { $0 / unit.seconds }
    case .boolean?, nil: nil
    }
  }

  private func property(named element: String) -> (ContractObject, ContractProperty)? {
    let parts = element.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    for object in contract.objects
    where object.name == parts[0] || object.relation.name.text == parts[0] {
      if let property = object.properties.first(where: { $0.name == parts[1] }) {
        return (object, property)
      }
    }
    return nil
  }

  /// Told at the contract's first relation, since it belongs to none.
  private func notExecuted(_ level: ServiceLevel, _ reason: String) -> Check? {
    let subjects = contract.objects.lazy.compactMap { place($0.relation) }
    let name = slug(level.property.value) ?? "unnamed"
    return subjects.first.map { subject in
      Check(
        subject: subject, name: "service_level.\(name)", rule: .notExecuted(reason),
        severity: .error, location: level.location)
    }
  }
}
