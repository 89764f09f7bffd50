import Definitions
import Testing
import WarehouseModel

@Suite("How a model says that it is built")
struct ModelHeaderTests {
  private func read(_ lines: String...) -> (Model?, [String]) {
    let text = lines.map { "-- \($0)\n" }.joined() + "SELECT 1"
    let (model, diagnostics) = model(from: text, name: "m", layer: .gold, file: "x")
    return (model, diagnostics.map(\.description))
  }

  @Test(arguments: Model.Materialization.allCases)
  func `each kind is known by its word`(_ kind: Model.Materialization) {
    let (model, messages) = read("materialize: \(kind.rawValue)", "key: a")
    #expect(messages == [])
    #expect(model?.materialization == kind)
  }

  struct PartitionCase: CustomTestStringConvertible, Sendable {
    let text: String
    let partitioning: Partitioning
    var testDescription: String { text }

    init(_ text: String, _ column: Identifier, _ method: Partitioning.Method) {
      self.text = text
      partitioning = Partitioning(column: column, method: method)
    }
  }

  @Test(arguments: [
    PartitionCase("country_code", "country_code", .list),
    PartitionCase("odd column ", "odd column", .list),
    PartitionCase("\"month(a)\"", "month(a)", .list),
    PartitionCase("\"a\"\"b, c\"", "a\"b, c", .list),
    PartitionCase("month(event_start)", "event_start", .range(.month)),
    PartitionCase("day ( at )", "at", .range(.day)),
    PartitionCase("year(\"Ä) b\")", "Ä) b", .range(.year)),
  ])
  func `takes a partition`(_ example: PartitionCase) {
    let (model, messages) = read("partition: \(example.text)")
    #expect(messages == [])
    #expect(model?.partitioning == example.partitioning)
  }

  @Test
  func `takes indexes, a key with odd names, a description and an owner`() {
    let (model, messages) = read(
      "indexes: (team_id), unique (event_id, \"the \"\"day\"\"\"),(\"a)b\")",
      "key: plain, \"one, two\" , \"t\"\"\"", "description: What it is: this", "owner: the crew")
    #expect(messages == [])
    #expect(
      model?.indexes == [
        ModelIndex(columns: ["team_id"], isUnique: false),
        ModelIndex(columns: ["event_id", "the \"day\""], isUnique: true),
        ModelIndex(columns: ["a)b"], isUnique: false),
      ])
    #expect(model?.key == ["plain", "one, two", "t\""])
    #expect(model?.description == "What it is: this")
    #expect(model?.owner == "the crew")
  }

  @Test(arguments: [
    MistakeCase(
      "a misspelt kind", "-- materialize: incremetal",
      "[unknown-value] materialize: \"incremetal\" is not known; did you mean \"incremental\"?",
      at: 1, 17),
    MistakeCase(
      "an incremental without a key", "-- materialize: incremental",
      "[missing-key] materialize: incremental needs \"-- key: …\", which tells its rows apart from run"
        + " to run", at: 1, 17),
    MistakeCase(
      "a history without a key", "-- materialize: history",
      "[missing-key] materialize: history needs \"-- key: …\", which tells its rows apart from run to"
        + " run", at: 1, 17),
    MistakeCase(
      "a history with a partition", "-- materialize: history\n-- key: a\n-- partition: b",
      "[conflicting-keys] partition: a history is not partitioned, because its constraints span all"
        + " versions of a key", at: 3, 15),
    MistakeCase(
      "a history with a unique index", "-- materialize: history\n-- key: a\n-- indexes: unique (b)",
      "[conflicting-keys] indexes: a history has a row for each version, so a unique index would refuse"
        + " the second", at: 3, 13),
    MistakeCase(
      "a view with all", "-- materialize: view\n-- partition: a\n-- indexes: unique (b)",
      messages: [
        "x:2:15: error: [conflicting-keys] partition: a view holds no rows that could be parted",
        "x:3:13: error: [conflicting-keys] indexes: a view holds no rows to index",
      ]),
    MistakeCase(
      "a misspelt header", "-- partiton: a",
      "[unknown-key] no key \"partiton\" in this header; did you mean \"partition\"?", at: 1, 4),
    MistakeCase(
      "a misspelt span", "-- partition: mont(at)",
      "[unknown-value] partition: \"mont\" is not known; did you mean \"month\"?", at: 1, 15),
    MistakeCase(
      "a span that is none", "-- partition:  week(at)",
      "[unknown-value] partition: \"week\" is not known; allowed: day, month, year", at: 1, 16),
    MistakeCase(
      "a span of two", "-- partition: month(a, b)",
      "[invalid-value] partition: expected one column in parentheses, as month(created_at)", at: 1,
      22),
    MistakeCase(
      "a span of nothing", "-- partition: month()",
      "[invalid-value] partition: expected a column name", at: 1, 21),
    MistakeCase(
      "a span and more", "-- partition: month(a) b",
      "[invalid-value] partition: expected one column in parentheses, as month(created_at)", at: 1,
      24),
    MistakeCase(
      "two columns", "-- partition: a, b",
      "[invalid-value] partition: expected one column, or day, month or year of one", at: 1, 16),
    MistakeCase(
      "a quote that is open", "-- key: a, \"b",
      "[invalid-value] key: a quote is not closed", at: 1, 12),
    MistakeCase(
      "an empty name", "-- key: \"\"", "[invalid-value] key: a name is empty", at: 1, 9),
    MistakeCase(
      "a word behind a quote", "-- key: \"a\" b, c",
      "[invalid-value] key: expected nothing more behind a name in quotes, found \"b, c\"", at: 1,
      13),
    MistakeCase(
      "an index without parentheses", "-- indexes: a, b",
      "[invalid-value] indexes: expected columns in parentheses, as (team_id), unique (event_id,"
        + " day)", at: 1, 13),
    MistakeCase(
      "a misspelt unique", "-- indexes: (a), uniqe (b)",
      "[unknown-value] indexes: \"uniqe\" is not known; did you mean \"unique\"?", at: 1, 18),
    MistakeCase(
      "no comma between indexes", "-- indexes: (a) (b)",
      "[invalid-value] indexes: expected a comma before the next index", at: 1, 17),
    MistakeCase(
      "an index that is open", "-- indexes: (a, é",
      "[invalid-value] indexes: expected a comma before the next index", at: 1, 18),
    MistakeCase(
      "a comma at the end", "-- indexes: (a),",
      "[invalid-value] indexes: expected columns in parentheses, as (team_id), unique (event_id,"
        + " day)", at: 1, 17),
    MistakeCase(
      "an index twice", "-- indexes: unique (a), unique (a)",
      "[invalid-value] indexes: an index stands there twice", at: 1, 25),
    MistakeCase(
      "a column of an index twice", "-- indexes: (a, a)",
      "[invalid-value] indexes: the column a stands there twice", at: 1, 17),
    MistakeCase(
      "a unique index across partitions", "-- partition: a\n-- indexes: unique (b), unique (b, a)",
      "[conflicting-keys] indexes: a unique index of a partitioned table needs the partition's column"
        + " a among its own, (b) has it not", at: 2, 13),
  ])
  func `mistakes are named with their place`(_ example: MistakeCase) {
    let (model, diagnostics) = model(
      from: example.text + "\nSELECT 1", name: "a", layer: .gold, file: "x")
    #expect(model == nil)
    #expect(diagnostics.map(\.description) == example.messages)
  }
}
