import Testing
import TestSupport

@Suite("Impact", .database, .timeLimit(.minutes(15)))
struct ImpactTests {
  @Test("names the models, checks, contracts and views that read a column")
  func column() async throws {
    let project = try await TestProject.make()
    try await project.production.execute(
      """
      CREATE SCHEMA reporting;
      CREATE VIEW reporting.members AS SELECT membership_id FROM memberships WHERE group_id > '';
      CREATE VIEW reporting.roles AS SELECT role_title FROM memberships;
      """)
    let outcome = try await project.whtest("impact", "memberships.group_id")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    #expect(
      outcome.output == """
        public.memberships.group_id
          view reporting.members       the whole view
          bronze.memberships           group_id
          silver.memberships           the whole model (read in a join)
          check bronze.memberships     group_id.reference, group_id.required  \
        contracts/production.odcs.yaml:92
          check silver.teams           groups_without_admins  \
        sql/checks/groups_without_admins.sql:8
          contract public.memberships  group_id  contracts/production.odcs.yaml:86

        """)
    let json = try await project.whtest(
      "impact", "public.memberships.group_id", "--format", "json")
    #expect(json.status == 0)
    #expect(json.output.contains("\"join\""))
    let unread = try await project.whtest("impact", "public.memberships.joined_at")
    #expect(unread.output.contains("\n  silver.memberships           joined_at\n"))
    #expect(!unread.output.contains("reporting"))
  }

  @Test("a difference names who reads what changed")
  func difference() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("snapshot", "production", "--output", "before.json")
    try await project.production.execute(
      """
      ALTER TABLE memberships DROP COLUMN role_title;
      ALTER TABLE memberships ADD COLUMN added date;
      """)
    let outcome = try await project.whtest("diff", "before.json", "production", "--impact")
    #expect(outcome.status == 1, "\(outcome.errors)")
    let hits = outcome.output.split(separator: "\n").filter { $0.contains("hits: ") }
    #expect(hits == ["              hits: silver.memberships (role_title)"])
    let json = try await project.whtest(
      "diff", "before.json", "production", "--impact", "--format", "json")
    #expect(json.status == 64)
  }

  @Test("what is unknown is exit 2 with a suggestion")
  func unknown() async throws {
    let project = try await TestProject.make()
    let column = try await project.whtest("impact", "memberships.groupid")
    #expect(column.status == 2)
    #expect(
      column.errors
        == "no column groupid of public.memberships is known; did you mean group_id?\n")
    let table = try await project.whtest("impact", "membership")
    #expect(table.status == 2)
    #expect(table.errors == "no table membership is known; did you mean memberships?\n")
    #expect(try await project.whtest("impact", "a..b").status == 2)
  }

  @Test("without an address the views are not looked at; with a wrong one it cannot run")
  func servers() async throws {
    let project = try await TestProject.make()
    let without = try await Tool.run(["impact", "memberships.group_id"], in: project.folder)
    #expect(without.status == 0)
    #expect(
      without.errors == "note: views in production were not looked at: the environment variable"
        + " WHTEST_PRODUCTION_URL is not set\n")
    #expect(without.output.contains("  silver.memberships "))
    let wrong = try await Tool.run(
      ["impact", "memberships.group_id"], in: project.folder,
      environment: ["WHTEST_PRODUCTION_URL": "postgresql:///x?host=/nowhere"])
    #expect(wrong.status == 3)
    #expect(wrong.output.isEmpty)
  }
}
