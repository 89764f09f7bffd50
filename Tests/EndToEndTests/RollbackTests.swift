import Testing
import TestSupport

@Suite("whtest rollback", .database, .timeLimit(.minutes(15)))
struct RollbackTests {
  /// A run that is fine, and a bad one after it.
  private func project() async throws -> TestProject {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    try await project.production.execute(
      "DELETE FROM event_rsvps WHERE ctid IN (SELECT ctid FROM event_rsvps LIMIT 4000)")
    #expect(try await project.whtest("run").status == 0)
    return project
  }

  @Test("brings the old numbers back in all layers, and the next run goes forward again")
  func thereAndBack() async throws {
    let project = try await project()
    let bad = try await project.warehouse.published()
    let outcome = try await project.whtest("rollback")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(
      outcome.output.firstMatch(
        of: /^readers see run r1 again, published 2\d{3}-.* UTC, in place of run r2 \(\d+ ms\)\n$/)
        != nil, "\(outcome.output)")
    #expect(try await project.warehouse.published() == Undisturbed.published())
    #expect(try await project.whtest("check").status == 0)

    let next = try await project.whtest("run")
    #expect(next.status == 0, "\(next.text)")
    #expect(try await project.warehouse.published() == bad)
    // Counted against what readers saw, not against the run that was taken back.
    #expect(
      try project.report().rows(of: "bronze.event_rsvps")
        == .init(before: 10_000, inserted: 0, updated: 0, deleted: 4000, total: 6000))
    // The data of the run that was taken back is gone, and it does not count as kept.
    #expect(
      try await project.warehouse.runSchemas()
        == ["bronze", "gold", "silver"].flatMap { ["\($0)__r1", "\($0)__r3"] }.sorted())
  }

  @Test("says what there is to return to")
  func list() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("rollback", "--list").output == "nothing was published yet\n")
    for _ in 1...3 { #expect(try await project.whtest("run").status == 0) }
    let outcome = try await project.whtest("rollback", "--list")
    #expect(outcome.status == 0)
    let rows = try project.report().steps.compactMap(\.rows?.total).reduce(0, +).description
    let lines = outcome.output.replacing(",", with: "").split(separator: "\n").map(String.init)
    #expect(lines.count == 2, "\(outcome.output)")
    let shown = lines.map { $0.replacing(/2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "then") }
    #expect(shown == ["r3  then UTC  \(rows) rows  readers see it", "r2  then UTC  \(rows) rows"])
  }

  @Test("refuses what cannot be, with one message each")
  func refusals() async throws {
    let project = try await TestProject.make()
    func refusal(_ arguments: String..., status: Int32 = 3) async throws -> String {
      let before = try await project.warehouse.published()
      let outcome = try await project.whtest(["rollback"] + arguments)
      #expect(outcome.status == status, "\(outcome.text)")
      #expect(try await project.warehouse.published() == before)
      return outcome.errors
    }
    #expect(
      try await refusal()
        == "error: nothing was published yet, so there is nothing to return to\n")
    _ = try await project.whtest("run")
    #expect(
      try await refusal() == "error: the data of no run before r1 is kept (keep: 2), so there is"
        + " nothing to return to\n")
    #expect(
      try await refusal("--to", "r9") == "error: there is no run r9; there is no run to return to\n"
    )
    let stay = try await project.whtest("rollback", "--to", "1")
    #expect(stay.status == 0)
    #expect(stay.output == "readers see run r1; nothing was changed\n")
    for _ in 2...3 { _ = try await project.whtest("run") }
    #expect(try await refusal("--to", "r1").hasPrefix("error: the data of run r1 was removed at 2"))
    #expect(try await refusal("--to", "r1").hasSuffix("; there is r2\n"))
    #expect(try await project.whtest("run", "--dry-run").status == 0)
    #expect(
      try await refusal("--to", "r4")
        == "error: run r4 was a dry run and never published; there is r2\n")
    try project.write(
      """
      -- title: always red
      -- layer: gold
      -- subject: gold.rsvp_summary
      SELECT 1 AS n

      """, to: "sql/checks/red.sql")
    #expect(try await project.whtest("run").status == 1)
    #expect(
      try await refusal("--to", "r5")
        == "error: run r5 was never published (failed); there is r2\n")
    #expect(try await project.whtest("rollback").status == 0)
    #expect(
      try await refusal("--to", "r3").hasPrefix("error: readers were led back from run r3 at 2"))
    #expect(try await refusal("--to", "latest", status: 64).contains("such as r41"))
    #expect(try await refusal("--to", "0", status: 64).contains("such as r41"))
    #expect(try await refusal("--list", "--to", "r2", status: 64).contains("leave out --to"))
  }

  @Test("names somebody's view that would break, and exits 1")
  func brokenView() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    try project.write("SELECT count(*) AS teams FROM silver.teams\n", to: "sql/gold/team_count.sql")
    _ = try await project.whtest("run")
    try await project.warehouse.execute(
      "CREATE SCHEMA bi; CREATE VIEW bi.teams AS SELECT teams FROM gold.team_count")
    let before = try await project.warehouse.dump()
    let outcome = try await project.whtest("rollback")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(
      outcome.output == """
        readers cannot be shown run r1; nothing was changed
          gold.team_count is not part of run r1, but is used by view bi.teams

        """)
    #expect(try await project.warehouse.dump() == before)
  }

  @Test("waits for a run that is at work, and keeps to its patience")
  func turn() async throws {
    let project = try await project()
    let standStill = try await Stage.model.close(in: project)
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    try project.write(
      try project.read("whtest.yaml") + "timeouts: {run: 100ms}\n", to: "whtest.yaml")
    let outcome = try await project.whtest("rollback")
    #expect(outcome.status == 3, "\(outcome.text)")
    #expect(outcome.errors.hasPrefix("error: another run is at work on warehouse: pid "))
    // What there is to return to can be told meanwhile.
    #expect(try await project.whtest("rollback", "--list").status == 0)
    await standStill.end()
    #expect(await run.outcome().status == 0)
  }

  @Test("is refused to a role that is not the owner")
  func rights() async throws {
    let project = try await project()
    let stranger = try await project.warehouse.createRole()
    let before = try await project.warehouse.dump()
    let outcome = try await Tool.run(
      ["rollback"], in: project.folder,
      environment: ["WHTEST_WAREHOUSE_URL": project.warehouse.uri(as: stranger)])
    #expect(outcome.status == 3, "\(outcome.text)")
    #expect(outcome.errors.contains("permission denied"), "\(outcome.text)")
    #expect(try await project.warehouse.dump() == before)
  }
}
