import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Readers at the moment of the publication.
@Suite(.database)
struct PublishingTests {
  private func plan(_ run: Int64) -> BuildPlan {
    .run(run, [], .gold("a", "SELECT \(run) AS run"), .gold("b", "SELECT \(run) AS run"))
  }

  /// A run that is built, and whose publication a reader's open transaction holds up.
  private func heldUp(
    publish: Duration
  ) async throws -> (site: Site, engine: PostgresEngine, reader: Connection) {
    let site = try await Site.make()
    try await site.run(plan(1))
    let engine = try await site.engine(limits: .limits(publish: publish))
    _ = try await site.prepare(plan(2), on: engine)
    let reader = try await Connection.open(
      site.warehouse.settings.with(["application_name": "dashboard"]), environment: [:])
    try await reader.execute("BEGIN; SELECT * FROM gold.b")
    return (site, engine, reader)
  }

  @Test func aReaderThatDoesNotLetGoIsNamedAndNothingIsShown() async throws {
    let (site, engine, reader) = try await heldUp(publish: .milliseconds(120))
    let failure = await #expect(throws: BuildFailure.self) {
      try await engine.publish(plan(2), record: "CREATE TABLE public.recorded ()")
    }
    let pid = await reader.backendPID
    #expect(failure?.code == "55P03")
    #expect(
      failure?.message.hasSuffix(
        "held by pid \(pid) (postgres, dashboard, idle in transaction)") == true)
    await engine.discard()
    try await reader.execute("COMMIT")
    #expect(try await site.warehouse.rows("TABLE gold.a UNION ALL TABLE gold.b") == [["1"], ["1"]])
    #expect(try await site.warehouse.value("SELECT to_regclass('public.recorded')") == nil)
    #expect(try await site.runSchemas() == ["bronze__r1", "gold__r1", "silver__r1"])
  }

  @Test func aReaderThatLetsGoIsWaitedFor() async throws {
    let (site, engine, reader) = try await heldUp(publish: .seconds(60))
    let plan = plan(2)
    let publishing = Task { try await engine.publish(plan, record: "SELECT 1") }
    try await site.warehouse.wait(
      until: "EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'gold.b'::regclass)")
    // While it waits, other readers read.
    #expect(try await site.warehouse.rows("TABLE gold.a") == [["1"]])
    try await reader.execute("COMMIT")
    try await publishing.value
    #expect(try await site.warehouse.rows("TABLE gold.a UNION ALL TABLE gold.b") == [["2"], ["2"]])
  }

  @Test func aRunThatIsCancelledWhileItWaitsShowsNothing() async throws {
    let (site, engine, reader) = try await heldUp(publish: .seconds(60))
    let plan = plan(2)
    let publishing = Task { try await engine.publish(plan, record: "SELECT 1") }
    try await site.warehouse.wait(
      until: "EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'gold.b'::regclass)")
    publishing.cancel()
    await #expect(throws: CancellationError.self) { try await publishing.value }
    await engine.discard()
    try await reader.execute("COMMIT")
    #expect(try await site.warehouse.rows("TABLE gold.a UNION ALL TABLE gold.b") == [["1"], ["1"]])
    #expect(try await site.runSchemas() == ["bronze__r1", "gold__r1", "silver__r1"])
  }

  @Test func readersOfTwoViewsSeeOneRunInEachStatement() async throws {
    let site = try await Site.make()
    try await site.run(plan(1))
    let reader = Task {
      let connection = try await site.warehouse.connect()
      var mixed = 0
      var last = ""
      while last != "6" {
        let rows = try await connection.query("SELECT a.run, b.run FROM gold.a, gold.b").rows
        let row = rows.first ?? []
        if rows.count != 1 || row.first != row.last { mixed += 1 }
        last = (row.first ?? nil) ?? last
      }
      return mixed
    }
    for run in 2...6 { try await site.run(plan(Int64(run))) }
    #expect(try await reader.value == 0)
  }

  @Test func aRecordThatFailsKeepsTheRunFromBeingShown() async throws {
    let site = try await Site.make()
    try await site.run(plan(1))
    await #expect(throws: BuildFailure.self) { try await site.run(plan(2), record: "SELECT 1 / 0") }
    #expect(try await site.warehouse.rows("TABLE gold.a") == [["1"]])
  }

  @Test func aBuilderWhoseSessionDiesShowsNothing() async throws {
    let site = try await Site.make()
    try await site.run(plan(1))
    let engine = try await site.engine()
    _ = try await site.prepare(plan(2), on: engine)
    let backend = try #require(await engine.builder?.backendPID)
    try await site.warehouse.execute("SELECT pg_terminate_backend(\(backend), 30000)")
    await #expect(throws: BuildFailure.self) {
      try await engine.publish(plan(2), record: "SELECT 1")
    }
    await engine.discard()
    #expect(try await site.warehouse.rows("TABLE gold.a") == [["1"]])
    #expect(try await site.run(plan(3)).isEmpty == false)
    #expect(try await site.warehouse.rows("TABLE gold.a") == [["3"]])
  }
}
