import Testing
import TestSupport

@Suite("A dry run", .database, .timeLimit(.minutes(15)))
struct DryRunTests {
  @Test("does everything but publish, and leaves nothing", arguments: ["run", "etl"])
  func dry(_ command: String) async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    try await project.production.execute(
      "DELETE FROM event_rsvps WHERE ctid IN (SELECT ctid FROM event_rsvps LIMIT 100)")
    let before = try await project.warehouse.dump()
    let outcome = try await project.whtest(command, "--dry-run")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.contains("; a dry run: nothing was published\n"))
    #expect(try await project.warehouse.dump() == before)
    let report = try project.report()
    #expect(report.status == "passed")
    #expect(!report.published)
    #expect(report.dry_run)
    #expect(
      report.rows(of: "silver.event_rsvps")
        == .init(before: 10_000, inserted: 0, updated: 0, deleted: 100, total: 9900))
    #expect(
      try await project.warehouse.rows(
        "SELECT is_dry_run, status, published_at FROM whtest.runs WHERE run_id = 2")
        == [["t", "passed", nil]])
    // Nor does it count among the runs that are kept.
    #expect(try await project.whtest("run").status == 0)
    #expect(try await project.warehouse.publishedRuns() == ["1", "3"])
  }

  @Test("on an empty warehouse leaves no schema of a layer")
  func first() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run", "--dry-run").status == 0)
    #expect(
      try await project.warehouse.rows(
        "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(bronze|silver|gold)'") == [])
  }

  @Test("is red where a run would be")
  func red() async throws {
    let project = try await TestProject.make()
    try project.write(
      """
      -- title: always red
      -- layer: gold
      -- subject: gold.rsvp_summary
      SELECT 1 AS n

      """, to: "sql/checks/red.sql")
    let outcome = try await project.whtest("run", "--dry-run")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(try project.report().status == "failed")
  }

  @Test("finds somebody's view that a run would break")
  func obstacle() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    try await project.warehouse.execute(
      "CREATE SCHEMA bi; CREATE VIEW bi.v AS SELECT * FROM gold.rsvp_summary")
    try project.remove("contracts/gold.odcs.yaml")
    try project.remove("sql/gold/rsvp_summary.sql")
    let outcome = try await project.whtest("run", "--dry-run")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(outcome.text.contains("gold.rsvp_summary is no longer built, but is used by view bi.v"))
  }
}
