import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// The number of duplicates is exact, however it was found, and the groups that are shown are some.
@Suite(.database)
struct DatabaseDuplicatesTests {
  struct Pair: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let types: (String, String)
    let values: [(String, String)]
    /// What the first count says of itself; nil where there is none.
    let isExact: String?
  }

  /// Each with two rows that have the bits of another pair, or none, and two that are equal.
  static let pairs = [
    Pair(
      testDescription: "integers", types: ("integer", "smallint"),
      values: [("1", "-1"), ("0", "-1"), ("-1", "2"), ("1", "-1"), ("NULL", "1"), ("NULL", "1")],
      isExact: "t"),
    Pair(
      testDescription: "bigints that fit", types: ("bigint", "bigint"),
      values: [
        ("2147483647", "-2147483648"), ("-1", "-1"), ("-1", "-1"), ("-1", "0"), ("0", "-1"),
      ],
      isExact: "t"),
    Pair(
      testDescription: "bigints that do not fit", types: ("bigint", "integer"),
      values: [("4294967297", "1"), ("1", "1"), ("5", "5"), ("5", "5")],
      isExact: "f"),
    Pair(
      testDescription: "texts", types: ("text", "boolean"),
      values: [("'a'", "true"), ("'a'", "true"), ("'a'", "false"), ("'b'", "true")],
      isExact: "f"),
    Pair(
      testDescription: "types without a hash", types: ("jsonb", "integer"),
      values: [("'[1, 2]'", "1"), ("'[1,2]'", "1"), ("'[2,1]'", "1")], isExact: nil),
  ]

  @Test(arguments: pairs)
  func equalPairsAreCountedAndNoOthers(pair: Pair) async throws {
    let rows = pair.values.map { "(\($0.0), \($0.1))" }.joined(separator: ", ")
    let table = try await AuditedTable.make(
      """
      CREATE TABLE silver.t (a \(pair.types.0), b \(pair.types.1));
      INSERT INTO silver.t VALUES \(rows)
      """)
    let audit = try await table.audit()
    let facts = try await audit.facts(of: [AuditedTable.name])[AuditedTable.name]
    let quick = audit.dialect.quickDuplicates(
      of: ["a", "b"], in: RowSet(AuditedTable.name, facts: facts))
    var isExact: String?
    if let quick { isExact = try await audit.values(of: AuditQuery(quick)).last ?? nil }
    await audit.end()
    #expect(isExact == pair.isExact)
    let result = try #require(try await table.results(of: [.of(.unique(["a", "b"]))]).first)
    #expect(result.evidence.rowsFailed == 1)
    #expect(result.evidence.sample.count == 1)
    #expect(result.evidence.sample.first?.hasSuffix(" occurrences=2") == true)
  }

  /// Groups beyond those that one share of the rows holds.
  @Test(arguments: [3_000, 1_000, 40, 3, 1])
  func tenGroupsAreShownWhereThereAreSoMany(groups: Int) async throws {
    let table = try await AuditedTable.make(
      """
      CREATE TABLE silver.t AS
      SELECT i % 3000 AS a, i / 3000 AS b FROM generate_series(0, 8999) AS i;
      INSERT INTO silver.t SELECT i % \(groups), 1 FROM generate_series(1, 3000) AS i
      """)
    let check = Check.of(.unique(["a", "b"]))
    let results = try await table.results(of: [check])
    let again = try await table.results(of: [check])
    let evidence = try #require(results.first?.evidence)
    #expect(evidence.rowsFailed == 3_000)
    #expect(evidence.sample.count == min(groups, 10))
    #expect(Set(evidence.sample).count == evidence.sample.count)
    for row in evidence.sample { #expect(row.hasSuffix("b=1 occurrences=\(3_000 / groups + 1)")) }
    #expect(evidence.sample == again.first?.evidence.sample)
  }

  @Test func noRowsHaveNoDuplicates() async throws {
    let table = try await AuditedTable.make("CREATE TABLE silver.t (a bigint, b bigint, c text)")
    let results = try await table.results(of: [
      .of(.unique(["a", "b"]), name: "wide"), .of(.unique(["c"]), name: "text"),
    ])
    #expect(results.map(\.outcome) == [.passed, .passed])
  }
}
