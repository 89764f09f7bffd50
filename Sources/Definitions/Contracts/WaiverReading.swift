internal import WarehouseModel

extension YAMLReading {
  /// The text of a node that must not be empty.
  mutating func filled(_ node: YAMLNode, called key: String) -> Located<String>? {
    guard let text = text(node, called: key) else { return nil }
    guard text.value.trimmingSpaces().isEmpty else { return text }
    report("wrong-type", "\(key): expected a text, found an empty one", at: text.location)
    return nil
  }

  /// Reads one waiver; nil when anything that it needs is missing or wrong.
  ///
  /// - Parameter prefix: what the name of an assertion may leave out, such as `columns.amount.`.
  mutating func waiver(
    _ mapping: YAMLMapping, of relation: QualifiedName, prefix: String = ""
  ) -> Waiver? {
    let what = "a waiver"
    let assertion = requiredText("assertion", of: mapping, in: what)
    let reason = requiredText("reason", of: mapping, in: what)
    let day = requiredText("expires", of: mapping, in: what)
    let expires = day.flatMap { CalendarDay($0.value) }
    if let day, expires == nil {
      report(
        "invalid-value",
        "expires: expected a day such as 2026-12-31, found \"\(day.value.shortened)\"",
        at: day.location)
    }
    guard let assertion, let reason, let expires else { return nil }
    let name =
      assertion.value.hasPrefix(prefix) ? assertion.value : prefix + assertion.value
    return Waiver(
      relation: relation, assertion: name, reason: String(reason.value.trimmingSpaces()),
      expires: expires, location: assertion.location)
  }
}

extension ContractReader {
  /// Reads `whtest.waivers` of an object, or of one of its columns.
  mutating func waivers(
    in own: [String: YAMLNode], of relation: QualifiedName, column: Identifier?
  ) -> [Waiver] {
    let key = "whtest.waivers"
    guard let node = own["waivers"] else { return [] }
    guard case .list(let nodes) = node.value else {
      report("wrong-type", "\(key): expected a list, found \(node.found)", at: node.location)
      return []
    }
    return nodes.compactMap { mapping($0, called: key) }.compactMap { mapping in
      refuseKeys(of: mapping, except: ["assertion", "reason", "expires"], in: "a waiver")
      return waiver(mapping, of: relation, prefix: column.map { "columns.\($0)." } ?? "")
    }
  }
}

extension ConfigurationReader {
  /// Reads `waivers` of `whtest.yaml`, which name the relation too.
  mutating func waivers(of root: YAMLMapping) -> [Waiver] {
    mappings("waivers", of: root).compactMap { mapping in
      refuseKeys(
        of: mapping, except: ["relation", "assertion", "reason", "expires"], in: "a waiver")
      let text = requiredText("relation", of: mapping, in: "a waiver")
      let parts = text.flatMap { NamePath($0.value) }?.parts ?? []
      if let text, parts.count != 2 {
        report(
          "invalid-name",
          "relation: expected schema.table, found \"\(text.value.shortened)\"; a part with a dot in"
            + " it stands in double quotes",
          at: text.location)
      }
      // Read whatever the relation is, so that every mistake is noted.
      let relation = parts.count == 2 ? QualifiedName(parts[0], parts[1]) : nil
      let read = waiver(mapping, of: relation ?? QualifiedName("", ""))
      return relation == nil ? nil : read
    }
  }
}
