import PostgresClient
import RunStore
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct RecordTests {
  private let database: TestDatabase
  private let store: RunStore

  init() async throws {
    database = try await TestServer.database()
    store = try await RunStore.open(database.settings, patience: .seconds(20), environment: [:])
  }

  private func begin() async throws -> RunID {
    try await store.begin(command: "run", toolVersion: "1.2.3")
  }

  /// What the engine does in its publishing transaction.
  private func publish(_ run: RunID) async throws {
    try await database.execute("BEGIN; \(store.publicationRecord(of: run)); COMMIT")
  }

  private let relations = [
    RecordedRelation(layer: .bronze, name: "Teams", isView: false),
    RecordedRelation(layer: .gold, name: #"a"b"#, isView: true),
  ]

  @Test func runsAreNumberedAndBeginAsRunning() async throws {
    #expect(try await begin() == RunID(1))
    #expect(try await begin() == RunID(2))
    let rows = try await database.rows(
      "SELECT run_id, command, tool_version, status, ended_at FROM whtest.runs ORDER BY 1")
    #expect(
      rows == [["1", "run", "1.2.3", "running", nil], ["2", "run", "1.2.3", "running", nil]])
  }

  @Test func aRunThatDiedIsMarkedAbandonedAndItsRelationsCanBeRemoved() async throws {
    let dead = try await begin()
    try await store.record(relations: relations, of: dead)
    let current = try await begin()
    let removable = try await store.removableRuns(keeping: 1, except: current)
    #expect(removable.map(\.run) == [dead])
    #expect(removable.first?.relations == relations)
    let status = "SELECT status, ended_at IS NOT NULL FROM whtest.runs ORDER BY run_id"
    #expect(try await database.rows(status) == [["abandoned", "t"], ["running", "f"]])
    try await store.noteRemoval(of: dead)
    #expect(try await store.removableRuns(keeping: 1, except: current).isEmpty)
  }

  @Test func aRunThatDiedAfterItWasPublishedHasPassedAndIsKept() async throws {
    let dead = try await begin()
    try await store.record(relations: relations, of: dead)
    try await publish(dead)
    let current = try await begin()
    #expect(try await store.removableRuns(keeping: 1, except: current).isEmpty)
    #expect(try await database.value("SELECT status FROM whtest.runs WHERE run_id = 1") == "passed")
  }

  @Test func theLastPublishedRunsAreKeptAndOlderOnesAreNot() async throws {
    var runs: [RunID] = []
    for _ in 0..<4 {
      let run = try await begin()
      try await publish(run)
      runs.append(run)
    }
    let current = try await begin()
    let two = try await store.removableRuns(keeping: 2, except: current).map(\.run)
    #expect(two == [runs[1], runs[0]])
    // What readers see stays, even when nothing is to be kept.
    let none = try await store.removableRuns(keeping: 0, except: current).map(\.run)
    #expect(none == [runs[2], runs[1], runs[0]])
  }

  @Test func aRunWhoseDataAKeptOneShowsStaysWithIt() async throws {
    var runs: [RunID] = []
    for _ in 0..<4 {
      let run = try await begin()
      try await publish(run)
      runs.append(run)
    }
    let current = try await begin()
    try await database.execute(
      """
      CREATE SCHEMA silver__r1; CREATE SCHEMA silver__r3; CREATE SCHEMA gold__r4;
      CREATE TABLE silver__r1.a AS SELECT 1 AS n;
      CREATE VIEW silver__r3.a AS SELECT n FROM silver__r1.a;
      CREATE VIEW gold__r4.b AS SELECT n FROM silver__r3.a;
      """)
    let one = try await store.removableRuns(keeping: 1, except: current).map(\.run)
    #expect(one == [runs[1]])
    try await database.execute("DROP VIEW gold__r4.b")
    let three = try await store.removableRuns(keeping: 1, except: current).map(\.run)
    #expect(three == [runs[2], runs[1], runs[0]])
  }

  @Test func aPublicationTakesEffectWithItsTransactionOrNotAtAll() async throws {
    let (first, second) = (try await begin(), try await begin())
    #expect(try await store.publishedRun() == nil)
    try await publish(first)
    #expect(try await store.publishedRun() == first)
    let session = try await database.connect()
    try await session.execute("BEGIN; \(store.publicationRecord(of: second))")
    #expect(try await store.publishedRun() == first)
    try await session.execute("ROLLBACK")
    #expect(try await store.publishedRun() == first)
    #expect(
      try await database.rows("SELECT run_id FROM whtest.runs WHERE published_at IS NOT NULL")
        == [["1"]])
    try await publish(second)
    #expect(try await store.publishedRun() == second)
    #expect(try await database.value("SELECT count(*) FROM whtest.publication") == "1")
  }

  @Test func aSnapshotIsStoredOnceHoweverOftenItIsSeen() async throws {
    let fingerprint = Fingerprint(hexadecimal: "abc123")
    for _ in 0..<2 {
      try await store.record(
        KeptSchema(fingerprint: fingerprint, format: 1, content: #"{"objects":[]}"#),
        server: "production", of: try await begin())
    }
    #expect(
      try await database.rows("SELECT fingerprint, format, content FROM whtest.snapshots")
        == [["abc123", "1", #"{"objects":[]}"#]])
    #expect(
      try await database.rows("SELECT run_id, server, fingerprint FROM whtest.run_snapshots")
        == [["1", "production", "abc123"], ["2", "production", "abc123"]])
  }
}
