import FoundationEssentials
import Testing
import WarehouseModel

@Suite("Identifiers")
struct IdentifierTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let quoted: String
    var testDescription: String { text.isEmpty ? "the empty name" : text }

    init(_ text: String, _ quoted: String) {
      self.text = text
      self.quoted = quoted
    }
  }

  @Test(arguments: [
    Case("teams", "\"teams\""),
    Case("Teams", "\"Teams\""),
    Case("select", "\"select\""),
    Case("a b", "\"a b\""),
    Case("a.b", "\"a.b\""),
    Case("a\"b", "\"a\"\"b\""),
    Case("\"", "\"\"\"\""),
    Case("a\"; drop table x --", "\"a\"\"; drop table x --\""),
    Case("'", "\"'\""),
    Case("\\", "\"\\\""),
    Case("größe", "\"größe\""),
    Case("日本🏓", "\"日本🏓\""),
    // Swift takes quote and accent for one character; the quote is doubled all the same.
    Case("\"\u{301}", "\"\"\"\u{301}\""),
    Case("line\nbreak", "\"line\nbreak\""),
    Case("", "\"\""),
    Case(String(repeating: "x", count: 63), "\"\(String(repeating: "x", count: 63))\""),
    Case(String(repeating: "é", count: 40), "\"\(String(repeating: "é", count: 40))\""),
  ])
  func `are quoted whatever they hold`(_ example: Case) {
    let quoted = Identifier(example.text).quoted
    #expect(Array(quoted.utf8) == Array(example.quoted.utf8))
  }

  @Test
  func `quote the schema and the name each on its own`() {
    let name = QualifiedName("my.schema", "a\"b")
    #expect(name.quoted == "\"my.schema\".\"a\"\"b\"")
    #expect(name.description == "my.schema.a\"b")
  }

  @Test
  func `make a column list for SQL and one for people`() {
    let columns: [Identifier] = ["id", "a,b", "c\"d"]
    #expect(columns.quotedList == "\"id\", \"a,b\", \"c\"\"d\"")
    #expect(columns.list == "id, a,b, c\"d")
    #expect([Identifier]().quotedList.isEmpty)
  }

  @Test
  func `are ordered by their bytes`() {
    let names: [Identifier] = ["é", "b", "a", "B", "日", "_", "aa", ""]
    #expect(names.sorted().map(\.text) == ["", "B", "_", "a", "aa", "b", "é", "日"])
  }

  @Test
  func `are as different as PostgreSQL takes them to be`() {
    let composed = Identifier("caf\u{e9}")
    let decomposed = Identifier("cafe\u{301}")
    #expect(Identifier("Teams") != Identifier("teams"))
    #expect(composed != decomposed, "PostgreSQL compares names by their bytes")
    #expect(Set([composed, decomposed]).count == 2)
  }

  @Test
  func `order qualified names by schema, then by name`() {
    let names: [QualifiedName] = [
      QualifiedName("b", "a"), QualifiedName("a", "z"), QualifiedName("a", "b"),
      QualifiedName("B", "z"),
    ]
    #expect(names.sorted().map(\.description) == ["B.z", "a.b", "a.z", "b.a"])
  }

  @Test
  func `are written to JSON as plain strings`() throws {
    let encoded = try JSONEncoder().encode([Identifier("a\"b"), Identifier("ü")])
    #expect(String(decoding: encoded, as: UTF8.self) == #"["a\"b","ü"]"#)
    #expect(try JSONDecoder().decode([Identifier].self, from: encoded) == ["a\"b", "ü"])
  }
}
