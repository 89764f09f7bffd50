internal import WarehouseModel

/// Why a relationship cannot be looked at.
private struct Unresolved: Error {
  let id: String
  let message: String
  let location: SourceLocation
}

extension ContractReader {
  /// Reads the relationships of an object, or of one of its properties, whose `from` it is.
  ///
  /// What they point to need not be in the contract: such a one is reported as not executed.
  mutating func relationships(
    of mapping: YAMLMapping, at level: ContractLevel, in outline: ObjectOutline
  ) -> (relationships: [Relationship], notExecuted: [QualityRule]) {
    var relationships: [Relationship] = []
    var notExecuted: [QualityRule] = []
    var property: String?
    if level == .property, case .text(let name, _)? = mapping["name"]?.value { property = name }
    for link in entries("relationships", of: mapping) {
      _ = customProperties(of: link, at: .relationship)
      let targets = references("to", of: link)
      let sources = references("from", of: link)
      guard !targets.isEmpty, level == .property || !sources.isEmpty else { continue }
      if (targets + sources).contains(where: { $0.value.contains("#") }) {
        notExecuted.append(notExecutedRule("a reference to another contract", at: link.location))
        continue
      }
      do throws(Unresolved) {
        let columns =
          level == .property
          ? try ownColumn(property, of: link, in: outline) : try columns(sources, of: outline)
        relationships.append(try relationship(from: columns, to: targets, at: link))
      } catch {
        warn(error.id, error.message, at: error.location)
        notExecuted.append(skipped(error.message, at: link.location))
      }
    }
    return (relationships, notExecuted)
  }

  private func relationship(
    from columns: [Identifier], to references: [Located<String>], at link: YAMLMapping
  ) throws(Unresolved) -> Relationship {
    var targets: [Target] = []
    for reference in references { targets.append(try target(reference)) }
    guard let first = targets.first,
      targets.allSatisfy({ $0.outline.relation == first.outline.relation })
    else {
      throw Unresolved(
        id: "invalid-reference", message: "to: all properties must be of one object",
        location: link.location)
    }
    guard columns.count == targets.count else {
      throw Unresolved(
        id: "invalid-reference",
        message:
          "from and to must be of equal length, here are \(columns.count) and \(targets.count)",
        location: link.location)
    }
    return Relationship(
      columns: columns, references: first.outline.relation,
      referencedColumns: targets.map(\.column), location: link.location)
  }

  private func ownColumn(
    _ property: String?, of link: YAMLMapping, in outline: ObjectOutline
  ) throws(Unresolved) -> [Identifier] {
    if let column = property.flatMap({ outline.columns[$0] }) { return [column] }
    throw Unresolved(
      id: "invalid-reference", message: "a relationship of a property without a name",
      location: link.location)
  }

  private func columns(
    _ references: [Located<String>], of outline: ObjectOutline
  ) throws(Unresolved) -> [Identifier] {
    var columns: [Identifier] = []
    for reference in references {
      let target = try target(reference)
      guard target.outline.name == outline.name else {
        throw Unresolved(
          id: "invalid-reference",
          message: "from: expected a property of \"\(outline.name)\", found "
            + "\"\(reference.value.shortened)\"",
          location: reference.location)
      }
      columns.append(target.column)
    }
    return columns
  }

  /// One reference, or a list of them.
  private func references(_ key: String, of link: YAMLMapping) -> [Located<String>] {
    guard let node = link[key] else { return [] }
    let nodes: [YAMLNode] = if case .list(let nodes) = node.value { nodes } else { [node] }
    return nodes.compactMap { node in
      if case .text(let text, _) = node.value { Located(text, at: node.location) } else { nil }
    }
  }

  // MARK: - What a reference means

  private typealias Target = (outline: ObjectOutline, column: Identifier)

  /// Finds what a reference means.
  ///
  /// `teams.team_id` goes by names, `schema/teams_tbl/properties/team_id_pk` by ids
  /// ([references](https://bitol-io.github.io/open-data-contract-standard/latest/references)).
  private func target(_ reference: Located<String>) throws(Unresolved) -> Target {
    reference.value.contains("/") ? try targetByID(reference) : try targetByName(reference)
  }

  private func targetByName(_ reference: Located<String>) throws(Unresolved) -> Target {
    // The names themselves may hold dots: the longest object that fits is meant.
    let (text, outlines) = (reference.value, outlines)
    let dots = text.indices.reversed().filter { text[$0] == "." }
    let fitting = dots.lazy.compactMap { dot in
      outlines[String(text[..<dot])].map { ($0, String(text[text.index(after: dot)...])) }
    }
    guard let (outline, property) = fitting.first else {
      let first = reference.value.split(separator: ".").first.map(String.init) ?? reference.value
      throw Unresolved(
        id: "unknown-object",
        message: "no object \"\(first.shortened)\" in this contract"
          + hint(for: first, among: outlines.keys.sorted()),
        location: reference.location)
    }
    if let column = outline.columns[property] { return (outline, column) }
    throw unknownProperty(property, in: outline, at: reference.location)
  }

  private func targetByID(_ reference: Located<String>) throws(Unresolved) -> Target {
    let parts = reference.value.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[0] == "schema", parts[2] == "properties" else {
      throw Unresolved(
        id: "invalid-reference",
        message: "expected object.property or schema/<id>/properties/<id>, found "
          + "\"\(reference.value.shortened)\"",
        location: reference.location)
    }
    guard let outline = outlinesByID[parts[1]] ?? outlines[parts[1]] else {
      let known = outlines.values.map { $0.id ?? $0.name }.sorted()
      throw Unresolved(
        id: "unknown-object",
        message: "no object with the id \"\(parts[1].shortened)\" in this contract"
          + hint(for: parts[1], among: known),
        location: reference.location)
    }
    if let column = outline.columnsByID[parts[3]] ?? outline.columns[parts[3]] {
      return (outline, column)
    }
    throw unknownProperty(parts[3], in: outline, at: reference.location)
  }

  private func unknownProperty(
    _ name: String, in outline: ObjectOutline, at location: SourceLocation
  ) -> Unresolved {
    Unresolved(
      id: "unknown-property",
      message: "no property \"\(name.shortened)\" in \"\(outline.name)\""
        + hint(for: name, among: outline.columns.keys.sorted()),
      location: location)
  }
}
