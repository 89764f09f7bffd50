import WarehouseModel

/// A qualified name as SQL says it: `silver.teams`.
func name(_ text: String) -> QualifiedName {
  let parts = text.split(separator: ".").map(String.init)
  return QualifiedName(Identifier(parts[0]), Identifier(parts[1]))
}

/// A model whose reads lie on the lines of its file, in order.
func model(_ text: String, reads: [String] = []) -> Model {
  let file = "sql/\(text).sql"
  let references = reads.enumerated().map { index, read in
    let parts = read.split(separator: ".").map(String.init)
    return RelationReference(
      schema: parts.count == 2 ? Identifier(parts[0]) : nil,
      name: Identifier(parts[parts.count - 1]),
      location: SourceLocation(file: file, line: index + 1, column: 6))
  }
  let qualified = name(text)
  return Model(
    name: qualified, layer: Layer(rawValue: qualified.schema.text) ?? .gold, title: nil,
    materialization: .table, key: [], query: "SELECT 1",
    location: SourceLocation(file: file, line: 1), reads: references)
}

/// The diagnostics that a closure throws, one a line; empty when it throws none.
func mistakes(in body: () throws -> Void) -> [String] {
  do {
    try body()
    return []
  } catch let errors as DefinitionErrors {
    return errors.diagnostics.map(\.description)
  } catch {
    return ["unexpected: \(error)"]
  }
}

func property(
  _ column: Identifier, key: Int? = nil, timeZone: String? = nil
) -> ContractProperty {
  let location = SourceLocation(file: "c.yaml", line: 2)
  return ContractProperty(
    name: column.text, column: column, location: location,
    primaryKeyPosition: key.map { Located($0, at: location) },
    timeZone: timeZone.map { Located($0, at: location) })
}

func contract(_ objects: ContractObject...) -> Contract {
  Contract(
    id: "c", version: "1", file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
    server: nil, objects: objects)
}

func promise(
  _ relation: String, _ properties: [ContractProperty] = [property("id")], line: Int = 1
) -> ContractObject {
  ContractObject(
    name: relation, relation: name(relation),
    location: SourceLocation(file: "c.yaml", line: line), properties: properties)
}
