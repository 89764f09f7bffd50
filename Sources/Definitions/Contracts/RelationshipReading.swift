internal import WarehouseModel

extension ContractReader {
  /// Reads the relationships of an object, or of one of its properties, whose `from` it is.
  mutating func relationships(
    of mapping: YAMLMapping, at level: ContractLevel, in outline: ObjectOutline
  ) -> (relationships: [Relationship], notExecuted: [QualityRule]) {
    var relationships: [Relationship] = []
    var notExecuted: [QualityRule] = []
    var property: String?
    if level == .property, case .text(let name, _)? = mapping["name"]?.value { property = name }
    for link in mappings("relationships", of: mapping) {
      _ = customProperties(of: link, at: .relationship)
      if let type = text("type", of: link), type.value != "foreignKey" {
        refuse(type, called: "type", allowed: ["foreignKey"])
      }
      let references = references("to", of: link)
      if references.contains(where: { $0.value.contains("#") }) {
        notExecuted.append(notExecutedRule("a reference to another contract", at: link.location))
        continue
      }
      let targets = references.map { target($0) }
      let columns =
        level == .property
        ? ownColumn(property, of: link, in: outline) : ownColumns(of: link, in: outline)
      guard let columns, !targets.isEmpty else { continue }
      let found = targets.compactMap(\.self)
      guard found.count == targets.count, let first = found.first else { continue }
      if let relationship = relationship(from: columns, to: found, first, at: link) {
        relationships.append(relationship)
      }
    }
    return (relationships, notExecuted)
  }

  private typealias Target = (outline: ObjectOutline, column: Identifier)

  private mutating func relationship(
    from columns: [Identifier], to targets: [Target], _ first: Target, at link: YAMLMapping
  ) -> Relationship? {
    guard targets.allSatisfy({ $0.outline.relation == first.outline.relation }) else {
      report("invalid-reference", "to: all properties must be of one object", at: link.location)
      return nil
    }
    guard columns.count == targets.count else {
      report(
        "invalid-reference",
        "from and to must be of equal length, here are \(columns.count) and \(targets.count)",
        at: link.location)
      return nil
    }
    return Relationship(
      columns: columns, references: first.outline.relation,
      referencedColumns: targets.map(\.column), location: link.location)
  }

  private mutating func ownColumn(
    _ property: String?, of link: YAMLMapping, in outline: ObjectOutline
  ) -> [Identifier]? {
    if let from = link.entry("from") {
      report(
        "unknown-key", "no key \"from\" in a relationship of a property: it is the property itself",
        at: from.key.location)
    }
    return property.flatMap { outline.columns[$0] }.map { [$0] }
  }

  private mutating func ownColumns(
    of link: YAMLMapping, in outline: ObjectOutline
  ) -> [Identifier]? {
    let references = references("from", of: link)
    var columns: [Identifier] = []
    for reference in references {
      guard let target = target(reference) else { continue }
      if target.outline.name != outline.name {
        report(
          "invalid-reference",
          "from: expected a property of \"\(outline.name)\", found \"\(reference.value.shortened)\"",
          at: reference.location)
      }
      columns.append(target.column)
    }
    return columns.count == references.count && !columns.isEmpty ? columns : nil
  }

  /// One reference, or a list of them.
  private mutating func references(_ key: String, of link: YAMLMapping) -> [Located<String>] {
    guard let node = link[key] else {
      report("missing-key", "a relationship needs the key \"\(key)\"", at: link.location)
      return []
    }
    guard case .list(let nodes) = node.value else {
      return text(node, called: key).map { [$0] } ?? []
    }
    if nodes.isEmpty {
      report("wrong-type", "\(key): expected one property at least", at: node.location)
    }
    return nodes.compactMap { text($0, called: key) }
  }

  /// Finds what a reference means, or notes that there is no such thing.
  ///
  /// `teams.team_id` goes by names, `schema/teams_tbl/properties/team_id_pk` by ids
  /// ([references](https://bitol-io.github.io/open-data-contract-standard/latest/references)).
  private mutating func target(_ reference: Located<String>) -> Target? {
    reference.value.contains("/") ? targetByID(reference) : targetByName(reference)
  }

  private mutating func targetByName(_ reference: Located<String>) -> Target? {
    // The names themselves may hold dots: the longest object that fits is meant.
    let (text, outlines) = (reference.value, outlines)
    let dots = text.indices.reversed().filter { text[$0] == "." }
    let fitting = dots.lazy.compactMap { dot in
      outlines[String(text[..<dot])].map { ($0, String(text[text.index(after: dot)...])) }
    }
    guard let (outline, property) = fitting.first else {
      let first = reference.value.split(separator: ".").first.map(String.init) ?? reference.value
      report(
        "unknown-object",
        "no object \"\(first.shortened)\" in this contract\(hint(for: first, among: outlines.keys))",
        at: reference.location)
      return nil
    }
    if let column = outline.columns[property] { return (outline, column) }
    reportUnknownProperty(property, in: outline, at: reference.location)
    return nil
  }

  private mutating func targetByID(_ reference: Located<String>) -> Target? {
    let parts = reference.value.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[0] == "schema", parts[2] == "properties" else {
      report(
        "invalid-reference",
        "expected object.property or schema/<id>/properties/<id>, found "
          + "\"\(reference.value.shortened)\"",
        at: reference.location)
      return nil
    }
    guard let outline = outlinesByID[parts[1]] ?? outlines[parts[1]] else {
      let known = outlines.values.map { $0.id ?? $0.name }
      report(
        "unknown-object",
        "no object with the id \"\(parts[1].shortened)\" in this contract"
          + hint(for: parts[1], among: known),
        at: reference.location)
      return nil
    }
    if let column = outline.columnsByID[parts[3]] ?? outline.columns[parts[3]] {
      return (outline, column)
    }
    reportUnknownProperty(parts[3], in: outline, at: reference.location)
    return nil
  }
}
