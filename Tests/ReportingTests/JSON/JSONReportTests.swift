import FoundationEssentials
import Reporting
import Testing
import WarehouseModel

@Suite("JSON report")
struct JSONReportTests {
  @Test("holds everything that is known of a run")
  func everything() throws {
    try Golden.json.expect(JSONReport().text(of: Example.report))
  }

  @Test("stays JSON whatever the data, and gives it back as it was")
  func hostile() throws {
    struct Document: Decodable {
      struct Assertion: Decodable { let name: String }
      let command: String
      let seconds: Double
      let assertions: [Assertion]
    }
    let text = try JSONReport().text(of: Hostile.report)
    try Golden.jsonHostile.expect(text)
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    #expect(document.command == Hostile.text)
    #expect(document.assertions.first?.name == Hostile.text)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test("is written under a name of the caller's choice")
  func written() throws {
    let folder = try TemporaryFolder()
    try JSONReport().write(Example.report, to: folder("run.json"))
    #expect(try folder.text(of: "run.json") == JSONReport().text(of: Example.report))
  }
}
