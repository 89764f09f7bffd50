import PostgresClient
import Testing
import WarehouseModel

@testable import ExampleProduction

@Suite("Loading exports", .timeLimit(.minutes(15)))
struct LoadTests {
  static let teams = #"""
    team_id,team_activity,country_code,created_at
    T1,football,NOR,2024-01-01T10:00:00.000Z
    T2,"music, ""loud""",GBR,2024-01-02T10:00:00.000Z

    """#
  static let memberships = """
    membership_id,group_id,role_title,joined_at
    M1,T1,admin,2024-01-03T10:00:00.000Z
    M2,nowhere,member,2024-01-03T10:00:00.000Z

    """
  static let events = """
    event_id,team_id,event_start,event_end,latitude,longitude,created_at
    E1,T1,2024-02-01T18:00:00.000Z,2024-02-01T19:00:00.000Z,null,null,2024-01-20T10:00:00.000Z

    """
  static let rsvps = """
    event_rsvp_id,event_id,member_id,rsvp_status,responded_at
    R1,E1,M1,1,2024-01-21T10:00:00.000Z
    R2,E1,gone,0,

    """

  private func load(
    teams: String = teams, memberships: String = memberships, events: String = events,
    rsvps: String? = rsvps
  ) async throws -> (summary: ExportSummary, database: ConnectionSettings, folder: String) {
    let (folder, database) = try await prepare(teams, memberships, events, rsvps)
    let summary = try await ExampleProduction.shipped.load(
      exports: folder.path, on: database, environment: [:])
    return (summary, database, folder.path)
  }

  private func prepare(
    _ teams: String, _ memberships: String, _ events: String, _ rsvps: String?
  ) async throws -> (Folder, ConnectionSettings) {
    var files = ["teams.csv": teams, "memberships.csv": memberships, "events.csv": events]
    files["event_rsvps.csv"] = rsvps
    return (try Folder(files), try await Server.database())
  }

  @Test("takes what is in the files, foreign keys that lead nowhere included")
  func loads() async throws {
    let (summary, database, _) = try await load()
    #expect(
      summary.tables.map(\.relation.name) == ["event_rsvps", "events", "memberships", "teams"])
    #expect(summary.tables.map(\.rows) == [2, 1, 2, 2])
    #expect(summary.leftOff.isEmpty && summary.notes.isEmpty && summary.waivers.isEmpty)
    #expect(
      try await database.rows("TABLE teams") == [
        "T1|football|NOR|2024-01-01 10:00:00+00", "T2|music, \"loud\"|GBR|2024-01-02 10:00:00+00",
      ])
    #expect(try await database.rows("SELECT latitude, longitude FROM events") == ["NULL|NULL"])
    let keys = """
      SELECT count(*) FROM pg_constraint
      WHERE contype = 'p' AND connamespace = 'public'::regnamespace
      """
    #expect(try await database.rows(keys) == ["4"])
  }

  @Test("makes up the table that has a script and no file")
  func substitutes() async throws {
    let (summary, database, _) = try await load(rsvps: nil)
    #expect(summary.tables.map(\.isGenerated) == [true, false, false, false])
    #expect(summary.tables.first?.rows == 1)
    #expect(try await database.rows("SELECT event_id, member_id FROM event_rsvps") == ["E1|M1"])
  }

  @Test("leaves off what the data breaks, and gives the waivers for it")
  func breaksConstraints() async throws {
    let teams = Self.teams + "T1,null,NOR,2024-01-01T10:00:00.000Z\n"
    let (summary, database, folder) = try await load(teams: teams)
    #expect(
      summary.leftOff.map { "\($0.relation) \($0.kind)" } == [
        "public.teams primaryKey", "public.teams notNull(team_activity)",
        "public.memberships foreignKey", "public.events foreignKey",
      ])
    #expect(
      summary.waivers == [
        Waiver(
          relation: QualifiedName("public", "teams"), assertion: "primary_key",
          reason: "the exports in \(folder) break it (constraint teams_pkey)"),
        Waiver(
          relation: QualifiedName("public", "teams"), assertion: "columns.team_activity.required",
          reason: "the exports in \(folder) break it (NOT NULL of team_activity)"),
      ])
    // The key column stays NOT NULL: only uniqueness was broken.
    #expect(
      try await database.rows(
        """
        SELECT attnotnull FROM pg_attribute
        WHERE attrelid = 'public.teams'::regclass AND attname IN ('team_id', 'team_activity')
        ORDER BY attname
        """) == ["f", "t"])
  }

  @Test("points at the values that the server refuses, one per file, and loads nothing")
  func refusedValues() async throws {
    let teams = Self.teams + "\"T\n3\",x,y,2024-01-01T10:00:00Z\nT4,x,y,yesterday-ish\n"
    let events = Self.events.replacing("null,null", with: "null,east")
    let (folder, database) = try await prepare(teams, Self.memberships, events, nil)
    let error = await #expect(throws: DefinitionErrors.self) {
      try await ExampleProduction.shipped.load(
        exports: folder.path, on: database, environment: [:])
    }
    #expect(
      error?.diagnostics.map(\.description) == [
        "\(folder.path)/events.csv:2:62: error: [csv-value] column \"longitude\": invalid input"
          + " syntax for type double precision: \"east\"",
        "\(folder.path)/teams.csv:6:8: error: [csv-value] column \"created_at\": invalid input"
          + " syntax for type timestamp with time zone: \"yesterday-ish\"",
      ])
    #expect(
      try await database.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        == ["0"])
  }

  @Test("lists the mistakes of all files together, and loads nothing")
  func mistakes() async throws {
    let (folder, database) = try await prepare(
      Self.teams + "T3\n", "membership_id,group_id,joined_at\n", Self.events, "")
    let error = await #expect(throws: DefinitionErrors.self) {
      try await ExampleProduction.shipped.load(
        exports: folder.path, on: database, environment: [:])
    }
    #expect(
      error?.diagnostics.map(\.id) == [
        "csv-header-missing", "csv-column-missing", "csv-field-count",
      ])
    #expect(
      try await database.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        == ["0"])
  }

  @Test("refuses a value far into a file that is longer than any buffer")
  func longFile() async throws {
    let rows = (0..<40_000).map { "M\($0),T1,member,2024-01-03T10:00:00.000Z\n" }.joined()
    let memberships = Self.memberships + rows + "bad,T1,member,never\n" + rows
    let (folder, database) = try await prepare(Self.teams, memberships, Self.events, Self.rsvps)
    let error = await #expect(throws: DefinitionErrors.self) {
      try await ExampleProduction.shipped.load(
        exports: folder.path, on: database, environment: [:])
    }
    #expect(error?.diagnostics.map(\.location.line) == [40_004])
    #expect(error?.diagnostics.map(\.location.column) == [15])
  }

  @Test("says which files are missing, and what is there")
  func missingFiles() async throws {
    let folder = try Folder(["events.csv": Self.events, "team.csv": Self.teams])
    let database = try await Server.database()
    let error = await #expect(throws: ExampleProductionError.self) {
      try await ExampleProduction.shipped.load(
        exports: folder.path, on: database, environment: [:])
    }
    #expect(
      error?.description
        == "no memberships.csv, teams.csv in \(folder.path), which holds events.csv, team.csv")
  }

  @Test("says that there is no such folder")
  func missingFolder() async throws {
    let database = try await Server.database()
    let error = await #expect(throws: ExampleProductionError.self) {
      try await ExampleProduction.shipped.load(
        exports: "/nonexistent", on: database, environment: [:])
    }
    #expect(error?.description == "cannot read /nonexistent: no such folder")
  }
}
