import PostgresClient
import Testing
import TestSupport
import WarehouseModel

@Suite("What others have in the warehouse", .database, .timeLimit(.minutes(15)))
struct SurvivalTests {
  @Test("survives three runs on changing data, and the counts of changes are right")
  func survival() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    let analyst = try await project.warehouse.createRole()
    try await project.warehouse.execute(
      """
      GRANT USAGE ON SCHEMA gold TO \(analyst);
      GRANT SELECT ON ALL TABLES IN SCHEMA gold TO \(analyst);
      GRANT USAGE ON SCHEMA silver TO \(analyst);
      GRANT SELECT (team_id) ON silver.teams TO \(analyst);
      ALTER DEFAULT PRIVILEGES IN SCHEMA gold GRANT SELECT ON TABLES TO \(analyst);
      COMMENT ON SCHEMA gold IS 'for analysts';
      COMMENT ON VIEW gold.rsvp_summary IS 'by day';
      COMMENT ON COLUMN gold.rsvp_summary.day IS 'UTC';
      CREATE SCHEMA mine;
      CREATE VIEW mine.answers AS SELECT sum(rsvps) AS answers FROM gold.rsvp_summary;
      CREATE VIEW mine.silver_answers AS SELECT count(*) AS answers FROM silver.event_rsvps;
      """)
    var random = SeededGenerator(seed: 20_261_122)
    var total = 10_000
    for run in 2...4 {
      let change = RandomChange(using: &random, run: run)
      try await project.production.execute(change.statements)
      let outcome = try await project.whtest("run")
      #expect(outcome.status == 0, "\(outcome.text)")
      let report = try project.report()
      let expected = RunFile.Step.Rows(
        before: total, inserted: change.inserted, updated: change.updated,
        deleted: change.deleted, total: total + change.inserted - change.deleted)
      #expect(report.rows(of: "bronze.event_rsvps") == expected)
      #expect(report.rows(of: "silver.event_rsvps") == expected)
      total = expected.total
      for rows in report.steps.compactMap(\.rows) {
        #expect(rows.before + rows.inserted - rows.deleted == rows.total)
      }
      #expect(try await project.warehouse.value("SELECT answers FROM mine.answers") == "\(total)")
      #expect(
        try await project.warehouse.value("SELECT answers FROM mine.silver_answers")
          == "\(total)")
    }
    try await expectKept(for: analyst, in: project.warehouse)
  }

  private func expectKept(for analyst: String, in warehouse: TestDatabase) async throws {
    let reader = try await warehouse.connect(as: analyst)
    #expect(try await !reader.query("SELECT * FROM gold.daily_active_teams").rows.isEmpty)
    #expect(try await reader.query("SELECT team_id FROM silver.teams LIMIT 0").rows.isEmpty == true)
    await reader.close()
    #expect(
      try await warehouse.rows(
        """
        SELECT obj_description('gold'::regnamespace, 'pg_namespace'),
          obj_description('gold.rsvp_summary'::regclass, 'pg_class'),
          col_description('gold.rsvp_summary'::regclass, 2)
        """) == [["for analysts", "by day", "UTC"]])
  }

  @Test("a new gold view gets the default privileges")
  func defaultPrivileges() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    let analyst = try await project.warehouse.createRole()
    try await project.warehouse.execute(
      """
      GRANT USAGE ON SCHEMA gold TO \(analyst);
      ALTER DEFAULT PRIVILEGES IN SCHEMA gold GRANT SELECT ON TABLES TO \(analyst);
      """)
    try project.write("SELECT count(*) AS teams FROM silver.teams\n", to: "sql/gold/team_count.sql")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    let reader = try await project.warehouse.connect(as: analyst)
    #expect(try await reader.query("SELECT teams FROM gold.team_count").rows == [["20"]])
    await reader.close()
  }

  @Test("a view that a change of shape would break stops the run and is named")
  func brokenView() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("run")
    try await project.warehouse.execute(
      "CREATE SCHEMA mine; CREATE VIEW mine.places AS SELECT located_events"
        + " FROM gold.events_per_country")
    try project.remove("contracts/gold.odcs.yaml")
    let before = try await project.warehouse.dump()
    let published = try await project.warehouse.published()
    try project.write(
      "SELECT country_code, count(*) AS teams FROM silver.teams GROUP BY 1\n",
      to: "sql/gold/events_per_country.sql")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    #expect(outcome.text.contains("mine.places"))
    #expect(try project.junit().red.contains { $0.body.contains("mine.places") })
    #expect(try await project.warehouse.published() == published)
    #expect(try await project.warehouse.dump() == before)
  }
}
