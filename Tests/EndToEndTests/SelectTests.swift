import Foundation
import Testing
import TestSupport

@Suite("--select", .database, .timeLimit(.minutes(15)))
struct SelectTests {
  /// What stands in the schemas of a run: `silver.teams r` for a table, `v` for a view.
  private func made(by run: Int, in project: TestProject) async throws -> Set<String> {
    let rows = try await project.warehouse.rows(
      """
      SELECT split_part(n.nspname, '__', 1) || '.' || c.relname || ' ' || c.relkind::text
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname LIKE '%\\_\\_r\(run)' AND c.relkind IN ('r', 'v') AND NOT c.relispartition
      """)
    return Set(rows.compactMap { $0.first ?? nil })
  }

  /// The other runs whose data the views of a run read.
  private func read(by run: Int, in project: TestProject) async throws -> [String] {
    try await project.warehouse.rows(
      """
      SELECT DISTINCT substring(sn.nspname from '__(r[0-9]+)$')
      FROM pg_namespace AS n
      JOIN pg_class AS v ON v.relnamespace = n.oid
      JOIN pg_rewrite AS w ON w.ev_class = v.oid
      JOIN pg_depend AS d ON d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
      JOIN pg_class AS s ON s.oid = d.refobjid
      JOIN pg_namespace AS sn ON sn.oid = s.relnamespace
      WHERE n.nspname LIKE '%\\_\\_r\(run)' AND sn.oid <> n.oid ORDER BY 1
      """
    ).compactMap { $0.first ?? nil }.filter { $0 != "r\(run)" }
  }

  private let change = """
    UPDATE teams SET country_code = 'FRA' WHERE team_id = (SELECT min(team_id) FROM teams);
    UPDATE events SET latitude = 0 WHERE latitude IS NULL
    """

  @Test("makes what was named, and shows the rest as it was")
  func part() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    try await project.production.execute(change)
    let unplaced = "SELECT count(*) > 0 FROM silver.events WHERE latitude IS NULL"
    let outcome = try await project.whtest("run", "--select", "+silver.teams")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(
      try await project.warehouse.value(
        "SELECT count(*) FROM silver.teams WHERE country_code = 'FRA'") == "1")
    #expect(
      try await project.warehouse.value(
        "SELECT count(*) FROM bronze.events WHERE latitude = 0") == "0")
    #expect(try await project.warehouse.value(unplaced) == "t")
    let made = try await made(by: 2, in: project)
    #expect(Set(made.filter { $0.hasSuffix(" r") }) == ["bronze.teams r", "silver.teams r"])
    #expect(
      made.isSuperset(of: ["bronze.events v", "silver.event_rsvps v", "gold.rsvp_summary v"]))
    // Whatever was not asked is there, and neither passed nor red.
    let junit = try project.junit()
    #expect(try await junit.identities == Undisturbed.identities())
    let gated = junit.gated.map { "\($0.suite) \($0.name)" }
    #expect(gated.contains("whtest.etl.silver events"))
    #expect(gated.contains("whtest.quality.silver.events events_end_before_start"))
    #expect(!gated.contains("whtest.etl.silver teams"))
    #expect(junit.first("whtest.etl.silver events")?.message == "GATED: not selected")
    // A whole run after it is one as ever.
    #expect(try await project.whtest("run").status == 0)
    #expect(try await read(by: 3, in: project) == [])
    #expect(try await project.warehouse.value(unplaced) == "f")
  }

  @Test("run after run reads no chain of views, and loses nothing that is still shown")
  func carriedFar() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("etl").status == 0)
    for _ in 2...5 {
      let outcome = try await project.whtest("etl", "--select", "silver.memberships")
      #expect(outcome.status == 0, "\(outcome.text)")
    }
    // The runs between are gone; the first stays for as long as it is shown.
    #expect(try await read(by: 5, in: project) == ["r1"])
    #expect(
      try await project.warehouse.rows(
        "SELECT run_id FROM whtest.runs WHERE removed_at IS NULL ORDER BY 1"
      )
      .compactMap { $0.first ?? nil } == ["1", "4", "5"])
    #expect(try await project.warehouse.published() == Undisturbed.published())
    for _ in 6...7 { #expect(try await project.whtest("etl").status == 0) }
    #expect(
      try await project.warehouse.rows(
        "SELECT DISTINCT substring(nspname from '__(r[0-9]+)$') FROM pg_namespace"
          + " WHERE nspname ~ '__r[0-9]+$' ORDER BY 1"
      ).compactMap { $0.first ?? nil } == ["r6", "r7"])
  }

  @Test("needs a run to go by, and names that there are")
  func refused() async throws {
    let project = try await TestProject.make()
    let first = try await project.whtest("run", "--select", "silver.teams")
    #expect(first.status == 3)
    #expect(
      first.errors.hasSuffix(
        "error: nothing is published yet that could be carried over: the first run is a whole one,"
          + " without --select\n"), "\(first.errors)")
    for arguments in [["--select", "silver.taems"], ["--plan", "--select", "silver.taems"]] {
      let unknown = try await project.whtest(["run"] + arguments)
      #expect(unknown.status == 64)
      #expect(
        unknown.errors
          == "error: --select: no model, no copy and no layer is called silver.taems; did"
          + " you mean silver.teams?\n")
    }
    #expect(try await project.whtest("etl", "--select", "a..b").status == 64)
    #expect(try await project.whtest("run").status == 0)
    try project.write("SELECT team_id FROM silver.teams\n", to: "sql/silver/fresh.sql")
    try project.write("SELECT team_id FROM silver.fresh\n", to: "sql/gold/fresh.sql")
    let missing = try await project.whtest("run", "--select", "gold.fresh")
    #expect(missing.status == 3)
    #expect(
      missing.errors.contains(
        "gold.fresh reads silver.fresh, which is neither selected nor published yet; select it too, as"
          + " in --select +gold.fresh"), "\(missing.errors)")
    #expect(try await project.whtest("run", "--select", "silver.fresh+").status == 0)
    #expect(try await project.warehouse.value("SELECT count(*) FROM gold.fresh") == "20")
    try project.write(
      "-- materialize: incremental\n-- key: team_id\nSELECT team_id FROM silver.teams\n",
      to: "sql/silver/fresh.sql")
    try project.write(
      "-- materialize: view\nSELECT team_id FROM silver.fresh\n", to: "sql/gold/fresh.sql")
    #expect(try await project.whtest("etl").status == 0)
    let moving = try await project.whtest("run", "--select", "silver.fresh")
    #expect(moving.status == 3)
    #expect(
      moving.errors.contains(
        "gold.fresh is a view on silver.fresh, whose rows are kept from run to run, so it would not stay as"
          + " it is; select it too, as in --select silver.fresh+"), "\(moving.errors)")
    #expect(try await project.whtest("run", "--select", "silver.fresh+").status == 0)
  }

  @Test("a copy that a crash empties is never carried over to be read")
  func unlogged() async throws {
    let project = try await TestProject.make()
    try project.edit(
      "contracts/production.odcs.yaml",
      "the legacy rows are known.\n    customProperties:\n",
      "the legacy rows are known.\n    customProperties:\n      - {property: whtest.load, value: {mode:"
        + " full, logged: false}}\n")
    #expect(try await project.whtest("run").status == 0)
    let refused = try await project.whtest("run", "--select", "silver.teams")
    #expect(refused.status == 3)
    #expect(
      refused.errors.contains(
        "silver.teams reads bronze.teams, which is copied with logged: false and not selected; select it"
          + " too, as in --select +silver.teams"), "\(refused.errors)")
    let whole = try await project.whtest("run", "--select", "+silver.teams")
    #expect(whole.status == 0, "\(whole.text)")
    // Logged from now on: what was published before was not, so there is nothing to carry over yet.
    try project.edit("contracts/production.odcs.yaml", "logged: false", "logged: true")
    let later = try await project.whtest("etl", "--select", "silver.memberships")
    #expect(later.status == 3)
    #expect(
      later.errors.contains(
        "silver.memberships reads bronze.teams, which is neither selected nor published yet"),
      "\(later.errors)")
  }

  @Test("prints what it would make")
  func plan() async throws {
    let folder = try TestProject.copyDefinitions()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outcome = try await Tool.run(
      ["etl", "--select", "+gold.rsvp_summary, silver.teams", "--plan"], in: folder)
    #expect(outcome.status == 0, "\(outcome.text)")
    let lines = outcome.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines.contains("1 bronze.teams copy of public.teams on production: full"))
    #expect(
      lines.contains {
        $0.hasSuffix("silver.teams table, built anew, key (team_id); reads bronze.teams")
      })
    #expect(
      lines.contains {
        $0.hasSuffix("silver.memberships carried over from the published run, not selected")
      })
    #expect(lines.last == "publish, if nothing is red")
  }
}
