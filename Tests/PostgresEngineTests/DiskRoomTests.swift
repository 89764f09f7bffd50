import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

struct DiskVerdictTests {
  private let gigabyte: Int64 = 1 << 30

  @Test func whatIsNotKnownIsNeverInTheWay() {
    let need = DiskNeed(bronze: .max / 2, layers: 0)
    #expect(DiskVerdict(need, in: [], server: "w") == .fits)
  }

  @Test func theNarrowestLimitCounts() {
    let rooms = [DiskRoom(free: 9 * gigabyte, place: "/a"), DiskRoom(free: gigabyte, place: "/b")]
    #expect(
      DiskVerdict(DiskNeed(bronze: 3 * gigabyte / 2, layers: 0), in: rooms, server: "w")
        == .full(
          "the copy does not fit: it takes 1.5 GB on w at least, and 1.0 GB are free (/b); make room"
            + " there, keep fewer runs (keep), or copy less. No row was moved"))
    #expect(
      DiskVerdict(DiskNeed(bronze: gigabyte, layers: gigabyte), in: rooms, server: "w")
        == .tight(
          "the run may not fit: about 2.0 GB are needed on w, and 1.0 GB are free (/b)"))
    #expect(
      DiskVerdict(DiskNeed(bronze: gigabyte / 2, layers: gigabyte / 2), in: rooms, server: "w")
        == .fits)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 kB"), (1 << 40, "1.0 TB"),
    (5 << 50, "5120.0 TB"),
  ])
  func bytesAreShort(bytes: Int64, text: String) {
    #expect(shortened(bytes) == text)
  }
}

@Suite(.database)
struct DiskRoomTests {
  private let table = Landing.app("t", "id integer", "name text")

  private func site() async throws -> Site {
    try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t AS"
        + " SELECT i AS id, repeat('x', 100) AS name, repeat('y', 900) AS wide"
        + " FROM generate_series(1, 20000) AS i; ANALYZE app.t")
  }

  @Test func theNeedIsThatOfTheColumnsThatAreCopiedAndNotTooHigh() async throws {
    let site = try await site()
    let engine = try await site.engine()
    let (_, least) = try await engine.source(of: table).extent(of: table, pieces: 1)
    _ = try await engine.land(.run(1, [table])) { _ in }
    let found = try await site.warehouse.value("SELECT pg_relation_size('bronze__r1.t')")
    let size = try #require(found.flatMap { Int64($0) })
    #expect(least > size * 7 / 10)
    #expect(least <= size)
  }

  @Test func rowsThatNobodyHasCountedAreNotGuessed() async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (id integer, name text)"
        + " WITH (autovacuum_enabled = off); INSERT INTO app.t SELECT i, 'x' FROM generate_series(1, 999) AS i"
    )
    let (parts, least) = try await site.engine().source(of: table).extent(of: table, pieces: 1)
    #expect(least == 0)
    #expect(parts.map(\.rows) == [nil])
  }

  @Test func aCopyThatDoesNotFitIsRefusedBeforeATableIsMade() async throws {
    let site = try await site()
    let engine = try await site.engine(limits: .limits(disk: 1 << 20))
    let failure = await #expect(throws: BuildFailure.self) {
      try await engine.land(.run(1, [table])) { _ in }
    }
    #expect(failure?.code == nil)
    #expect(failure?.location == nil)
    #expect(failure?.message.contains("servers.") == true)
    #expect(failure?.message.contains("No row was moved") == true)
    #expect(try await site.runSchemas() == [])
    await engine.discard()
  }

  @Test func theRoomOfAServerOnThisMachineIsThatOfItsFolder() async throws {
    let site = try await site()
    let connection = try await site.warehouse.connect()
    let folder = try #require(try await site.warehouse.value("SHOW data_directory"))
    let verdict = try await Warehouse(site.warehouseSettings, limits: .test, environment: [:])
      .verdict(onBronze: 1 << 60, on: connection)
    guard case .full(let message) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(message.contains("are free (\(folder))"))
  }

  @Test func aRoleThatMayNotKnowTheFolderIsNotHeldUp() async throws {
    let site = try await site()
    let connection = try await site.warehouse.connect(as: site.warehouse.createRole())
    let verdict = try await Warehouse(site.warehouseSettings, limits: .test, environment: [:])
      .verdict(onBronze: 1 << 60, on: connection)
    #expect(verdict == .fits)
  }
}
