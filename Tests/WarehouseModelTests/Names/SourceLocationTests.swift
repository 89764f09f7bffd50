import Testing
import WarehouseModel

@Suite("Places in files")
struct SourceLocationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let offset: Int
    let line: Int
    let column: Int
    var testDescription: String { "\(offset) bytes into \(text.debugDescription)" }

    init(_ text: String, _ offset: Int, _ line: Int, _ column: Int) {
      self.text = text
      self.offset = offset
      self.line = line
      self.column = column
    }
  }

  @Test(arguments: [
    Case("", 0, 1, 1),
    Case("", 5, 1, 1),
    Case("abc", 0, 1, 1),
    Case("abc", 2, 1, 3),
    Case("abc", 3, 1, 4),
    Case("abc", 99, 1, 4),
    Case("abc", -1, 1, 1),
    Case("a\nb", 1, 1, 2),
    Case("a\nb", 2, 2, 1),
    Case("a\n\nb", 3, 3, 1),
    // Two, three and four bytes are one column each.
    Case("é=1", 2, 1, 2),
    Case("日=1", 3, 1, 2),
    Case("🏓=1", 4, 1, 2),
    Case("é\né=1", 5, 2, 2),
    // A letter and its combining accent are two scalars, as PostgreSQL counts them.
    Case("e\u{301}=1", 3, 1, 3),
    // Swift takes CR LF for one character; here only the LF ends the line.
    Case("a\r\nb", 2, 1, 3),
    Case("a\r\nb", 3, 2, 1),
    Case("a\r\nb\r\nc", 6, 3, 1),
    // An offset inside a scalar is taken as the place after it.
    Case("é=1", 1, 1, 2),
  ])
  func `are found by an offset in UTF-8`(_ example: Case) {
    let start = SourceLocation(file: "a.sql", line: 1)
    let found = start.advanced(by: example.offset, in: example.text)
    #expect(found == SourceLocation(file: "a.sql", line: example.line, column: example.column))
  }

  @Test
  func `are counted from where the text begins`() {
    let start = SourceLocation(file: "a.sql", line: 7, column: 5)
    #expect(start.advanced(by: 2, in: "abc").description == "a.sql:7:7")
    #expect(start.advanced(by: 3, in: "ab\nc").description == "a.sql:8:1")
  }

  @Test(arguments: [
    Case("é日🏓=1", 3, 1, 4),
    Case("é\n日x", 3, 2, 2),
    Case("abc", 0, 1, 1),
    Case("abc", -3, 1, 1),
    Case("abc", 99, 1, 4),
    Case("a\r\nb", 3, 2, 1),
  ])
  func `are found by a number of scalars, as PostgreSQL reports errors`(_ example: Case) {
    let start = SourceLocation(file: "a.sql", line: 1)
    let found = start.advanced(byScalars: example.offset, in: example.text)
    #expect(found == SourceLocation(file: "a.sql", line: example.line, column: example.column))
  }

  @Test
  func `are ordered by file, line and column, as numbers`() {
    let places = [
      SourceLocation(file: "b", line: 1), SourceLocation(file: "a", line: 10),
      SourceLocation(file: "a", line: 9, column: 12), SourceLocation(file: "a", line: 9, column: 2),
    ]
    #expect(places.sorted().map(\.description) == ["a:9:2", "a:9:12", "a:10:1", "b:1:1"])
  }
}
