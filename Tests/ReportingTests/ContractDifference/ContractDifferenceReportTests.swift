import FoundationEssentials
import Reporting
import Testing
import WarehouseModel

@Suite("A contract's changes for people and programs")
struct ContractDifferenceReportTests {
  private static func contract(
    _ version: String, _ properties: [ContractProperty], of name: String = "odd\n\u{1B}[31m|name"
  ) -> Contract {
    Contract(
      id: "x", version: version, file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
      server: nil,
      objects: [
        ContractObject(
          name: name, relation: QualifiedName("public", "t"), location: at(1),
          properties: properties)
      ])
  }

  private static func at(_ line: Int) -> WarehouseModel.SourceLocation {
    WarehouseModel.SourceLocation(file: "c.yaml", line: line)
  }

  private static func property(
    _ name: String, _ type: String? = nil, required: Bool? = nil
  ) -> ContractProperty {
    ContractProperty(
      name: name, column: Identifier(name), location: at(2),
      physicalType: type.map { Located(DataType($0), at: at(3)) },
      required: required.map { Located($0, at: at(4)) })
  }

  private let difference = ContractDifference(
    from: contract("1.0.0", [property("a", "int"), property("b", required: true)]),
    to: contract("1.1.0", [property("a", "bigint"), property("b"), property("<c>", "text")]))

  @Test("a person reads the worst first")
  func text() {
    #expect(
      ContractDifferenceText(isColoured: false).text(of: difference) == #"""
        odd\u{A}\u{1B}[31m|name
          breaking    b  [required-removed]
                      required → none
                      NULL may arrive where nobody expects it
                      c.yaml:2:1
          risky       a  [type-widened]
                      integer → bigint
                      bigint holds values that integer does not; a target as narrow as before refuses them
                      c.yaml:3:1
          compatible  <c>  [property-added]
                      none → text
                      it can be relied on from now on
                      c.yaml:2:1

        the contract
          breaking    contract  [version-not-raised]
                      1.0.0 → 1.1.0
                      these changes ask for 2.0.0 at least
                      c.yaml:1:1

        4 changes: 2 breaking, 1 risky, 1 compatible; version 1.0.0 → 1.1.0

        """#)
  }

  @Test("only our own escape sequences reach the terminal")
  func coloured() {
    let text = ContractDifferenceText(isColoured: true).text(of: difference)
    #expect(text.contains("\u{1B}[31mbreaking"))
    #expect(!text.contains("\u{1B}[31m|"))
  }

  @Test("a pull request shows a table that no name can break")
  func markdown() {
    let text = ContractDifferenceMarkdown().text(of: difference)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 6)
    #expect(rows.allSatisfy { $0.replacing("\\|", with: "").count { $0 == "|" } == 6 })
    #expect(text.contains("odd \\\\u{1B}\\[31m\\|name.&lt;c&gt;"))
    #expect(text.hasSuffix("\n\nVersion 1.0.0 → 1.1.0.\n"))
  }

  @Test("a program gets every change with its place")
  func json() throws {
    struct Document: Decodable {
      struct Version: Decodable { let before, after, neededRaise: String }
      struct Change: Decodable {
        let id: String
        let object: String?
        let property: String?
        let line: Int
      }
      let version: Version
      let summary: [String: Int]
      let changes: [Change]
    }
    let text = try ContractDifferenceJSON().text(of: difference)
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    #expect(document.version.neededRaise == "major")
    #expect(document.summary == ["breaking": 2, "risky": 1, "compatible": 1])
    #expect(document.changes.map(\.property) == ["a", "b", "<c>", nil])
    #expect(document.changes.map(\.line) == [3, 2, 2, 1])
    #expect(document.changes.first?.object == "odd\n\u{1B}[31m|name")
  }

  @Test("that nothing changed is told")
  func nothing() {
    let same = Self.contract("1.0.0", [])
    let none = ContractDifference(from: same, to: same)
    #expect(ContractDifferenceText(isColoured: false).text(of: none) == "no changes\n")
    #expect(ContractDifferenceMarkdown().text(of: none) == "No changes.\n")
  }
}
