import PostgresClient
import Sandbox
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Production as a hot standby, where nothing can be written and all comes from the primary.
@Suite(.database)
struct StandbyTests {
  @Test func aRunReadsAHotStandbyAndTellsWhenItIsInTheWayOfTheReplay() async throws {
    // One that other tests write to would never be caught up with.
    let server = try await OwnServer.start()
    let primary = try await server.database("primary")
    try await primary.execute(
      """
      CREATE SCHEMA app; CREATE TABLE app.t AS SELECT i AS id, 'x' AS name FROM generate_series(1, 500) AS i;
      CREATE VIEW app.held AS SELECT id, name FROM app.t WHERE pg_sleep(CASE id WHEN 1 THEN 600 END) IS NULL
        OR id < 0
      """)
    let (production, sandbox) = try await server.standby(of: primary)
    let site = Site(production: production, warehouse: try await TestServer.database())
    #expect(try await production.value("SELECT pg_is_in_recovery()") == "t")
    let table = Landing.app("t", "id integer", "name text")
    try await site.run(.run(1, [table]))
    #expect(try await site.warehouse.value("SELECT count(*) FROM bronze.t") == "500")

    // A standby that waits for nobody ends the copy as soon as a row that it reads is cleaned away.
    try await production.execute("ALTER SYSTEM SET max_standby_streaming_delay = 0")
    try await production.execute("SELECT pg_reload_conf()")
    // Where the replay has not heard of that yet, it waits for half a minute first.
    let engine = try await site.engine(
      locking: [QualifiedName("app", "t")], limits: .limits(copy: .seconds(300)))
    let held = Landing.app("held", "id integer", "name text")
    let landing = Task { try await engine.land(.run(2, [held])) { _ in } }
    try await production.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep')")
    try await primary.execute("DELETE FROM app.t")
    try await primary.execute("VACUUM app.t")
    let failure = await #expect(throws: BuildFailure.self) { try await landing.value }
    #expect(failure?.code == "40001")
    #expect(
      failure?.message.contains("hot_standby_feedback = on") == true, "\(failure?.message ?? "")")
    await engine.discard()
    await sandbox.stop()
    await server.stop()
  }
}
