import PostgresClient
import RunStore
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct FinishTests {
  private let database: TestDatabase
  private let store: RunStore
  private let run: RunID

  init() async throws {
    database = try await TestServer.database()
    store = try await RunStore.open(database.settings, patience: .seconds(20), environment: [:])
    run = try await store.begin(command: "run", toolVersion: "1")
  }

  private func report() -> RunReport {
    var report = RunReport(toolVersion: "1", command: "run", startedAt: 0)
    report.steps = [
      Step(
        layer: .silver, relation: QualifiedName("silver", "teams"), location: nil, outcome: .passed,
        rows: RowCounts(
          total: 7, before: 5, inserted: 3, updated: 2, deleted: 1, read: 9, bytes: 8192),
        seconds: 0.25),
      Step(
        layer: .gold, relation: QualifiedName("gold", "it's"), location: nil,
        outcome: .gated("silver.teams did not succeed")),
    ]
    report.assertions = [
      AssertionResult(
        suite: .quality(QualifiedName("silver", "teams")), name: "id.required",
        location: SourceLocation(file: "contracts/x.yaml", line: 12),
        outcome: .failed(type: "t", verdict: nil, message: "2 rows"), seconds: 0.5,
        evidence: Evidence(rowsChecked: 7, rowsFailed: 2))
    ]
    return report
  }

  @Test func stepsResultsAndTheVerdictAreStored() async throws {
    var report = report()
    report.stopped = "gate 2 is closed"
    try await store.finish(report, of: run)
    #expect(
      try await database.rows("SELECT status, message, ended_at IS NOT NULL FROM whtest.runs")
        == [[report.status.rawValue, "gate 2 is closed", "t"]])
    #expect(
      try await database.rows(
        """
        SELECT position, layer, relation, outcome, message, rows_total, rows_before, rows_inserted,
               rows_updated, rows_deleted, rows_read, rows_unchanged, bytes, seconds
        FROM whtest.steps ORDER BY position
        """) == [
          [
            "0", "silver", "silver.teams", "passed", nil, "7", "5", "3", "2", "1", "9", "2", "8192",
            "0.25",
          ],
          [
            "1", "gold", "gold.it's", "gated", "silver.teams did not succeed", nil, nil, nil, nil,
            nil, nil, nil, nil, "0",
          ],
        ])
    #expect(
      try await database.rows(
        """
        SELECT suite, name, outcome, message, rows_checked, rows_failed, file, line
        FROM whtest.check_results
        """) == [
          [
            "whtest.quality.silver.teams", "id.required", "failed", "2 rows", "7", "2",
            "contracts/x.yaml", "12",
          ]
        ])
  }

  @Test func textThatPostgreSQLCannotHoldIsStoredWithoutIt() async throws {
    var report = report()
    report.stopped = "before\0after"
    report.steps[0].outcome = .errored(type: "t", message: "\0a 'quoted' \u{1F3D1}\0\u{301} b\\")
    try await store.finish(report, of: run)
    #expect(try await database.value("SELECT message FROM whtest.runs") == "beforeafter")
    #expect(
      try await database.value("SELECT message FROM whtest.steps WHERE position = 0")
        == "a 'quoted' \u{1F3D1}\u{301} b\\")
  }

  @Test func aReportThatCannotBeStoredLeavesTheRunOpenAndTheStoreUsable() async throws {
    try await database.execute(
      "ALTER TABLE whtest.check_results ADD CONSTRAINT none CHECK (false)")
    await #expect(throws: PostgresError.self) { try await store.finish(report(), of: run) }
    #expect(try await database.value("SELECT count(*) FROM whtest.steps") == "0")
    #expect(try await database.value("SELECT status FROM whtest.runs") == "running")
    #expect(try await store.begin(command: "run", toolVersion: "1") == RunID(2))
  }

  @Test func aRunWithoutStepsIsClosedToo() async throws {
    try await store.finish(
      RunReport(toolVersion: "1", command: "check", startedAt: 0), of: run)
    #expect(try await database.value("SELECT ended_at IS NOT NULL FROM whtest.runs") == "t")
  }
}
