internal import WarehouseModel

/// What the rest of a contract may refer to in an object.
struct ObjectOutline {
  let name: String
  let id: String?
  let relation: QualifiedName
  let mapping: YAMLMapping
  /// The properties' mappings, in the order of the file.
  let properties: [YAMLMapping]
  /// The columns by the name of their property.
  let columns: [String: Identifier]
  /// The columns by the `id` of their property.
  let columnsByID: [String: Identifier]
}

extension ContractReader {
  /// Reads all objects; first their names, so that relationships can point forward.
  mutating func objects(of root: YAMLMapping, schema: Identifier) -> [ContractObject] {
    var inOrder: [ObjectOutline] = []
    var relations: Set<QualifiedName> = []
    for mapping in entries("schema", of: root) {
      guard let outline = outline(of: mapping, schema: schema) else { continue }
      if outlines[outline.name] != nil {
        report(
          "duplicate-name", "a second object \"\(outline.name)\"", at: mapping.location)
      } else if !relations.insert(outline.relation).inserted, isForPostgres {
        report(
          "duplicate-name", "a second object for \(outline.relation)", at: mapping.location)
      }
      outlines[outline.name] = outlines[outline.name] ?? outline
      if let id = outline.id { outlinesByID[id] = outlinesByID[id] ?? outline }
      inOrder.append(outline)
    }
    return inOrder.map { object($0) }
  }

  private mutating func outline(
    of mapping: YAMLMapping, schema: Identifier
  ) -> ObjectOutline? {
    let properties = entries("properties", of: mapping)
    var columns: [String: Identifier] = [:]
    var columnsByID: [String: Identifier] = [:]
    for property in properties {
      guard case .text(let name, _)? = property["name"]?.value else { continue }
      var column = Identifier(name)
      if case .text(let physical, _)? = property["physicalName"]?.value {
        column = Identifier(physical)
      }
      columns[name] = columns[name] ?? column
      if case .text(let id, _)? = property["id"]?.value { columnsByID[id] = column }
    }
    guard let name = name("name", of: mapping) else { return nil }
    var id: String?
    if case .text(let text, _)? = mapping["id"]?.value { id = text }
    return ObjectOutline(
      name: name.value, id: id, relation: relation(of: mapping, name: name.value, schema: schema),
      mapping: mapping, properties: properties, columns: columns, columnsByID: columnsByID)
  }

  /// `physicalName` may name the schema too, and the database; `name` is a plain name, whatever
  /// stands in it.
  private mutating func relation(
    of mapping: YAMLMapping, name: String, schema: Identifier
  ) -> QualifiedName {
    guard let physical = given("physicalName", of: mapping) else {
      return QualifiedName(schema, Identifier(name))
    }
    if let parts = NamePath(physical.value)?.parts {
      if parts.count == 1 { return QualifiedName(schema, parts[0]) }
      if parts.count <= 3 { return QualifiedName(parts[parts.count - 2], parts[parts.count - 1]) }
    }
    if isForPostgres {
      warn(
        "invalid-name",
        "physicalName: expected table or schema.table, found \"\(physical.value.shortened)\"; "
          + "a part with a dot in it stands in double quotes",
        at: physical.location)
    }
    return QualifiedName(schema, Identifier(physical.value))
  }

  private mutating func object(_ outline: ObjectOutline) -> ContractObject {
    let mapping = outline.mapping
    let own = customProperties(of: mapping, at: .object)
    var (terms, severity) = objectTerms(own, of: mapping, relation: outline.relation)
    let timeZone = timeZone(in: own)
    var properties: [ContractProperty] = []
    var relationships: [Relationship] = []
    var quality = rules(of: mapping, in: outline, property: nil, severity: severity)
    let positions = primaryKeyPositions(of: outline)
    for (index, property) in outline.properties.enumerated() {
      let links = self.relationships(of: property, at: .property, in: outline)
      relationships += links.relationships
      quality += links.notExecuted
      if let read = self.property(
        property, in: outline, position: positions[index], timeZone: timeZone, severity: severity)
      {
        properties.append(read)
      }
    }
    noteDuplicates(in: properties)
    terms.load = load(in: own, of: outline, properties: properties)
    let links = self.relationships(of: mapping, at: .object, in: outline)
    return ContractObject(
      name: outline.name, relation: outline.relation, location: mapping.location,
      properties: properties, relationships: relationships + links.relationships,
      quality: quality + links.notExecuted, severity: severity, terms: terms)
  }

  /// Reads the quality rules one by one, so that one that cannot be run is told as such.
  mutating func rules(
    of mapping: YAMLMapping, in outline: ObjectOutline, property: String?, severity: CheckSeverity
  ) -> [QualityRule] {
    guard let entry = mapping.entry("quality"), case .list(let nodes) = entry.value.value else {
      return []
    }
    return nodes.flatMap { node -> [QualityRule] in
      guard case .mapping = node.value else { return [] }
      let list = YAMLNode(value: .list([node]), location: entry.value.location)
      let alone = YAMLMapping(
        entries: [YAMLEntry(key: entry.key, value: list)], location: mapping.location)
      let (read, skipped) = tolerating { reader in
        reader.qualityRules(of: alone, in: outline, property: property, severity: severity)
      }
      return skipped.isEmpty ? read : skipped
    }
  }

  private mutating func noteDuplicates(in properties: [ContractProperty]) {
    var names: Set<String> = []
    var columns: Set<Identifier> = []
    for property in properties {
      if !names.insert(property.name).inserted {
        report(
          "duplicate-name", "a second property \"\(property.name)\"", at: property.location)
      } else if !columns.insert(property.column).inserted, isForPostgres {
        report(
          "duplicate-name", "a second property for the column \(property.column)",
          at: property.location)
      }
    }
  }
}
