import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// Values of classified columns never reach a result.
@Suite(.database)
struct DatabaseMaskingTests {
  private func results(of rules: [Check.Rule]) async throws -> [AssertionResult] {
    let table = try await AuditedTable.make(
      """
      CREATE TABLE silver.t (id integer, mail text, "Mail" text);
      INSERT INTO silver.t VALUES (1, 's3cret', 's3cret'), (1, 's3cret', NULL), (2, NULL, NULL)
      """)
    return try await table.results(
      of: rules.map { .of($0, showing: ["id", "mail"]) }, open: ["id"],
      classified: ["mail", "Mail"])
  }

  @Test func theValueIsHiddenAndTheColumnStays() async throws {
    let results = try await results(of: [
      .offendingRows(.compare("id", .greater, .number("0"))), .unique(["mail"]),
      .query("SELECT * FROM silver.t ORDER BY id, \"Mail\""),
    ])
    #expect(
      results[0].evidence.sample.sorted()
        == ["id=1 mail=***", "id=1 mail=***", "id=2 mail=NULL"])
    #expect(results[1].evidence.sample == ["mail=*** occurrences=2"])
    #expect(results[2].evidence.sample.first == "id=1 mail=*** Mail=***")
    #expect(!results.map { "\($0)" }.joined().contains("s3cret"))
  }

  @Test(arguments: ["SELECT id, upper(mail) FROM silver.t", "SELECT mail AS id2 FROM silver.t"])
  func anotherNameDoesNotUncoverAValue(query: String) async throws {
    let results = try await results(of: [.query(query)])
    #expect(results.first?.evidence.rowsFailed == 3)
    #expect(!results.map { "\($0)" }.joined().lowercased().contains("s3cret"))
  }

  @Test(arguments: ["SELECT t FROM silver.t AS t", "SELECT mail::integer FROM silver.t"])
  func neitherAWholeRowNorAnErrorUncoversAValue(query: String) async throws {
    let results = try await results(of: [.query(query)])
    #expect(!results.map { "\($0)" }.joined().lowercased().contains("s3cret"))
  }
}
