import Foundation
import Testing
import WarehouseModel

@testable import Definitions

/// `docs/contract.schema.json`, as an editor reads it.
private struct SchemaFile {
  let root: [String: Any]

  init() throws {
    let data = try Data(contentsOf: URL(filePath: "\(Self.repository)/docs/contract.schema.json"))
    root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The keys that a definition describes; of the root for a contract.
  func keys(of level: ContractLevel) throws -> Set<String> {
    let definitions = try #require(root["definitions"] as? [String: [String: Any]])
    let schema =
      switch level {
      case .contract: root
      case .customProperty: try #require(definitions["customProperty"])
      default: try #require(definitions["\(level)"])
      }
    return Set(try #require(schema["properties"] as? [String: Any]).keys)
  }

  /// Follows references, and the elements of lists.
  private func resolved(_ schema: [String: Any]) -> [String: Any] {
    if let reference = schema["$ref"] as? String,
      let definitions = root["definitions"] as? [String: [String: Any]],
      let found = definitions[String(reference.dropFirst("#/definitions/".count))]
    {
      return resolved(found)
    }
    return (schema["items"] as? [String: Any]).map { resolved($0) } ?? schema
  }

  /// The keys in a YAML file that the schema does not describe, and our properties that it does not
  /// name.
  func unknown(in node: YAMLNode, _ schema: [String: Any]) -> [String] {
    let schema = resolved(schema)
    switch node.value {
    case .list(let nodes): return nodes.flatMap { unknown(in: $0, schema) }
    case .mapping(let mapping):
      guard let properties = schema["properties"] as? [String: Any] else { return [] }
      let then = (schema["then"] as? [String: Any])?["properties"] as? [String: Any] ?? [:]
      return mapping.entries.flatMap { entry -> [String] in
        let key = entry.key.value
        guard let below = properties[key] ?? then[key] else {
          return ["\(entry.key.location) \(key)"]
        }
        return unknown(in: entry.value, below as? [String: Any] ?? [:])
      }
    case .text(let text, _):
      guard text.hasPrefix("whtest."), let choices = schema["anyOf"] as? [[String: Any]] else {
        return []
      }
      let names = choices.compactMap { $0["enum"] as? [String] }.joined()
      return names.contains(text) ? [] : ["\(node.location) \(text)"]
    case .number, .boolean, .null: return []
    }
  }
}

@Suite("The JSON Schema of our contracts")
struct ContractSchemaFileTests {
  @Test(arguments: ContractLevel.allCases)
  func `has the keys of v3.1.0`(_ level: ContractLevel) throws {
    var known = Set(level.keys.filter { $0.isKnown(in: .v3_1_0) }.map(\.name))
    switch level {
    case .enumValue, .synonym, .map, .context, .contextConstraint, .verifiedStatement:
      return  // of v3.2
    case .server: known.insert("type")
    case .object: known.insert("logicalType")
    case .property, .item:
      known.formUnion(["logicalType", "logicalTypeOptions", "properties", "items"])
    case .quality:
      known.formUnion(Operator.allCases.map(\.rawValue))
      known.formUnion(["metric", "rule", "arguments", "query", "engine", "implementation"])
    case .propertyRelationship: known.remove("from")
    case .contract, .description, .relationship, .customProperty, .authoritativeDefinition,
      .support, .price, .team, .teamMember, .role, .agreement:
      break
    }
    #expect(try SchemaFile().keys(of: level) == known)
  }

  @Test(arguments: ["production", "gold"])
  func `describes the example`(_ name: String) throws {
    let path = "\(SchemaFile.repository)/contracts/\(name).odcs.yaml"
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    var diagnostics: [Diagnostic] = []
    let root = try #require(
      YAMLDocument.root(of: text, file: name, reporting: &diagnostics))
    let schema = try SchemaFile()
    let node = YAMLNode(value: .mapping(root), location: root.location)
    #expect(schema.unknown(in: node, schema.root) == [])
  }

  @Test
  func `notices a key and a property that nobody knows`() throws {
    let text = ContractSample.properties(
      "      - {name: a, requried: true, customProperties: [{property: whtest.x, value: 1}]}\n")
    var diagnostics: [Diagnostic] = []
    let root = try #require(YAMLDocument.root(of: text, file: "x", reporting: &diagnostics))
    let schema = try SchemaFile()
    let node = YAMLNode(value: .mapping(root), location: root.location)
    #expect(
      schema.unknown(in: node, schema.root) == ["x:9:19 requried", "x:9:65 whtest.x"])
  }
}
