import Testing
import WarehouseModel

@testable import ExampleProduction

@Suite("An export becomes rows of COPY")
struct ExportDecoderTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let input: String
    var columns: [Identifier]? = ["id", "name"]
    var rows = ""
    var mistakes: [String] = []
    var notes: [String] = []

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "plain", input: "id,name\n1,a\n2,b\n", rows: "1\ta\n2\tb\n"),
    Case(
      name: "the header in another order", input: "name,id\na,1\n", columns: ["name", "id"],
      rows: "a\t1\n"),
    Case(name: "no rows", input: "id,name\n"),
    Case(name: "blank lines", input: "\nid,name\n\n1,a\n\n", rows: "1\ta\n"),
    Case(
      name: "NULL is empty or the bare word",
      input: "id,name\nnull,\n\"null\",\"\"\nNULL,nullx\n",
      rows: "\\N\t\\N\nnull\t\\N\nNULL\tnullx\n"),
    Case(
      name: "what COPY would misread is escaped", input: "id,name\n\"a\tb\\N\",\"\r\n\"\n\\.,\\N\n",
      rows: "a\\tb\\\\N\t\\r\\n\n\\\\.\t\\\\N\n"),
    Case(
      name: "a column too many is left out", input: "id,extra,name\n1,x,a\n", rows: "1\ta\n",
      notes: [
        "f.csv:1:4: warning: [csv-column-ignored] column \"extra\" is not in the table, and is"
          + " ignored"
      ]),
    Case(
      name: "an empty file", input: "", columns: nil,
      mistakes: ["f.csv:1:1: error: [csv-header-missing] no header line: the file is empty"]),
    Case(
      name: "a column that is missing", input: "id,nmae\n1,a\n", columns: ["id"],
      mistakes: [
        "f.csv:1:1: error: [csv-column-missing] no column \"name\" in the header; is it \"nmae\"?"
      ],
      notes: [
        "f.csv:1:4: warning: [csv-column-ignored] column \"nmae\" is not in the table, and is"
          + " ignored"
      ]),
    Case(
      name: "a column that is there twice", input: "id,name,\"id\"\n1,a,2\n",
      columns: ["name", "id"],
      mistakes: ["f.csv:1:9: error: [csv-column-twice] column \"id\" is there twice"]),
    Case(
      name: "every line that has too few or too many fields",
      input: "id,name\n1,a\n2\n3,\"b\nb\",c,d\r\n4,d\r\n5\r\n", rows: "1\ta\n",
      mistakes: [
        "f.csv:3:2: error: [csv-field-count] expected 2 fields, found 1",
        "f.csv:5:4: error: [csv-field-count] expected 2 fields, found 4",
        "f.csv:7:2: error: [csv-field-count] expected 2 fields, found 1",
      ]),
  ]

  @Test("reads", arguments: cases)
  func reads(_ example: Case) {
    var decoder = ExportDecoder(file: "f.csv", table: ["id", "name"])
    decoder.read(Array(example.input.utf8))
    decoder.finish()
    #expect(decoder.columns == example.columns)
    #expect(String(decoding: decoder.takeRows(), as: UTF8.self) == example.rows)
    #expect(decoder.mistakes.map(\.description) == example.mistakes)
    #expect(decoder.notes.map(\.description) == example.notes)
  }

  @Test("lists twenty mistakes and says that there may be more")
  func many() {
    var decoder = ExportDecoder(file: "f.csv", table: ["id", "name"])
    decoder.read(Array(("id,name\n" + String(repeating: "1\n", count: 100)).utf8))
    decoder.finish()
    #expect(decoder.hasGivenUp)
    #expect(decoder.mistakes.count == 21)
    #expect(
      decoder.mistakes.last?.description
        == "f.csv:21:2: error: [csv-too-many] too many mistakes; not read beyond")
  }
}

@Suite("What the server says about a value")
struct RefusedValueTests {
  @Test(
    "is understood",
    arguments: [
      ("COPY teams, line 3, column created_at: \"x\"", 3, "created_at"),
      ("COPY teams, line 12", 12, nil),
      ("COPY t, line 1, column a, line 9: \", column b\"", 1, "a, line 9"),
      ("COPY teams, line 3, column x, null input", 3, "x, null input"),
    ] as [(String, Int, String?)])
  func context(text: String, row: Int, column: String?) throws {
    let value = try #require(RefusedValue(context: text))
    #expect(value.row == row)
    #expect(value.column?.text == column)
  }

  @Test("is left alone when it is about something else")
  func other() {
    #expect(RefusedValue(context: "SQL function \"f\" statement 1") == nil)
  }
}

@Suite("A statement that adds a constraint")
struct ConstraintStatementTests {
  @Test(
    "is told apart",
    arguments: [
      ("ALTER TABLE s.t ADD CONSTRAINT k PRIMARY KEY (a, b)", .primaryKey, "constraint k"),
      ("alter table s.t add constraint u unique (a)", .unique, "constraint u"),
      ("ALTER TABLE s.t ALTER COLUMN a SET NOT NULL", .notNull("a"), "NOT NULL of a"),
      (
        "ALTER TABLE s.t ADD CONSTRAINT f\n  FOREIGN KEY (a) REFERENCES s.u (b) NOT VALID",
        .foreignKey, "constraint f"
      ),
      ("ALTER TABLE s.t ADD CONSTRAINT c CHECK(a > 0)", .check, "constraint c"),
    ] as [(String, LeftOffConstraint.Kind, String)])
  func kinds(text: String, kind: LeftOffConstraint.Kind, name: String) throws {
    let statement = try #require(ConstraintStatement(text))
    #expect(statement.relation == QualifiedName("s", "t"))
    #expect(statement.kind == kind)
    #expect(statement.name == name)
  }

  @Test(
    "or is none",
    arguments: ["ANALYZE s.t", "CREATE INDEX i ON s.t (a)", "ALTER TABLE t RENAME TO u"])
  func none(text: String) {
    #expect(ConstraintStatement(text) == nil)
  }

  @Test("names the columns of a key")
  func columns() {
    let statement = ConstraintStatement("ALTER TABLE s.t ADD CONSTRAINT k PRIMARY KEY (a, b)")
    #expect(statement?.columns == ["a", "b"])
  }
}
