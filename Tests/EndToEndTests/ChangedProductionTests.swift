import Testing
import TestSupport

/// A change of production that the contract does not allow, and what the report says of it.
struct BreakingChange: CustomTestStringConvertible {
  let name: String
  let statement: String
  /// The testcase, its place and its message.
  let identity: String
  let place: String
  let message: String

  var testDescription: String { name }

  static let all = [
    BreakingChange(
      name: "renamed column",
      statement: "ALTER TABLE event_rsvps RENAME member_id TO membership_id",
      identity: "whtest.contract.public.event_rsvps columns.member_id.exists",
      place: "contracts/production.odcs.yaml:186",
      message: "breaking: public.event_rsvps.member_id does not exist; the contract does not know"
        + " membership_id: was it renamed?"),
    BreakingChange(
      name: "dropped table", statement: "DROP TABLE memberships CASCADE",
      identity: "whtest.contract.public.memberships relation.exists",
      place: "contracts/production.odcs.yaml:70",
      message: "breaking: public.memberships does not exist or is hidden from this role"),
    BreakingChange(
      name: "timestamptz to text",
      statement: "ALTER TABLE teams ALTER created_at TYPE text USING created_at::text",
      identity: "whtest.contract.public.teams columns.created_at.type",
      place: "contracts/production.odcs.yaml:67",
      message: "breaking: public.teams.created_at is text,"
        + " contract says timestamp with time zone"),
    BreakingChange(
      name: "dropped primary key",
      statement: "ALTER TABLE events DROP CONSTRAINT events_pkey CASCADE",
      identity: "whtest.contract.public.events primary_key",
      place: "contracts/production.odcs.yaml:126",
      message: "breaking: the key of public.events is gone, contract says (event_id)"),
    BreakingChange(
      name: "DROP NOT NULL", statement: "ALTER TABLE teams ALTER country_code DROP NOT NULL",
      identity: "whtest.contract.public.teams columns.country_code.required",
      place: "contracts/production.odcs.yaml:62",
      message: "breaking: public.teams.country_code may be NULL, contract says required"),
    BreakingChange(
      name: "revoked SELECT", statement: "REVOKE SELECT ON events FROM {reader}",
      identity: "whtest.contract.public.events relation.readable",
      place: "contracts/production.odcs.yaml:111",
      message: "breaking: this role may not SELECT created_at, event_end, event_id, event_start,"
        + " latitude, longitude, team_id of public.events;"
        + " ask for GRANT SELECT, and for USAGE on the schema"),
  ]
}

@Suite("A changed production", .database, .timeLimit(.minutes(15)))
struct ChangedProductionTests {
  @Test(
    "that breaks its contract fails and leaves the warehouse as it was, byte for byte",
    arguments: BreakingChange.all)
  func breaking(_ change: BreakingChange) async throws {
    let roles = try await TestRoles.make()
    let project = try await TestProject.make(roles)
    #expect(try await project.whtest("run").status == 0)
    let green = try project.junit()
    let before = try await project.warehouse.dump()

    try await project.production.execute(
      change.statement.replacing("{reader}", with: roles.reader))
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    let junit = try project.junit()
    let failure = try #require(junit.first(change.identity))
    #expect(failure.result == "failure")
    #expect(failure.place == change.place)
    #expect(failure.message == change.message)
    #expect(failure.body.contains(change.place))
    #expect(junit.identities == green.identities)
    #expect(try !project.report().published)
    #expect(try await project.warehouse.dump() == before)
  }

  @Test(
    "that only has more passes",
    arguments: [
      "ALTER TABLE teams ADD note text DEFAULT 'x'",
      "CREATE INDEX ON event_rsvps (member_id)",
      "CREATE TABLE invoices (id int PRIMARY KEY)",
      "ALTER TABLE teams ADD CONSTRAINT named CHECK (team_activity <> '')",
      "COMMENT ON TABLE teams IS 'changed'",
    ])
  func additions(_ statement: String) async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let published = try await project.warehouse.published()
    try await project.production.execute(statement)
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try await project.warehouse.published() == published)
  }

  @Test("is found by `whtest contracts` without a warehouse, and by its threshold")
  func contracts() async throws {
    let project = try await TestProject.make()
    var environment = project.environment
    environment["WHTEST_WAREHOUSE_URL"] = nil
    func status(_ arguments: String...) async throws -> Int32 {
      try await Tool.run(["contracts"] + arguments, in: project.folder, environment: environment)
        .status
    }
    #expect(try await status() == 0)
    // Wider, but of the same family: no more than risky.
    try await project.production.execute("ALTER TABLE event_rsvps ALTER rsvp_status TYPE integer")
    #expect(try await status() == 0)
    #expect(try await status("--fail-on", "risky") == 1)
    #expect(
      try project.junit().first("whtest.contract.public.event_rsvps columns.rsvp_status.type")?
        .result == "failure")
    #expect(try await status("--fail-on", "never") == 0)
    try await project.production.execute("DROP TABLE teams CASCADE")
    #expect(try await status() == 1)
    #expect(try await status("--fail-on", "never") == 0)
  }
}
