import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// Removing the data of old runs: by name, and never what somebody depends on.
@Suite(.database)
struct RemovalTests {
  private func plan(_ run: Int64) -> BuildPlan {
    .run(
      run, [], .silver("x", "SELECT \(run) AS id"), .silver("y", "SELECT \(run) AS id"),
      .goldView("v", "SELECT x.id FROM silver.x"))
  }

  private func site() async throws -> Site {
    let site = try await Site.make()
    for run in 1...2 { try await site.run(plan(Int64(run))) }
    return site
  }

  private func remove(_ run: Int64, from site: Site) async throws -> String? {
    try await Warehouse(site.warehouseSettings, limits: .test, environment: [:])
      .remove(RunID(run), plan(run).recordedRelations)
  }

  @Test func anOldRunGoesAndTheShownOneStays() async throws {
    let site = try await site()
    #expect(try await remove(1, from: site) == nil)
    #expect(try await site.runSchemas() == ["bronze__r2", "gold__r2", "silver__r2"])
    #expect(try await site.warehouse.rows("TABLE gold.v") == [["2"]])
    // Once more is no mistake.
    #expect(try await remove(1, from: site) == nil)
  }

  @Test func whatAViewOfSomebodysReadsStaysWithAReason() async throws {
    let site = try await site()
    try await site.warehouse.execute("CREATE VIEW public.theirs AS SELECT id FROM silver__r1.x")
    let reason = try #require(try await remove(1, from: site))
    #expect(reason.contains("silver__r1"))
    #expect(try await site.warehouse.rows("TABLE public.theirs") == [["1"]])
    try await site.warehouse.execute("DROP VIEW public.theirs")
    #expect(try await remove(1, from: site) == nil)
    #expect(try await site.runSchemas() == ["bronze__r2", "gold__r2", "silver__r2"])
  }

  @Test func whatSomebodyHasPutIntoASchemaOfARunStays() async throws {
    let site = try await site()
    try await site.warehouse.execute("CREATE TABLE silver__r1.notes AS SELECT 'keep me' AS note")
    #expect(try await remove(1, from: site)?.contains("silver__r1") == true)
    #expect(try await site.warehouse.value("SELECT note FROM silver__r1.notes") == "keep me")
  }

  @Test func theShownRunCannotBeRemoved() async throws {
    let site = try await site()
    #expect(try await remove(2, from: site) != nil)
    #expect(try await site.warehouse.rows("TABLE gold.v") == [["2"]])
    #expect(try await site.warehouse.rows("TABLE silver.y") == [["2"]])
  }

  @Test func whatIsBeingReadStaysForALaterRun() async throws {
    let site = try await site()
    let reader = try await site.warehouse.connect()
    try await reader.execute("BEGIN; SELECT * FROM silver__r1.x")
    let impatient = Warehouse(
      site.warehouseSettings, limits: .limits(lock: .milliseconds(20)), environment: [:])
    let reason = try await impatient.remove(RunID(1), plan(1).recordedRelations)
    #expect(reason != nil)
    try await reader.execute("SELECT * FROM silver__r1.x; COMMIT")
    #expect(try await remove(1, from: site) == nil)
  }
}
