internal import WarehouseModel

/// Takes values out of mappings and notes every value that is not what it should be.
protocol YAMLReading {
  var diagnostics: [Diagnostic] { get set }
}

extension YAMLReading {
  /// Notes a mistake.
  mutating func report(_ id: String, _ message: String, at location: SourceLocation) {
    diagnostics.append(Diagnostic(.error, id, message, at: location))
  }

  /// Notes something that is no mistake, and worth knowing.
  mutating func warn(_ id: String, _ message: String, at location: SourceLocation) {
    diagnostics.append(Diagnostic(.warning, id, message, at: location))
  }

  /// Notes keys that nobody reads.
  mutating func refuseKeys(of mapping: YAMLMapping, except known: [String], in what: String) {
    for key in mapping.entries.map(\.key) where !known.contains(key.value) {
      report(
        "unknown-key", "no key \"\(key.value)\" in \(what)\(hint(for: key.value, among: known))",
        at: key.location)
    }
  }

  /// The text of a key; nil when the key is missing, or is no text and noted as such.
  mutating func text(_ key: String, of mapping: YAMLMapping) -> Located<String>? {
    guard let node = mapping[key] else { return nil }
    return text(node, called: key)
  }

  /// A node as a text.
  mutating func text(_ node: YAMLNode, called key: String) -> Located<String>? {
    switch node.value {
    case .text(let text, _): return Located(text, at: node.location)
    case .number(let text):
      report(
        "wrong-type",
        "\(key): expected a text, found the number \(text); write \"\(text)\" in quotes",
        at: node.location)
    case .mapping, .list, .boolean, .null:
      report("wrong-type", "\(key): expected a text, found \(node.found)", at: node.location)
    }
    return nil
  }

  /// The text of a key that must be there and not be empty.
  mutating func requiredText(
    _ key: String, of mapping: YAMLMapping, in what: String
  ) -> Located<String>? {
    guard mapping[key] != nil else {
      report("missing-key", "\(what) needs the key \"\(key)\"", at: mapping.location)
      return nil
    }
    guard let text = text(key, of: mapping) else { return nil }
    if text.value.trimmingSpaces().isEmpty {
      report("wrong-type", "\(key): expected a text, found an empty one", at: text.location)
      return nil
    }
    return text
  }

  /// The boolean of a key.
  mutating func boolean(_ key: String, of mapping: YAMLMapping) -> Located<Bool>? {
    guard let node = mapping[key] else { return nil }
    if case .boolean(let value) = node.value { return Located(value, at: node.location) }
    report("wrong-type", "\(key): expected true or false, found \(node.found)", at: node.location)
    return nil
  }

  /// The whole number of a key, no smaller than a bound.
  mutating func integer(
    _ key: String, of mapping: YAMLMapping, atLeast bound: Int
  ) -> Located<Int>? {
    guard let node = mapping[key] else { return nil }
    guard case .number(let text) = node.value, let number = Int(text) else {
      report(
        "wrong-type", "\(key): expected a whole number, found \(node.found)", at: node.location)
      return nil
    }
    guard number >= bound else {
      report(
        "invalid-range", "\(key): expected at least \(bound), found \(number)", at: node.location)
      return nil
    }
    return Located(number, at: node.location)
  }

  /// A node as a finite number.
  mutating func number(_ node: YAMLNode, called key: String) -> Double? {
    if case .number(let text) = node.value, let number = Double(text) { return number }
    report("wrong-type", "\(key): expected a number, found \(node.found)", at: node.location)
    return nil
  }

  /// The mapping of a key.
  mutating func mapping(_ key: String, of mapping: YAMLMapping) -> YAMLMapping? {
    mapping[key].flatMap { self.mapping($0, called: key) }
  }

  /// A node as a mapping.
  mutating func mapping(_ node: YAMLNode, called key: String) -> YAMLMapping? {
    if case .mapping(let mapping) = node.value { return mapping }
    report("wrong-type", "\(key): expected keys and values, found \(node.found)", at: node.location)
    return nil
  }

  /// The elements of a list; none when the key is missing.
  mutating func list(_ key: String, of mapping: YAMLMapping) -> [YAMLNode] {
    guard let node = mapping[key] else { return [] }
    if case .list(let nodes) = node.value { return nodes }
    report("wrong-type", "\(key): expected a list, found \(node.found)", at: node.location)
    return []
  }

  /// The mappings of a list of them.
  mutating func mappings(_ key: String, of mapping: YAMLMapping) -> [YAMLMapping] {
    list(key, of: mapping).compactMap { self.mapping($0, called: key) }
  }

  /// The text of a key as one of an enumeration's raw values.
  mutating func choice<Choice>(
    _ key: String, of mapping: YAMLMapping, as type: Choice.Type
  ) -> Located<Choice>?
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    guard let text = text(key, of: mapping) else { return nil }
    if let choice = Choice(rawValue: text.value) { return Located(choice, at: text.location) }
    refuse(text, called: key, allowed: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// Notes a text that is none of the allowed ones.
  mutating func refuse(_ text: Located<String>, called key: String, allowed: [String]) {
    let hint = hint(for: text.value, among: allowed)
    let choices = hint.isEmpty ? "; allowed: \(allowed.joined(separator: ", "))" : hint
    report(
      "unknown-value", "\(key): \"\(text.value.shortened)\" is not known\(choices)",
      at: text.location)
  }
}

/// `; did you mean "…"?`, or nothing.
func hint(for word: String, among candidates: some Sequence<String>) -> String {
  suggestion(for: word, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
}
