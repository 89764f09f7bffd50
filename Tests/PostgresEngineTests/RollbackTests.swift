import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Readers are led back to an earlier run as they were led forward: all at once, or not at all.
@Suite(.database)
struct RollbackTests {
  private func plan(_ run: Int64, _ query: String) -> BuildPlan {
    .run(run, [], .gold("g", query), .gold("h", "SELECT \(run) AS run"))
  }

  /// Leads readers back; what stands in the way.
  private func rollBack(
    _ site: Site, to plan: BuildPlan, record: String = "SELECT 1", limits: EngineLimits = .test
  ) async throws -> [String] {
    try await Warehouse(site.warehouseSettings, limits: limits, environment: [:])
      .rollBack(to: plan.run, plan.recordedRelations, record: record).map(\.message)
  }

  /// Two runs, of which the second gives `g` another shape.
  private func site(_ second: String) async throws -> Site {
    let site = try await Site.make()
    try await site.run(plan(1, "SELECT 1 AS id, 'x' AS name"))
    try await site.run(plan(2, second))
    return site
  }

  private let first = BuildPlan.run(
    1, [], .gold("g", "SELECT 1 AS id, 'x' AS name"), .gold("h", "SELECT 1 AS run"))

  @Test(arguments: [
    "SELECT 2 AS id, 'y' AS name", "SELECT 2 AS id, 'y' AS name, 3 AS more", "SELECT 2 AS id",
    "SELECT 'y' AS name, 2::bigint AS id",
  ])
  func allViewsShowTheOldRunAndKeepWhatOthersGaveThem(second: String) async throws {
    let site = try await site(second)
    let reader = try await site.warehouse.createRole()
    try await site.warehouse.execute(
      """
      GRANT USAGE ON SCHEMA gold TO \(reader); GRANT SELECT (id) ON gold.g TO \(reader);
      COMMENT ON VIEW gold.g IS 'numbers'
      """)
    #expect(try await rollBack(site, to: first, record: "CREATE TABLE public.recorded ()") == [])
    #expect(try await site.warehouse.rows("SELECT * FROM gold.g") == [["1", "x"]])
    #expect(try await site.warehouse.rows("TABLE gold.h") == [["1"]])
    #expect(try await site.warehouse.value("SELECT to_regclass('public.recorded')") == "recorded")
    #expect(
      try await site.warehouse.value("SELECT obj_description('gold.g'::regclass)") == "numbers")
    let session = try await site.warehouse.connect(as: reader)
    #expect(try await session.query("SELECT id FROM gold.g").rows == [["1"]])
    // And forward again.
    try await site.run(plan(3, second.replacing("2", with: "3")))
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g") == [["3"]])
  }

  @Test func aViewThatOnlyOneOfTheRunsHasComesOrGoes() async throws {
    let site = try await Site.make()
    let old = BuildPlan.run(1, [], .gold("old", "SELECT 1 AS id"), .goldView("v", "SELECT 2 AS id"))
    try await site.run(old)
    try await site.run(.run(2, [], .gold("new", "SELECT 3 AS id")))
    #expect(try await rollBack(site, to: old) == [])
    #expect(
      try await site.warehouse.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'gold'::regnamespace ORDER BY 1")
        == [["old"], ["v"]])
    #expect(try await site.warehouse.rows("TABLE gold.old UNION TABLE gold.v") == [["1"], ["2"]])
  }

  @Test func whatSomebodyBuiltOnALaterShapeIsNamedAndNothingChanges() async throws {
    let site = try await Site.make()
    try await site.run(plan(1, "SELECT 1 AS id, 'x' AS name"))
    try await site.run(
      .run(
        2, [], .gold("g", "SELECT 2 AS id, 'y' AS name, 3 AS more"), .gold("h", "SELECT 2 AS run"),
        .gold("new", "SELECT 3 AS id")))
    try await site.warehouse.execute(
      """
      CREATE SCHEMA bi; CREATE VIEW bi.more AS SELECT more FROM gold.g;
      CREATE VIEW bi.new AS SELECT id FROM gold.new
      """)
    #expect(
      try await rollBack(site, to: first, record: "CREATE TABLE public.recorded ()") == [
        "gold.g: more is dropped, but it is used by view bi.more; drop or change that first",
        "gold.new is not part of run r1, but is used by view bi.new",
      ])
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g UNION TABLE gold.h") == [["2"]])
    #expect(try await site.warehouse.value("SELECT to_regclass('public.recorded')") == nil)
  }

  @Test func aReaderThatDoesNotLetGoIsNamedAndNothingChanges() async throws {
    let site = try await site("SELECT 2 AS id")
    let reader = try await site.warehouse.connect()
    try await reader.execute("BEGIN; SELECT * FROM gold.h")
    let failure = await #expect(throws: BuildFailure.self) {
      try await rollBack(
        site, to: first, record: "CREATE TABLE public.recorded ()",
        limits: .limits(publish: .milliseconds(120)))
    }
    let pid = await reader.backendPID
    #expect(failure?.code == "55P03")
    #expect(failure?.message.contains("were held by pid \(pid) (postgres") == true)
    try await reader.execute("COMMIT")
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g UNION TABLE gold.h") == [["2"]])
    #expect(try await site.warehouse.value("SELECT to_regclass('public.recorded')") == nil)
  }

  @Test func aRecordThatFailsLeavesReadersWhereTheyAre() async throws {
    let site = try await site("SELECT 2 AS id")
    await #expect(throws: BuildFailure.self) {
      try await rollBack(site, to: first, record: "SELECT 1 / 0")
    }
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g UNION TABLE gold.h") == [["2"]])
  }

  @Test func aRunOfWhichSomethingIsGoneIsNotShown() async throws {
    let site = try await site("SELECT 2 AS id")
    try await site.warehouse.execute("DROP TABLE gold__r1.h")
    let failure = await #expect(throws: BuildFailure.self) { try await rollBack(site, to: first) }
    #expect(failure?.message == "gold__r1.h is gone, so nothing was changed")
    #expect(try await site.warehouse.rows("SELECT id FROM gold.g UNION TABLE gold.h") == [["2"]])
  }

  @Test func readersOfTwoViewsSeeOneRunInEachStatement() async throws {
    let site = try await Site.make()
    let plans = [1, 2].map { plan(Int64($0), "SELECT \($0) AS run") }
    for plan in plans { try await site.run(plan) }
    let connection = try await site.warehouse.connect()
    try await connection.execute("PREPARE pair AS SELECT g.run, h.run FROM gold.g, gold.h")
    let reader = Task {
      var seen = try await connection.query("EXECUTE pair").rows
      while seen.last != ["4", "4"] {
        let rows = try await connection.query("EXECUTE pair").rows
        #expect(rows.count == 1)
        if rows != seen.suffix(1) { seen += rows }
      }
      return seen
    }
    #expect(try await rollBack(site, to: plans[0]) == [])
    try await site.run(plan(4, "SELECT 4 AS run"))
    let seen = try await reader.value
    #expect(seen.allSatisfy { $0.count == 2 && $0[0] == $0[1] }, "\(seen)")
    #expect(seen.last == ["4", "4"])
  }
}
