internal import WarehouseModel

extension SQLHeader {
  /// Notes the keys that are missing.
  mutating func require(_ keys: [String], file: String) {
    for key in keys where values[key] == nil {
      // A key without a value has been noted already.
      if diagnostics.contains(where: { $0.message.hasPrefix("\(key): ") }) { continue }
      report(
        "missing-key", "the header needs \"-- \(key): …\"", at: SourceLocation(file: file, line: 1))
    }
  }

  /// The value of a key as one of an enumeration's raw values.
  mutating func choice<Choice>(_ key: String, as type: Choice.Type) -> Choice?
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    guard let text = values[key] else { return nil }
    if let choice = Choice(rawValue: text.value) { return choice }
    refuse(text, called: key, allowed: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// A relation with its schema.
  mutating func relation(_ key: String) -> QualifiedName? {
    guard let text = values[key] else { return nil }
    if let parts = NamePath(text.value)?.parts, parts.count == 2 {
      return QualifiedName(parts[0], parts[1])
    }
    report(
      "invalid-name", "\(key): expected schema.table, found \"\(text.value.shortened)\"",
      at: text.location)
    return nil
  }

  /// A bound on offending rows: `0`, `5%` or `never`.
  mutating func threshold(_ key: String) -> Threshold? {
    guard let text = values[key] else { return nil }
    if text.value == "never" { return .never }
    if let rows = Int64(text.value), rows >= 0 { return .rows(rows) }
    if text.value.hasSuffix("%"), let share = Double(text.value.dropLast().trimmingSpaces()),
      (0...100).contains(share)
    {
      return .percent(share)
    }
    report(
      "invalid-value",
      "\(key): expected a number of rows, a share such as 5%, or never, found "
        + "\"\(text.value.shortened)\"",
      at: text.location)
    return nil
  }

  /// Notes a bound for warnings that is never met, because rows fail before.
  mutating func refuseUnreachable(warn: Threshold?, fail: Threshold?) {
    guard let warn, let text = values["warn"] else { return }
    let isUnreachable =
      switch (warn, fail ?? .rows(0)) {
      case (.rows(let warn), .rows(let fail)): warn > fail
      case (.percent(let warn), .percent(let fail)): warn > fail
      case (.percent(let warn), .rows(0)): warn > 0
      default: false
      }
    guard isUnreachable else { return }
    report(
      "invalid-range",
      "warn: \(warn) is never reached, since fail is \(fail ?? .rows(0))"
        + (fail == nil ? " unless given" : ""),
      at: text.location)
  }
}
