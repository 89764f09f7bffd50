internal import WarehouseModel

extension ContractReader {
  /// Reads how an object is copied to bronze: one word, or keys and values.
  mutating func load(
    in own: [String: YAMLNode], of outline: ObjectOutline, properties: [ContractProperty]
  ) -> Located<LoadMode>? {
    guard let node = own["load"] else { return nil }
    let hasKey = properties.contains { $0.primaryKeyPosition != nil }
    let load: LoadMode?
    switch node.value {
    case .mapping(let terms):
      load =
        switch mode(of: terms) {
        case .full: fullLoad(terms, hasKey: hasKey)
        case .incremental: incrementalLoad(terms, of: outline, properties, hasKey: hasKey)
        case nil: nil
        }
    case .text(LoadWord.incremental.rawValue, _):
      report(
        "missing-key",
        "\(Self.loadKey): incremental needs a watermark: {mode: incremental, watermark: …}",
        at: node.location)
      load = nil
    case .text, .list, .number, .boolean, .null:
      load = loadWord(node, called: Self.loadKey).map { _ in .full() }
    }
    return load.map { Located($0, at: node.location) }
  }

  private static let loadKey = "whtest.load"

  private enum LoadWord: String, CaseIterable {
    case full, incremental
  }

  private mutating func loadWord(_ node: YAMLNode, called key: String) -> LoadWord? {
    guard let text = text(node, called: key) else { return nil }
    if let word = LoadWord(rawValue: text.value) { return word }
    refuse(text, called: key, allowed: LoadWord.allCases.map(\.rawValue))
    return nil
  }

  private mutating func mode(of terms: YAMLMapping) -> LoadWord? {
    guard let node = terms["mode"] else {
      report("missing-key", "\(Self.loadKey) needs the key \"mode\"", at: terms.location)
      return nil
    }
    return loadWord(node, called: "mode")
  }

  private mutating func fullLoad(_ terms: YAMLMapping, hasKey: Bool) -> LoadMode? {
    refuseKeys(of: terms, except: ["mode", "logged", "key"], in: "\(Self.loadKey) of mode full")
    let isLogged = boolean("logged", of: terms)?.value ?? true
    let key = boolean("key", of: terms)
    if let key, key.value, !hasKey {
      report(
        "missing-key", "key: true needs a property with primaryKey: true", at: key.location)
    }
    return .full(isLogged: isLogged, hasKey: key?.value ?? false)
  }

  // MARK: - Incremental

  private mutating func incrementalLoad(
    _ terms: YAMLMapping, of outline: ObjectOutline, _ properties: [ContractProperty], hasKey: Bool
  ) -> LoadMode? {
    refuseKeys(
      of: terms, except: ["mode", "watermark", "overlap", "reconcile"],
      in: "\(Self.loadKey) of mode incremental")
    if !hasKey {
      report(
        "missing-key",
        "an incremental load needs a property with primaryKey: true, by which rows are told apart",
        at: terms.location)
    }
    let reconciliation = reconciliation(of: terms)
    guard
      let text = requiredText("watermark", of: terms, in: "\(Self.loadKey) of mode incremental"),
      let property = watermark(text, in: outline, properties),
      let kind = watermarkKind(of: property, at: text.location),
      let overlap = overlap(of: terms, for: kind), let reconciliation
    else { return nil }
    return .incremental(
      Watermark(column: property.column, overlap: overlap, reconciliation: reconciliation))
  }

  /// The property of that name, or else of that column.
  private mutating func watermark(
    _ text: Located<String>, in outline: ObjectOutline, _ properties: [ContractProperty]
  ) -> ContractProperty? {
    let found =
      properties.first { $0.name == text.value }
      ?? properties.first { $0.column.text == text.value }
    if let found { return found }
    report(
      "unknown-property",
      "watermark: no property \"\(text.value.shortened)\" in \"\(outline.name)\""
        + hint(for: text.value, among: properties.map(\.name)),
      at: text.location)
    return nil
  }

  /// What a watermark counts in.
  private enum WatermarkKind {
    case moment, day, number
  }

  /// Values must have an order in which each change comes after the ones before.
  private mutating func watermarkKind(
    of property: ContractProperty, at location: SourceLocation
  ) -> WatermarkKind? {
    let promised: String
    if let type = property.physicalType?.value {
      switch type.family {
      case .timestamp: return .moment
      case .date: return .day
      case .integer: return .number
      default: promised = "\(type)"
      }
    } else {
      switch property.logicalType?.value {
      case .timestamp: return .moment
      case .date: return .day
      case .integer: return .number
      case .string, .time, .number, .object, .array, .boolean, nil:
        promised = property.logicalType?.value.rawValue ?? "no type"
      }
    }
    report(
      "invalid-value",
      "watermark: \(property.name) must be promised as a timestamp, a date or an integer, this is "
        + promised,
      at: location)
    return nil
  }

  /// How far to look back, so that what was not committed when the last run looked is not lost.
  ///
  /// For times an hour is more than transactions should last, for days the day before. How many numbers a
  /// transaction may hold back only the owner of the table knows, so that has to be said.
  private mutating func overlap(
    of terms: YAMLMapping, for kind: WatermarkKind
  ) -> Watermark.Overlap? {
    guard let node = terms["overlap"] else {
      switch kind {
      case .moment: return .time(.seconds(3600))
      case .day: return .time(.seconds(86_400))
      case .number:
        report(
          "missing-key",
          "a watermark of whole numbers needs an overlap: how many numbers below the highest may "
            + "still be committed",
          at: terms.location)
        return nil
      }
    }
    guard kind == .number else {
      return time(node, called: "overlap").map(Watermark.Overlap.time)
    }
    if case .number(let text) = node.value, let number = Int64(text), number >= 0 {
      return .number(number)
    }
    report(
      "wrong-type",
      "overlap: expected a whole number from 0, as the watermark is one, found \(node.found)",
      at: node.location)
    return nil
  }

  private mutating func reconciliation(of terms: YAMLMapping) -> Duration? {
    guard let node = terms["reconcile"] else { return .seconds(7 * 86_400) }
    if case .text("never", _) = node.value {
      report(
        "invalid-value",
        "reconcile: never is not allowed, since only a comparison of all rows finds a change that "
          + "did not raise the watermark",
        at: node.location)
      return nil
    }
    return time(node, called: "reconcile")
  }

  private mutating func time(_ node: YAMLNode, called key: String) -> Duration? {
    if case .text(let text, _) = node.value, let time = Duration(written: text) { return time }
    report(
      "invalid-duration",
      "\(key): expected a time such as 30s, 5min, 1h or 7d, found \(node.found)",
      at: node.location)
    return nil
  }
}
