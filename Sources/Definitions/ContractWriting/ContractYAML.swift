internal import WarehouseModel

/// Writes the parts of a contract as lines of YAML, laid out as a person would.
struct ContractYAML {
  var scalar = YAMLScalar()
  /// How far the dashes of a list stand in from its key.
  var listIndent = 2

  /// A whole contract.
  func contract(
    id: String, name: String, server: String, address: ServerAddress, schema: String,
    purpose: String?, note: String, objects: [ObjectDraft]
  ) -> [String] {
    var lines = [
      "# Drafted by `whtest contracts init` from what the database says of itself: read it, correct it,",
      "# set `status`. Running that again adds new tables and columns and leaves all else as it is.",
      "apiVersion: v3.1.0",
      "kind: DataContract",
      "id: \(scalar.text(id))",
      "name: \(scalar.text(name))",
      "version: 1.0.0",
      "status: draft",
    ]
    if let purpose { lines += ["description:"] + indented(scalar.lines(purpose, key: "purpose")) }
    lines += ["", "# \(note)", "servers:"]
    lines += list([
      [
        "server: \(scalar.text(server))",
        "type: postgres",
        "host: \(scalar.text(address.host))",
        "port: \(address.port)",
        "database: \(scalar.text(address.database))",
        "schema: \(scalar.text(schema))",
      ]
    ])
    return lines + ["", "schema:"] + indented(self.objects(objects), by: listIndent)
  }

  /// The items of `schema`, parted by empty lines.
  func objects(_ objects: [ObjectDraft]) -> [String] {
    Array(objects.map { item(object($0)) }.joined(separator: [""]))
  }

  /// The items of `properties`.
  func properties(_ properties: [PropertyDraft]) -> [String] {
    properties.flatMap { item(property($0)) }
  }

  /// `properties` itself; nothing where there is none.
  func propertyList(_ properties: [PropertyDraft]) -> [String] {
    properties.isEmpty
      ? [] : ["properties:"] + indented(self.properties(properties), by: listIndent)
  }

  // MARK: - Levels

  private func object(_ object: ObjectDraft) -> [String] {
    var lines = [
      "name: \(scalar.text(object.name))",
      "physicalName: \(scalar.text(object.physicalName))",
      "physicalType: \(object.physicalType)",
      "logicalType: object",
    ]
    if let text = object.description { lines += scalar.lines(text, key: "description") }
    if !object.relationships.isEmpty {
      lines.append("relationships:")
      lines += list(
        object.relationships.map { link in
          ["type: foreignKey", "from: \(flow(link.from))", "to: \(flow(link.to))"]
        })
    }
    if !object.distinct.isEmpty {
      lines.append("quality:")
      lines += list(
        object.distinct.map { names in
          [
            "name: \(scalar.text("unique " + names.joined(separator: ", ")))",
            "metric: duplicateValues",
            "arguments: {properties: \(flow(names))}",
            "mustBe: 0",
          ]
        })
    }
    lines += object.remarks.map(scalar.comment)
    return lines + propertyList(object.properties)
  }

  private func property(_ property: PropertyDraft) -> [String] {
    var lines = ["name: \(scalar.text(property.name))"]
    if let name = property.physicalName { lines.append("physicalName: \(scalar.text(name))") }
    if let text = property.description { lines += scalar.lines(text, key: "description") }
    if let type = property.logicalType { lines.append("logicalType: \(type.rawValue)") }
    if !property.options.isEmpty {
      let options = property.options.map { "\($0.key): \(literal($0.value))" }
      lines.append("logicalTypeOptions: {\(options.joined(separator: ", "))}")
    }
    lines.append("physicalType: \(scalar.text(property.physicalType))")
    if property.isRequired { lines.append("required: true") }
    if property.isUnique { lines.append("unique: true") }
    if let position = property.keyPosition {
      lines += ["primaryKey: true", "primaryKeyPosition: \(position)"]
    }
    if !property.references.isEmpty {
      lines.append("relationships:")
      lines += list(
        property.references.map { ["type: foreignKey", "to: \(scalar.text($0))"] })
    }
    if !property.validValues.isEmpty {
      lines.append("quality:")
      lines += list([
        [
          "name: known value",
          "metric: invalidValues",
          "arguments:",
          "  validValues: [\(property.validValues.map(literal).joined(separator: ", "))]",
          "mustBe: 0",
        ]
      ])
    }
    return lines + property.remarks.map(scalar.comment)
  }

  private func literal(_ literal: Literal) -> String {
    switch literal {
    case .number(let text): text
    case .string(let text): scalar.text(text, isInFlow: true)
    case .boolean(let value): value ? "true" : "false"
    }
  }

  // MARK: - Layout

  private func flow(_ texts: [String]) -> String {
    "[" + texts.map { scalar.text($0, isInFlow: true) }.joined(separator: ", ") + "]"
  }

  private func list(_ items: [[String]]) -> [String] {
    indented(items.flatMap(item), by: listIndent)
  }

  private func item(_ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      index == 0 ? "- " + line : line.isEmpty ? "" : "  " + line
    }
  }
}

/// Lines that stand further in; empty ones stay empty.
func indented(_ lines: [String], by spaces: Int = 2) -> [String] {
  let space = String(repeating: " ", count: spaces)
  return lines.map { $0.isEmpty ? "" : space + $0 }
}
