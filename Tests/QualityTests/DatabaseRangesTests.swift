import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// Keys that lie close together are looked up by their place, with the answers that a join gives.
@Suite(.database)
struct DatabaseRangesTests {
  private let parents = QualifiedName("silver", "p")

  /// A hundred thousand rows that refer to 0 to 2999 and beyond, and to nothing.
  private func table(_ parents: String, _ type: String) async throws -> AuditedTable {
    try await AuditedTable.make(
      """
      CREATE TABLE silver.p (id \(type) PRIMARY KEY);
      INSERT INTO silver.p \(parents);
      CREATE TABLE silver.t AS
      SELECT i AS id, (CASE WHEN i % 1000 <> 0 THEN i % 3000 - 50 END)::smallint AS parent,
             (i % 7)::numeric / 2 AS half
      FROM generate_series(0, 119999) AS i;
      ANALYZE
      """)
  }

  struct Parents: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let query: String
    let type: String
    let isByPlace: Bool
  }

  static let parents = [
    Parents(
      testDescription: "with gaps and below zero",
      query: "SELECT i FROM generate_series(-20, 2900) AS i WHERE i % 13 <> 0", type: "integer",
      isByPlace: true),
    Parents(
      testDescription: "wider than what refers to them",
      query: "SELECT i + 1000 FROM generate_series(1, 4000000000, 400000000) AS i", type: "bigint",
      isByPlace: false),
    Parents(
      testDescription: "all integers there are",
      query: "VALUES (-9223372036854775808), (9223372036854775807), (7)", type: "bigint",
      isByPlace: false),
    Parents(testDescription: "one", query: "VALUES (7)", type: "smallint", isByPlace: true),
    Parents(
      testDescription: "none", query: "SELECT 1 WHERE false", type: "smallint", isByPlace: false),
  ]

  @Test(arguments: parents)
  func missingParentsAreCounted(test: Parents) async throws {
    let table = try await table(test.query, test.type)
    let checks = [
      Check.of(.reference(["parent"], to: parents, ["id"]), showing: ["id", "parent"]),
      Check.of(
        .offendingRows(.compare("id", .greater, .number("119990"))), name: "rest", showing: ["id"]),
    ]
    let audit = try await table.audit()
    let auditor = Auditor(engine: audit, masking: Masking(of: []))
    let explained = try await auditor.plan(for: checks).explanation(in: audit.dialect)
    let results = try await auditor.results(of: checks)
    await audit.end()
    #expect(explained.contains("get_byte") == test.isByPlace)
    #expect(explained.contains("LEFT JOIN (SELECT \"id\" AS \"whtest referenced") != test.isByPlace)
    let count = try await table.database.value(
      "SELECT count(*) FROM silver.t WHERE parent IS NOT NULL"
        + " AND NOT EXISTS (SELECT FROM silver.p WHERE p.id = t.parent)")
    #expect(results.map { $0.evidence.rowsFailed.map(String.init) } == [count, "9"])
    #expect(results[0].evidence.sample.count == 10)
    #expect(
      results[1].evidence.sample == (119_991...119_999).map { "id=\($0)" })
  }

  /// Others may add a key after its range was asked for.
  @Test func aRangeThatIsTooShortIsNoMistake() async throws {
    let table = try await table("SELECT i FROM generate_series(0, 2900) AS i", "bigint")
    let number = RelationScan.Number(.orphans(["parent"], of: parents, ["id"]))
    let target = RelationScan.Target(parents, ["id"])
    let scan = RelationScan(
      AuditedTable.name, numbers: [number], uniqueTargets: [target], ranges: [target: 100...200])
    let sql = PostgresDialect().scan(scan)
    #expect(sql.contains("BETWEEN 100 AND 200"))
    let count = try await table.database.value(
      "SELECT count(*) FROM silver.t WHERE parent NOT BETWEEN 0 AND 2900")
    #expect(try await table.database.value(sql) == count)
  }

  /// A half would be rounded to its neighbour.
  @Test func whatIsNoIntegerIsJoined() async throws {
    let table = try await table("VALUES (0), (1), (2), (3)", "integer")
    let results = try await table.results(of: [
      .of(.reference(["half"], to: parents, ["id"]), name: "half"),
      .of(.reference(["id"], to: parents, ["id"]), name: "id"),
    ])
    let halves = try await table.database.value(
      "SELECT count(*) FROM silver.t WHERE half <> trunc(half)")
    #expect(results.map { $0.evidence.rowsFailed.map(String.init) } == [halves, "119996"])
  }
}
