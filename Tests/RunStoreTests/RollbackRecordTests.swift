import PostgresClient
import RunStore
import TestSupport
import Testing
import WarehouseModel

@Suite("The record of a rollback", .database)
struct RollbackRecordTests {
  private let database: TestDatabase
  private let store: RunStore

  init() async throws {
    database = try await TestServer.database()
    store = try await RunStore.open(database.settings, patience: .seconds(20), environment: [:])
  }

  private func published(rows: Int64? = nil) async throws -> RunID {
    let run = try await store.begin(command: "run", toolVersion: "1")
    try await database.execute("BEGIN; \(store.publicationRecord(of: run)); COMMIT")
    if let rows {
      var report = RunReport(toolVersion: "1", command: "run", startedAt: 0)
      report.steps = ["a", "b"].map {
        Step(
          layer: .gold, relation: QualifiedName("gold", $0), location: nil, outcome: .passed,
          rows: RowCounts(total: rows, before: 0, inserted: rows, updated: 0, deleted: 0))
      }
      try await store.finish(report, of: run)
    }
    return run
  }

  private func rollBack(from current: RunID, to target: RunID) async throws {
    try await database.execute(
      "BEGIN; \(store.rollbackRecord(from: current, to: target)); COMMIT")
  }

  @Test("leads readers back, and closes the way to all later runs")
  func record() async throws {
    var runs: [RunID] = []
    for _ in 0..<4 { runs.append(try await published()) }
    try await rollBack(from: runs[3], to: runs[1])
    #expect(try await store.publishedRun() == runs[1])
    #expect(
      try await database.rows(
        "SELECT run_id FROM whtest.runs WHERE rolled_back_at IS NOT NULL ORDER BY 1")
        == [["3"], ["4"]])
    #expect(try await store.keptRuns().map(\.run) == [runs[1], runs[0]])
    #expect(
      try await store.absence(of: runs[3])?.hasPrefix("readers were led back from run r4 at 2")
        == true)
    #expect(try await store.absence(of: runs[0]) == nil)
  }

  @Test("does not count the runs that were left among those to keep")
  func keeping() async throws {
    var runs: [RunID] = []
    for _ in 0..<4 { runs.append(try await published()) }
    try await rollBack(from: runs[3], to: runs[1])
    let next = try await store.begin(command: "run", toolVersion: "1")
    #expect(
      try await store.removableRuns(keeping: .max, except: next).map(\.run) == [runs[3], runs[2]])
    #expect(
      try await store.removableRuns(keeping: 1, except: next).map(\.run)
        == [runs[3], runs[2], runs[0]])
  }

  @Test("needs what every run knows whose data is there, however many are to be kept")
  func oldest() async throws {
    #expect(try await store.oldestKeptRun() == nil)
    var runs: [RunID] = []
    for _ in 0..<4 { runs.append(try await published()) }
    try await store.noteRemoval(of: runs[1])
    // Such as one that later runs still show.
    #expect(try await store.oldestKeptRun() == runs[0])
    #expect(try await store.keptRuns().map(\.run).last == runs[0])
    try await store.noteRemoval(of: runs[0])
    #expect(try await store.oldestKeptRun() == runs[2])
  }

  @Test("is refused when readers see another run by now")
  func stale() async throws {
    let runs = [try await published(), try await published(), try await published()]
    await #expect(throws: PostgresError.self) { try await rollBack(from: runs[1], to: runs[0]) }
    #expect(try await store.publishedRun() == runs[2])
    #expect(
      try await database.value("SELECT count(*) FROM whtest.runs WHERE rolled_back_at IS NOT NULL")
        == "0")
  }

  @Test("names what keeps a run from being shown")
  func absences() async throws {
    #expect(try await store.absence(of: RunID(1)) == "there is no run r1")
    let removed = try await published(rows: 3)
    try await store.noteRemoval(of: removed)
    #expect(
      try await store.absence(of: removed)?.hasPrefix("the data of run r1 was removed at 2") == true
    )
    let dry = try await store.begin(command: "run", toolVersion: "1", isDryRun: true)
    #expect(try await store.absence(of: dry) == "run r2 was a dry run and never published")
    let failed = try await store.begin(command: "run", toolVersion: "1")
    try await database.execute("UPDATE whtest.runs SET status = 'failed' WHERE run_id = 3")
    #expect(try await store.absence(of: failed) == "run r3 was never published (failed)")
    let kept = try await published(rows: 21)
    #expect(try await store.keptRuns().map(\.run) == [kept])
    #expect(try await store.keptRuns().first?.rows == 42)
  }

  @Test("knows what a run has made")
  func relations() async throws {
    let run = try await published()
    let relations = [
      RecordedRelation(layer: .bronze, name: "Teams", isView: false),
      RecordedRelation(layer: .gold, name: #"a"b"#, isView: true),
    ]
    try await store.record(relations: relations, of: run)
    #expect(try await store.relations(of: run) == relations)
    #expect(try await store.relations(of: RunID(9)).isEmpty)
  }

  @Test("The moments of runs rise, whatever production's clock says")
  func moments() async throws {
    let given = [
      "2026-01-01 12:00:00.5+02", "2026-01-01 10:00:00.5+00", "2025-12-31 00:00:00+00",
      "2026-01-02 00:00:00+00",
    ]
    var entered: [String] = []
    for moment in given {
      let run = try await store.begin(command: "run", toolVersion: "1")
      entered.append(try await store.record(moment: moment, of: run))
    }
    #expect(
      entered == [
        "2026-01-01 10:00:00.500000+00", "2026-01-01 10:00:00.500001+00",
        "2026-01-01 10:00:00.500002+00", "2026-01-02 00:00:00.000000+00",
      ])
    #expect(
      try await database.rows(
        "SELECT to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US\"+00\"') FROM whtest.runs ORDER BY run_id"
      )
        == entered.map { [$0] })
    await #expect(throws: RunStoreError.self) {
      try await store.record(moment: "2026-01-01 00:00:00+00", of: RunID(99))
    }
  }
}
