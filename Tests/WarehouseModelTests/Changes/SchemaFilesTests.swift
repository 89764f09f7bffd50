import FoundationEssentials
import Testing
import WarehouseModel

/// The JSON Schemas in `docs` know every word that the tool writes, and no other.
@Suite struct SchemaFilesTests {
  @Test func theSchemaOfDifferencesHasAllWords() throws {
    let words = try Self.definitions(of: "difference")
    #expect(words["changeKind"]?.enum == ChangeKind.allCases.map(\.rawValue))
    #expect(words["objectKind"]?.enum == ObjectKind.allCases.map(\.rawValue))
    #expect(words["aspect"]?.enum == Aspect.allCases.map(\.rawValue))
    #expect(words["verdict"]?.enum == Verdict.allCases.map(\.rawValue))
  }

  @Test func theSchemaOfSnapshotsHasAllWords() throws {
    let words = try Self.definitions(of: "snapshot")
    #expect(words["objectKind"]?.enum == ObjectKind.allCases.map(\.rawValue))
    let facts = try #require(words["facts"]?.properties)
    #expect(Set(facts.keys) == Set(Aspect.allCases.map(\.rawValue)))
    for aspect in Aspect.allCases {
      #expect(facts[aspect.rawValue]?.reference == "#/$defs/\(aspect.shape)", "\(aspect)")
    }
  }

  @Test(arguments: ["difference", "snapshot"])
  func theFormatIsTheOneThatIsWritten(name: String) throws {
    #expect(try Self.file(name).properties["format"]?.const == SchemaSnapshot.format)
  }

  // MARK: - The files

  private struct File: Decodable {
    struct Property: Decodable { let const: Int? }
    let properties: [String: Property]
    let definitions: [String: Definition]

    enum CodingKeys: String, CodingKey {
      case properties
      case definitions = "$defs"
    }
  }

  private struct Definition: Decodable {
    struct Reference: Decodable {
      let reference: String?

      enum CodingKeys: String, CodingKey { case reference = "$ref" }
    }
    let `enum`: [String]?
    let properties: [String: Reference]?
  }

  private static func definitions(of name: String) throws -> [String: Definition] {
    try file(name).definitions
  }

  private static func file(_ name: String) throws -> File {
    let repository = "\(#filePath)".split(separator: "/").dropLast(4)
      .reduce(into: "") { $0 += "/\($1)" }
    let data = try #require(
      FileManager.default.contents(atPath: "\(repository)/docs/\(name).schema.json"))
    return try JSONDecoder().decode(File.self, from: data)
  }
}
