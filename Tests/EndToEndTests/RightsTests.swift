import Testing
import TestSupport

@Suite("Roles and readers", .database, .timeLimit(.minutes(15)))
struct RightsTests {
  @Test("the two roles of the README suffice, run after run")
  func minimalRoles() async throws {
    let project = try await TestProject.make(TestRoles.make())
    for _ in 1...3 {
      let outcome = try await project.whtest("run")
      #expect(outcome.status == 0, "\(outcome.text)")
    }
    #expect(try project.report().counts == .init(passed: 216, warned: 12))
    let check = try await project.whtest("check")
    #expect(check.status == 0, "\(check.text)")
  }

  @Test("both readers publish the same", arguments: ["full", "portable"])
  func readers(_ reader: String) async throws {
    let project = try await TestProject.make()
    let outcome = try await project.whtest("run", "--reader", reader)
    #expect(outcome.status == 0, "\(outcome.text)")
    // The standard's views do not tell whether a foreign key is valid.
    #expect(
      try project.report().counts
        == (reader == "full"
          ? .init(passed: 216, warned: 12) : .init(passed: 216, warned: 8, not_executed: 4)))
    #expect(try await project.warehouse.published() == Undisturbed.published())
  }

  @Test("the portable reader says what it could not see, and never that it is not there")
  func portableWithoutRights() async throws {
    let project = try await TestProject.make(TestRoles.make())
    let outcome = try await project.whtest("run", "--reader", "portable")
    #expect(outcome.status == 0, "\(outcome.text)")
    let hidden = try project.junit().cases.filter { $0.message.hasPrefix("NOT EXECUTED: ") }
    #expect(
      hidden.map { "\($0.identity): \($0.message)" }
        == [
          ("teams", ["primary_key"]),
          ("memberships", ["primary_key", "columns.group_id.reference"]),
          ("events", ["primary_key", "columns.team_id.reference"]),
          (
            "event_rsvps",
            ["primary_key", "columns.event_id.reference", "columns.member_id.reference"]
          ),
        ].flatMap { table, names in
          names.map {
            "whtest.contract.public.\(table) \($0): NOT EXECUTED: "
              + "constraints of public.\(table) are not visible to this role and reader"
          }
        })
    #expect(try project.report().counts == .init(passed: 212, warned: 8, not_executed: 8))
  }

  @Test("a reader without USAGE on the schema is told so by its contract")
  func hidden() async throws {
    let roles = try await TestRoles.make()
    let project = try await TestProject.make(roles)
    try await project.production.execute("REVOKE USAGE ON SCHEMA public FROM \(roles.reader)")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    let red = try project.junit().red
    #expect(red.count == 4)
    #expect(red.allSatisfy { $0.name.hasPrefix("relation.") })
  }
}
