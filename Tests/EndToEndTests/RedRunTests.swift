import Testing
import TestSupport

/// A definition that is right and whose rows make a run red.
struct RedDefinition: CustomTestStringConvertible {
  let name: String
  /// The file that is changed, what in it, and to what.
  let path: String
  let old: String
  let new: String
  let status: Int32
  /// The testcase that is red, and whether it is a `failure` or an `error`.
  let identity: String
  let result: String
  /// Relations that are gated, since they read what failed.
  let gated: [String]

  var testDescription: String { name }

  static let all = [
    RedDefinition(
      name: "a check of severity error", path: "sql/checks/stale_rsvps.sql",
      old:
        "severity: warning\n-- layer: silver\n-- subject: silver.event_rsvps\n-- warn: 0\n"
        + "-- fail: 5%",
      new: "severity: error\n-- layer: silver", status: 1,
      identity: "whtest.quality.silver.event_rsvps stale_rsvps", result: "failure", gated: []),
    RedDefinition(
      name: "a model of silver that divides by zero", path: "sql/silver/events.sql",
      old: "latitude,", new: "latitude + 1 / (length(event_id) - 32) AS latitude,", status: 3,
      identity: "whtest.etl.silver events", result: "error",
      gated: ["attendance_rate_30d", "daily_active_teams", "events_per_country", "rsvp_summary"]),
    RedDefinition(
      name: "a view of gold that divides by zero", path: "sql/gold/rsvp_summary.sql",
      old: "count(*) AS rsvps", new: "count(*) + 1 / (min(length(event_id)) - 32) AS rsvps",
      status: 3, identity: "whtest.etl.gold rsvp_summary", result: "error", gated: []),
    RedDefinition(
      name: "a check that the server refuses", path: "sql/checks/events_end_before_start.sql",
      old: "WHERE event_end < event_start",
      new: "WHERE event_end < event_start AND 1 / (length(event_id) - 32) = 0", status: 3,
      identity: "whtest.quality.silver.events events_end_before_start", result: "error", gated: []),
  ]
}

@Suite("A red run", .database, .timeLimit(.minutes(15)))
struct RedRunTests {
  @Test("publishes nothing and loses no testcase", arguments: RedDefinition.all)
  func red(_ red: RedDefinition) async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    let before = try await project.warehouse.dump()
    try await project.production.execute("DELETE FROM event_rsvps WHERE event_rsvp_id > '10001'")
    try project.edit(red.path, red.old, red.new)
    let outcome = try await project.whtest("run")
    #expect(outcome.status == red.status, "\(outcome.text)")
    let junit = try project.junit()
    #expect(junit.first(red.identity)?.result == red.result)
    #expect(try await junit.identities == Undisturbed.identities())
    let gatedSteps = junit.gated.filter { $0.suite.hasPrefix("whtest.etl.") }.map(\.name)
    #expect(Set(red.gated).isSubset(of: gatedSteps), "\(gatedSteps)")
    #expect(try !project.report().published)
    #expect(try await project.warehouse.dump() == before)
  }

  @Test("of `whtest check` exits by its threshold and publishes nothing")
  func check() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let before = try await project.warehouse.dump()
    #expect(try await project.whtest("check").status == 0)
    #expect(try await project.whtest("check", "--fail-on", "warn").status == 1)
    try project.edit(
      "sql/checks/stale_rsvps.sql", "severity: warning", "severity: error")
    try project.edit("sql/checks/stale_rsvps.sql", "fail: 5%", "fail: 0.1%")
    #expect(try await project.whtest("check").status == 1)
    #expect(try project.junit().red.map(\.name) == ["stale_rsvps"])
    #expect(try await project.whtest("check", "--fail-on", "never").status == 0)
    #expect(try await project.warehouse.dump() == before)
  }

  @Test("of `whtest etl` is as red as that of `whtest run`")
  func etl() async throws {
    let project = try await TestProject.make()
    try project.edit("sql/checks/stale_rsvps.sql", "severity: warning", "severity: error")
    try project.edit("sql/checks/stale_rsvps.sql", "fail: 5%", "fail: 0.1%")
    #expect(try await project.whtest("etl").status == 1)
    #expect(try await project.warehouse.published().isEmpty)
    #expect(try project.junit().red.map(\.name) == ["stale_rsvps"])
  }
}
