import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// The answers of one shared scan are those of one query per check.
@Suite(.database)
struct DatabaseFusedScanTests {
  /// Rows with a bit of everything: NULLs, repeats, bounds, texts that look like patterns.
  private func table(seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    let words = ["'north'", "'South'", "''", "'it''s'", "'a%b'", "NULL", "'ünï'", "'x y'"]
    let rows = (0..<300).map { row in
      let number = Int.random(in: -5...20, using: &generator)
      let word = words.randomElement(using: &generator) ?? "NULL"
      let parent = Int.random(in: 0..<60, using: &generator)
      return "(\(row), \(number > 15 ? "NULL" : String(number)), \(word), "
        + "\(parent > 50 ? "NULL" : String(parent)))"
    }
    return """
      CREATE TABLE silver.t (id integer, n integer, word text, parent integer);
      INSERT INTO silver.t VALUES \(rows.joined(separator: ", "));
      CREATE TABLE silver.p AS SELECT i AS id FROM generate_series(0, 45) AS i
      """
  }

  /// Each check, with the query that a person would write for it.
  private static let checks: [(Check.Rule, String)] = [
    (.offendingRows(.isNull("n")), "SELECT count(*) FROM silver.t WHERE n IS NULL"),
    (
      .offendingRows(.compare("n", .less, .number("0"))),
      "SELECT count(*) FROM silver.t WHERE n < 0"
    ),
    (
      .offendingRows(.compare("n", .greaterOrEqual, .number("10.5"))),
      "SELECT count(*) FROM silver.t WHERE n >= 10.5"
    ),
    (
      .offendingRows(.not(.isIn("word", [.string("north"), .string("it's")]))),
      "SELECT count(*) FROM silver.t WHERE word NOT IN ('north', 'it''s')"
    ),
    (
      .offendingRows(.not(.matches("word", "^[a-z]+$"))),
      "SELECT count(*) FROM silver.t WHERE word !~ '^[a-z]+$'"
    ),
    (
      .offendingRows(.length("word", .less, 3)),
      "SELECT count(*) FROM silver.t WHERE char_length(word) < 3"
    ),
    (
      .offendingRows(.any([.isNull("word"), .isIn("word", [.string("")])])),
      "SELECT count(*) FROM silver.t WHERE coalesce(word, '') = ''"
    ),
    (
      .unique(["n", "word"]),
      "SELECT count(n) FILTER (WHERE word IS NOT NULL) - count(DISTINCT (n, word))"
        + " FILTER (WHERE n IS NOT NULL AND word IS NOT NULL) FROM silver.t"
    ),
    (
      .reference(["parent"], to: QualifiedName("silver", "p"), ["id"]),
      "SELECT count(*) FROM silver.t LEFT JOIN silver.p ON p.id = parent"
        + " WHERE parent IS NOT NULL AND p.id IS NULL"
    ),
    (
      .query("SELECT id FROM silver.t WHERE n % 2 = 0"),
      "SELECT count(*) FROM silver.t WHERE n % 2 = 0"
    ),
  ]

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theSharedScanCountsWhatOneQueryPerCheckCounts(seed: UInt64) async throws {
    let table = try await AuditedTable.make(table(seed: seed))
    let checks = Self.checks.enumerated().map { Check.of($1.0, name: "check_\($0)") }
    let together = try await table.results(of: checks)
    for (index, (check, result)) in zip(checks, together).enumerated() {
      let alone = try await table.results(of: [check])
      let query = Self.checks[index].1
      let count = try await table.database.value(query).flatMap { Int64($0) }
      #expect(result.evidence.rowsFailed == count, "\(query)")
      #expect(result.evidence.rowsChecked == 300)
      #expect(result.outcome == alone.first?.outcome)
      #expect(result.evidence == alone.first?.evidence)
      #expect(result.outcome.isRed == (count != 0))
    }
  }

  @Test func theQueryInTheEvidenceYieldsTheOffendingRows() async throws {
    let table = try await AuditedTable.make(table(seed: 9))
    for (rule, _) in Self.checks where rule != Check.Rule.unique(["n", "word"]) {
      let result = try #require(try await table.results(of: [.of(rule)]).first)
      let rows = try await table.database.rows(try #require(result.evidence.query))
      #expect(Int64(rows.count) == result.evidence.rowsFailed)
    }
  }

  @Test func checksThatHoldPass() async throws {
    let table = try await AuditedTable.make(
      "CREATE TABLE silver.t AS SELECT i AS id, i % 5 AS n FROM generate_series(1, 20) AS i")
    let results = try await table.results(of: [
      .of(.offendingRows(.isNull("id"))), .of(.unique(["id"])), .of(.rowCount(.equal(20))),
      .of(.measure(.compare("n", .equal, .number("0")), .equal(20), .percent)),
      .of(.measureDuplicates(["n"], .equal(15), .rows)),
      .of(.query("SELECT FROM silver.t WHERE false")),
      .of(.reference(["n"], to: AuditedTable.name, ["id"])),
    ])
    // n = 0 has no id 0.
    #expect(results.map(\.outcome.word) == Array(repeating: "passed", count: 6) + ["failed"])
    #expect(results.last?.evidence.rowsFailed == 4)
  }
}
