import Definitions
import Testing
import WarehouseModel

@Suite("SQL files")
struct SQLFileTests {
  private func at(_ line: Int, _ column: Int) -> WarehouseModel.SourceLocation {
    WarehouseModel.SourceLocation(file: "x", line: line, column: column)
  }

  @Test
  func `a model takes its header, its query and what it reads`() throws {
    let text = """
      -- title: One row per é
      -- Why: legacy rows stand twice.
      -- key: a, b c
      --
      -- materialize: view

      -- Prose: with a colon, and later words: too.
      -- note: this block is prose
      SELECT *
      FROM bronze.teams -- the raw ones
      JOIN other USING (a)  ;
      -- the end
      """
    let (model, diagnostics) = model(from: text, name: "Teams", layer: .silver, file: "x")
    #expect(diagnostics == [])
    #expect(
      model
        == Model(
          name: QualifiedName("silver", "Teams"), layer: .silver, title: "One row per é",
          materialization: .view, key: ["a", "b c"],
          query: "SELECT *\nFROM bronze.teams -- the raw ones\nJOIN other USING (a)",
          location: at(9, 1),
          reads: [
            RelationReference(schema: "bronze", name: "teams", location: at(10, 6)),
            RelationReference(schema: nil, name: "other", location: at(11, 6)),
          ], stars: [at(9, 8)]))
  }

  @Test
  func `a model is a table unless it says otherwise`() {
    let silver = model(from: "SELECT 1", name: "a", layer: .silver, file: "x").model
    let gold = model(from: "SELECT 1", name: "a", layer: .gold, file: "x").model
    #expect(silver?.materialization == .table)
    #expect(gold?.materialization == .table)
    #expect(silver?.title == nil)
  }

  @Test
  func `a header may end its lines as Windows does`() {
    let (model, diagnostics) = model(
      from: "-- title: a\r\n-- key: b\r\nSELECT 1\r\n", name: "a", layer: .gold, file: "x")
    #expect(diagnostics == [])
    #expect(model?.title == "a")
    #expect(model?.key == ["b"])
    #expect(model?.location == at(3, 1))
  }

  @Test
  func `a check takes its subject from the first relation it reads`() throws {
    let (found, diagnostics) = check(
      from: "-- title: t\n-- layer: gold\nSELECT * FROM x, gold.a, silver.b", name: "n", file: "x")
    #expect(diagnostics == [])
    let check = try #require(found)
    #expect(check.layer == .gold)
    #expect(check.reads.map(\.name) == ["x", "a", "b"])
    #expect(check.stars == [at(3, 8)])
    #expect(
      check.check
        == Check(
          subject: QualifiedName("gold", "a"), name: "n", title: "t",
          rule: .query("SELECT * FROM x, gold.a, silver.b"), severity: .error,
          location: at(3, 1)))
  }

  struct ThresholdCase: CustomTestStringConvertible, Sendable {
    let text: String
    let threshold: Threshold
    var testDescription: String { text }

    init(_ text: String, _ threshold: Threshold) {
      self.text = text
      self.threshold = threshold
    }
  }

  @Test(arguments: [
    ThresholdCase("0", .rows(0)), ThresholdCase("100", .rows(100)),
    ThresholdCase("5%", .percent(5)),
    ThresholdCase("0.5 %", .percent(0.5)), ThresholdCase("never", .never),
  ])
  func `a check takes its bounds`(_ example: ThresholdCase) {
    let (check, diagnostics) = check(
      from: "-- title: t\n-- layer: silver\n-- severity: info\n-- subject: \"a.b\".c\n"
        + "-- fail: \(example.text)\nSELECT 1", name: "n", file: "x")
    #expect(diagnostics == [])
    #expect(check?.check.fail == example.threshold)
    #expect(check?.check.warn == .rows(0))
    #expect(check?.check.severity == .info)
    #expect(check?.check.subject == QualifiedName("a.b", "c"))
  }

  static let queries: [MistakeCase] = [
    MistakeCase("an empty file", " \n", "[empty-file] the file is empty", at: 1, 1),
    MistakeCase(
      "nothing but a header", "-- title: t\n",
      "[not-a-select] expected a SELECT, found nothing", at: 1, 1),
    MistakeCase(
      "a misspelt word", "-- title: é\nSELECT 'é',\n  x fro m\n",
      "[sql-syntax] syntax error at or near \"m\"", at: 3, 9),
    MistakeCase(
      "two statements", "SELECT 1;\nSELECT 2;",
      "[not-a-select] expected one SELECT, found 2 statements", at: 2, 1),
    MistakeCase(
      "a DELETE", "\n DELETE FROM a.b", "[not-a-select] expected a SELECT, found DELETE", at: 2, 2),
    MistakeCase(
      "an INSERT inside", "WITH x AS (\n  INSERT INTO a.b VALUES (1) RETURNING *)\nTABLE x",
      "[not-a-select] INSERT inside WITH x; a SELECT must only read", at: 1, 6),
    MistakeCase(
      "a zero byte", "SELECT 1\n\0", "[sql-syntax] a zero byte cannot stand in SQL", at: 2, 1),
    MistakeCase(
      "a misspelt key", "-- titel: t\nSELECT 1",
      "[unknown-key] no key \"titel\" in this header; did you mean \"title\"?", at: 1, 4),
    MistakeCase(
      "a key twice", "-- title: t\n-- title: u\nSELECT 1",
      "[duplicate-key] the key \"title\" stands already at line 1", at: 2, 4),
    MistakeCase(
      "a key without value", "--  title:\nSELECT 1",
      "[wrong-type] title: expected a text, found nothing", at: 1, 5),
    MistakeCase(
      "a misspelt value", "-- materialize: tabel\nSELECT 1",
      "[unknown-value] materialize: \"tabel\" is not known; did you mean \"table\"?", at: 1, 17),
    MistakeCase(
      "a comma too many", "-- key: a,,b\nSELECT 1",
      "[invalid-value] key: expected a column name", at: 1, 11),
    MistakeCase(
      "a column twice", "-- key: a, a\nSELECT 1",
      "[invalid-value] key: the column a stands there twice", at: 1, 12),
    MistakeCase(
      "header and query", "-- titel: t\nSELEC 1",
      messages: [
        "x:1:4: error: [unknown-key] no key \"titel\" in this header; did you mean \"title\"?",
        "x:2:1: error: [sql-syntax] syntax error at or near \"SELEC\"",
      ]),
  ]

  @Test(arguments: queries)
  func `mistakes in a model are named with their place`(_ example: MistakeCase) {
    let (model, diagnostics) = model(from: example.text, name: "a", layer: .gold, file: "x")
    #expect(model == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }

  @Test
  func `a name that PostgreSQL would cut is refused`() {
    let name = String(repeating: "é", count: 32)
    let (model, diagnostics) = model(from: "SELECT 1", name: name, layer: .gold, file: "x")
    #expect(model == nil)
    #expect(
      diagnostics.map(\.description)
        == ["x:1:1: error: [invalid-name] the name has more than 63 bytes"])
  }

  @Test(arguments: [
    MistakeCase(
      "no header", "SELECT 1 FROM a.b",
      messages: [
        "x:1:1: error: [missing-key] the header needs \"-- layer: …\"",
        "x:1:1: error: [missing-key] the header needs \"-- title: …\"",
      ]),
    MistakeCase(
      "no subject", "-- title: t\n-- layer: gold\nSELECT 1",
      "[missing-key] the query reads no schema.table, so the header needs \"-- subject: …\"",
      at: 3, 1),
    MistakeCase(
      "a subject without schema", "-- title: t\n-- layer: gold\n-- subject: a\nSELECT 1 FROM a.b",
      "[invalid-name] subject: expected schema.table, found \"a\"", at: 3, 13),
    MistakeCase(
      "a misspelt layer", "-- title: t\n-- layer: glod\nSELECT 1 FROM a.b",
      "[unknown-value] layer: \"glod\" is not known; did you mean \"gold\"?", at: 2, 11),
    MistakeCase(
      "a bound that is none", "-- title: t\n-- layer: gold\n-- fail: -1\nSELECT 1 FROM a.b",
      "[invalid-value] fail: expected a number of rows, a share such as 5%, or never, found \"-1\"",
      at: 3, 10),
    MistakeCase(
      "more than everything", "-- title: t\n-- layer: gold\n-- fail: 101%\nSELECT 1 FROM a.b",
      "[invalid-value] fail: expected a number of rows, a share such as 5%, or never, found "
        + "\"101%\"", at: 3, 10),
    MistakeCase(
      "a warning after the failure",
      "-- title: t\n-- layer: gold\n-- warn: 5%\n-- fail: 1%\nSELECT 1 FROM a.b",
      "[invalid-range] warn: 5% is never reached, since fail is 1%", at: 3, 10),
    MistakeCase(
      "a warning after the failure that goes without saying",
      "-- title: t\n-- layer: gold\n-- warn: 10\nSELECT 1 FROM a.b",
      "[invalid-range] warn: 10 is never reached, since fail is 0 unless given", at: 3, 10),
  ])
  func `mistakes in a check are named with their place`(_ example: MistakeCase) {
    let (check, diagnostics) = check(from: example.text, name: "a", file: "x")
    #expect(check == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }
}
