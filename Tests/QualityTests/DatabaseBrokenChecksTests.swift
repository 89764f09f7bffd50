import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// A check that the server refuses is an error of its own, and of no other.
@Suite(.database)
struct DatabaseBrokenChecksTests {
  private let good = [
    Check.of(.offendingRows(.isNull("id")), name: "holds"),
    Check.of(.offendingRows(.compare("id", .greater, .number("2"))), name: "fails"),
  ]

  struct Broken: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: Check.Rule
    let code: String
    var testDescription: String { name }
  }

  static let broken = [
    Broken(name: "pattern", rule: .offendingRows(.not(.matches("word", "(["))), code: "2201B"),
    Broken(name: "column", rule: .offendingRows(.isNull("nothing")), code: "42703"),
    Broken(
      name: "value", rule: .offendingRows(.compare("id", .less, .string("ten"))), code: "22P02"),
    Broken(name: "unique", rule: .unique(["nothing"]), code: "42703"),
    Broken(
      name: "reference", rule: .reference(["id"], to: QualifiedName("silver", "no"), ["id"]),
      code: "42P01"),
    Broken(name: "syntax", rule: .query("SELEKT 1"), code: "42601"),
    Broken(name: "division", rule: .query("SELECT 1 / (id - 1) FROM silver.t"), code: "22012"),
    Broken(name: "write", rule: .query("SELECT nextval('silver.s')"), code: "25006"),
  ]

  private func results(of broken: [Broken]) async throws -> [AssertionResult] {
    let table = try await AuditedTable.make(
      "CREATE SEQUENCE silver.s; CREATE TABLE silver.t AS"
        + " SELECT i AS id, 'x'::text AS word FROM generate_series(1, 3) AS i")
    return try await table.results(
      of: [good[0]] + broken.map { .of($0.rule, name: $0.name) } + [good[1]])
  }

  private func expectGoodResults(_ results: [AssertionResult]) {
    #expect(results.first?.outcome == .passed)
    #expect(results.last?.outcome.word == "failed")
    #expect(results.last?.evidence.rowsFailed == 1)
    #expect(results.last?.evidence.sample.count == 1)
  }

  @Test func brokenChecksAreErrorsAndTheOthersHaveTheirResults() async throws {
    let results = try await results(of: Self.broken)
    expectGoodResults(results)
    for (test, result) in zip(Self.broken, results.dropFirst()) {
      guard case .errored(let type, let message) = result.outcome else {
        Issue.record("\(test.name) is \(result.outcome)")
        continue
      }
      #expect(type == "whtest.sql.\(test.code)")
      #expect(message.hasPrefix("\(test.code) "))
    }
  }

  @Test func oneBrokenCheckInTheSharedScanIsNoErrorOfTheOthers() async throws {
    let results = try await results(of: [Self.broken[0]])
    expectGoodResults(results)
    #expect(results.map(\.outcome.word) == ["passed", "errored", "failed"])
  }

  @Test func aSubjectThatDoesNotExistPassesNothing() async throws {
    let table = try await AuditedTable.make("CREATE TABLE silver.t (id integer)")
    let missing = QualifiedName("silver", "missing")
    let rules: [Check.Rule] = [
      .offendingRows(.isNull("id")), .unique(["id"]), .rowCount(.equal(0)),
      .query("SELECT 1 WHERE false"),
      .measure(.isNull("id"), .equal(0), .rows), .measureDuplicates(["id"], .equal(0), .rows),
      .reference(["id"], to: AuditedTable.name, ["id"]),
    ]
    let results = try await table.results(
      of: rules.map { .of($0, subject: missing) } + [.of(.offendingRows(.isNull("id")))])
    #expect(
      results.dropLast().map(\.outcome.word) == Array(repeating: "errored", count: rules.count))
    #expect(results.last?.outcome == .passed)
    guard case .errored(_, let message) = results[0].outcome else { return }
    #expect(message == #"42P01 relation "silver.missing" does not exist"#)
  }

  @Test func aShareOfAnEmptyTableIsNoPass() async throws {
    let table = try await AuditedTable.make("CREATE TABLE silver.t (id integer)")
    let results = try await table.results(of: [
      .of(.measure(.isNull("id"), .equal(0), .percent)), .of(.rowCount(.greater(0))),
    ])
    #expect(results.map(\.outcome.word) == ["failed", "failed"])
  }

  @Test func whatCannotBeRunIsSaidToBe() async throws {
    let table = try await AuditedTable.make("CREATE TABLE silver.t (id integer)")
    let results = try await table.results(of: [.of(.notExecuted("no engine for it"))])
    #expect(results.map(\.outcome) == [.notExecuted("no engine for it")])
  }

  @Test func aLostSessionEndsTheAudit() async throws {
    let table = try await AuditedTable.make("CREATE TABLE silver.t (id integer)")
    let audit = try await table.audit()
    try await table.database.execute(
      """
      SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """)
    let error = await #expect(throws: BuildFailure.self) {
      try await Auditor(engine: audit, masking: Masking(of: [])).results(of: [
        .of(.rowCount(.equal(0)))
      ])
    }
    #expect(error != nil)
  }
}
