import FoundationEssentials
import Reporting
import Testing
import WarehouseModel

@Suite("A difference for people and programs")
struct DifferenceReportTests {
  @Test("a person reads the worst first, and what follows in short")
  func text() throws {
    try Golden.difference.expect(DifferenceText(isColoured: false).text(of: Example.difference))
  }

  @Test("only our own escape sequences reach the terminal")
  func coloured() throws {
    let text = DifferenceText(isColoured: true).text(of: Example.difference)
    try Golden.differenceColoured.expect(text)
    #expect(!text.contains("\u{1B}[31m|"))
  }

  @Test("a pull request shows a table that no name can break")
  func markdown() throws {
    let text = DifferenceMarkdown().text(of: Example.difference)
    try Golden.differenceMarkdown.expect(text)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.allSatisfy { $0.replacing("\\|", with: "").count { $0 == "|" } == 6 })
  }

  @Test("a program gets every change, with names as the catalogs hold them")
  func json() throws {
    struct Document: Decodable {
      struct Change: Decodable {
        struct Object: Decodable { let path: [String] }
        let object: Object
        let impliedBy: Object?
      }
      let summary: [String: Int]
      let changes: [Change]
    }
    let text = try DifferenceJSON().text(of: Example.difference)
    try Golden.differenceJSON.expect(text)
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    #expect(document.changes.count == Example.difference.changes.count)
    #expect(document.summary.values.reduce(0, +) == Example.difference.causes.count)
    #expect(Set(document.summary.keys) == Set(Verdict.allCases.map(\.rawValue)))
    #expect(document.changes.contains { $0.object.path[1] == "odd\n\u{1B}[31m|name" })
    #expect(document.changes.contains { $0.impliedBy != nil })
  }

  @Test("that nothing changed is told")
  func nothing() throws {
    #expect(
      DifferenceText(isColoured: false).text(of: Example.noDifference)
        == "no changes\nnot compared: security labels; tablespaces\n")
    #expect(DifferenceMarkdown().text(of: Example.noDifference) == "No changes.\n")
  }
}
