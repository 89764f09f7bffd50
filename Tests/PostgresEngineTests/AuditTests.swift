import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Queries of checks, inside a build and on what is committed.
@Suite(.database)
struct AuditTests {
  /// Queries that would change something if they could.
  static let writes = [
    "WITH w AS (DELETE FROM silver.t RETURNING 1) SELECT count(*) FROM w", "DELETE FROM silver.t",
    "SELECT nextval('public.s')", "SELECT public.wipe()", "CREATE TABLE public.x ()",
    "SELECT set_config('transaction_read_only', 'off', false)", "DROP SCHEMA silver CASCADE",
  ]

  private static let setup = """
    CREATE SEQUENCE public.s;
    CREATE FUNCTION public.wipe() RETURNS void LANGUAGE sql AS 'DELETE FROM silver.t'
    """

  @Test func aQueryOfTheBuildThatWritesIsRefusedAndTheBuildGoesOn() async throws {
    let site = try await Site.make(warehouse: "SET check_function_bodies = off; \(Self.setup)")
    let engine = try await site.engine()
    let plan = BuildPlan.run(1, [], .silver("t", "SELECT 1 AS id"))
    _ = try await site.prepare(plan, on: engine)
    for query in Self.writes {
      let failure = await #expect(throws: BuildFailure.self) { try await engine.rows(of: query) }
      #expect(failure?.code != nil, "\(query)")
      #expect(try await engine.rows(of: "SELECT id FROM silver.t").rows == [["1"]])
    }
    try await engine.build(.gold("g", "SELECT id + 1 AS id FROM silver.t"))
    try await engine.publish(plan, record: "SELECT 1")
    #expect(try await site.warehouse.rows("TABLE silver.t") == [["1"]])
    #expect(try await site.warehouse.value("SELECT is_called FROM public.s") == "f")
  }

  @Test func aQueryOnCommittedDataThatWritesIsRefusedAndTheNextOneRuns() async throws {
    let database = try await TestServer.database(
      "CREATE SCHEMA silver; CREATE TABLE silver.t AS SELECT 1 AS id; \(Self.setup)")
    let audit = try await CommittedAudit(on: database.settings, limits: .test, environment: [:])
    for query in Self.writes {
      let failure = await #expect(throws: BuildFailure.self) { try await audit.rows(of: query) }
      #expect(failure?.code != nil, "\(query)")
      #expect(try await audit.rows(of: "SELECT id FROM silver.t").rows == [["1"]])
    }
    await audit.end()
    #expect(try await database.rows("SELECT id FROM silver.t") == [["1"]])
  }

  @Test func allQueriesOfAnAuditSeeOneMoment() async throws {
    let database = try await TestServer.database("CREATE TABLE t AS SELECT 1 AS id")
    let audit = try await CommittedAudit(on: database.settings, limits: .test, environment: [:])
    #expect(try await audit.rows(of: "SELECT count(*) FROM t").rows == [["1"]])
    try await database.execute("INSERT INTO t VALUES (2)")
    #expect(try await audit.rows(of: "SELECT count(*) FROM t").rows == [["1"]])
    await audit.end()
  }

  @Test func withoutABuildThereIsNothingToAsk() async throws {
    let engine = try await Site.make().engine()
    let failure = await #expect(throws: BuildFailure.self) { try await engine.rows(of: "SELECT 1") }
    #expect(failure?.description == "no build has begun")
  }
}
