import FoundationEssentials
import PostgresClient
import Testing
import TestSupport
import WarehouseModel

@Suite("The demo", .database, .timeLimit(.minutes(15)))
struct DemoTests {
  @Test("passes, and leaves nothing behind")
  func rows() async throws {
    let place = try Place()
    let outcome = try await place.demo("--rows", "10000")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.contains(": 216 of 228 passed, 12 warnings; published\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.temporary).isEmpty)
  }

  @Test("loads exports, makes up the answers, and names the key that they break")
  func exports() async throws {
    let place = try Place()
    let members = (1...5).map { "m\($0),t1,admin,2024-01-02T00:00:00Z\n" }.joined()
    try place.write(exports: ["memberships": members + "m1,t1,member,2024-01-03T00:00:00Z\n"])
    let outcome = try await place.demo("--data", "exports")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.contains("  public.memberships: 6 rows from exports/memberships.csv\n"))
    #expect(outcome.output.contains("  public.event_rsvps: "))
    #expect(
      outcome.errors.contains(
        "memberships_pkey of public.memberships: left off\n"))
    let junit = try JUnitFile(path: "\(place.folder)/reports/junit.xml")
    #expect(
      junit.first("whtest.contract.public.memberships primary_key")?.message.hasPrefix("WARN: ")
        == true)
    #expect(
      junit.first("whtest.quality.bronze.memberships primary_key")?.message
        == "WARN: 1 of 6 rows fail primary_key (warn above 0)")
  }

  @Test(
    "names the file, line and column of what is wrong in an export",
    arguments: [
      ("t1,football,NOR\n", "exports/teams.csv:2:16: error: [csv-field-count]"),
      (
        "t1,football,NOR,2024-01-01T00:00:00Z\nt2,football,NOR,yesterdayish\n",
        "exports/teams.csv:3:17: error: [csv-value]"
      ),
      (
        "t1,\"football,NOR,2024-01-01T00:00:00Z\n",
        "exports/teams.csv:2:4: error: [csv-quote-unterminated]"
      ),
    ])
  func malformed(_ rows: String, _ place: String) async throws {
    let folder = try Place()
    try folder.write(exports: ["teams": rows])
    let outcome = try await folder.demo("--data", "exports")
    #expect(outcome.status == 2, "\(outcome.text)")
    #expect(outcome.errors.hasPrefix(place), "\(outcome.errors)")
    for line in outcome.errors.split(separator: "\n") {
      #expect(line.prefixMatch(of: #/exports/teams\.csv:\d+:\d+: error: /#) != nil, "\(line)")
    }
  }

  @Test("a folder without exports is told, and no server stays")
  func noExports() async throws {
    let place = try Place()
    let outcome = try await place.demo("--data", "nowhere")
    #expect(outcome.status == 3, "\(outcome.text)")
    #expect(outcome.errors.contains("nowhere"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.temporary).isEmpty)
  }

  @Test("keeps its server when asked to, until it is cleaned up")
  func keep() async throws {
    let place = try Place()
    let outcome = try await place.demo("--rows", "10000", "--keep")
    #expect(outcome.status == 0, "\(outcome.text)")
    let addresses = outcome.output.split(separator: "\n").compactMap {
      $0.wholeMatch(of: /(?:production|warehouse): +(postgresql:.*)/).map { String($0.1) }
    }
    #expect(addresses.count == 2)
    let warehouse = ConnectionSettings(server: "test", target: try #require(addresses.last))
    let session = try await Connection.open(warehouse, environment: [:])
    #expect(
      try await session.query("SELECT count(*) FROM gold.events_per_country").rows == [["4"]])
    await session.close()

    let removed = try await place.demo("--cleanup")
    #expect(removed.status == 0)
    #expect(removed.output.hasPrefix("removed \(place.temporary)/"), "\(removed.text)")
    await #expect(throws: PostgresError.self) {
      try await Connection.open(warehouse, environment: [:])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.temporary).isEmpty)
    #expect(try await place.demo("--cleanup").output == "nothing was left\n")
  }
}

/// A copy of the project with folders of its own for servers and for what is known of them.
private final class Place: Sendable {
  let folder: String
  /// Short, since the path of a socket may not be long.
  let temporary: String

  init() throws {
    folder = try TestProject.copyDefinitions()
    temporary = "/tmp/wt-\(UInt32.random(in: 0 ..< .max))"
    try FileManager.default.createDirectory(
      atPath: temporary, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o777])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
    try? FileManager.default.removeItem(atPath: temporary)
  }

  func demo(_ arguments: String...) async throws -> Outcome {
    try await Tool.run(
      ["demo"] + arguments, in: folder,
      environment: ["TMPDIR": temporary, "XDG_STATE_HOME": "\(folder)/state"])
  }

  /// Writes small exports; the given ones instead of those that are right.
  func write(exports: [String: String]) throws {
    let right = [
      "teams": "t1,football,NOR,2024-01-01T00:00:00Z\n",
      "memberships": "m1,t1,admin,2024-01-02T00:00:00Z\n",
      "events": (1...4).map {
        "e\($0),t1,2024-02-0\($0)T18:00:00Z,2024-02-0\($0)T20:00:00Z,59.9,10.7,"
          + "2024-01-20T00:00:00Z\n"
      }.joined(),
    ]
    let heads = [
      "teams": "team_id,team_activity,country_code,created_at",
      "memberships": "membership_id,group_id,role_title,joined_at",
      "events": "event_id,team_id,event_start,event_end,latitude,longitude,created_at",
    ]
    try FileManager.default.createDirectory(
      atPath: "\(folder)/exports", withIntermediateDirectories: true)
    for (name, rows) in right.merging(exports, uniquingKeysWith: { _, own in own }) {
      try Data("\(heads[name] ?? "")\n\(rows)".utf8)
        .write(to: URL(filePath: "\(folder)/exports/\(name).csv"))
    }
  }
}
