import PostgresClient
import RunStore
import TestSupport
import Testing
import WarehouseModel

@Suite("What runs measured", .database)
struct HistoryTests {
  private let database: TestDatabase
  private let store: RunStore
  private static let teams = QualifiedName("silver", "teams")

  init() async throws {
    database = try await TestServer.database()
    store = try await RunStore.open(database.settings, patience: .seconds(20), environment: [:])
  }

  /// A run in which one check came to a number.
  private func run(_ evidence: Evidence, _ outcome: Outcome = .passed) async throws {
    let run = try await store.begin(command: "run", toolVersion: "1")
    var report = RunReport(toolVersion: "1", command: "run", startedAt: 0)
    report.assertions = [
      AssertionResult(
        suite: .quality(Self.teams), name: "row_count", location: nil, outcome: outcome,
        evidence: evidence)
    ]
    try await store.finish(report, of: run)
  }

  @Test("is there for later ones, the latest first, as far as runs passed")
  func history() async throws {
    let check = CheckID(Self.teams, "row_count")
    #expect(try await store.history(of: [check]) == [check: []])
    for rows in ["10", "12.5"] { try await run(Evidence(actual: rows)) }
    try await run(Evidence(actual: "9000"), .failed(type: "t", verdict: nil, message: "m"))
    try await run(Evidence(rowsChecked: 5, rowsFailed: 0))
    try await run(Evidence())
    #expect(try await store.history(of: [check]) == [check: [0, 12.5, 10]])
    // Neither what was only tried nor what was taken back is a measure.
    try await database.execute(
      """
      UPDATE whtest.runs SET is_dry_run = TRUE WHERE run_id = 1;
      UPDATE whtest.runs SET rolled_back_at = now() WHERE run_id = 4
      """)
    #expect(try await store.history(of: [check]) == [check: [12.5]])
    #expect(try await store.history(of: []) == [:])
  }

  @Test("shows what offended, and forgets it after a while")
  func evidence() async throws {
    try await run(
      Evidence(rowsFailed: 2, query: "SELECT 1", sample: ["id=1", "id=\"2\""]), .warned("two"))
    try await run(Evidence(rowsFailed: 0, query: "SELECT 2"))
    let stored = "SELECT value, query, sample::text FROM whtest.check_results ORDER BY run_id"
    #expect(
      try await database.rows(stored) == [
        ["2", "SELECT 1", #"["id=1","id=\"2\""]"#], ["0", nil, nil],
      ])
    try await database.execute(
      "UPDATE whtest.runs SET started_at = started_at - interval '31 days' WHERE run_id = 1")
    try await run(Evidence())
    #expect(
      try await database.rows(stored) == [
        ["2", "SELECT 1", nil], ["0", nil, nil], [nil, nil, nil],
      ])
  }
}
