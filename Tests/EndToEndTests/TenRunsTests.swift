import PostgresClient
import Testing
import TestSupport
import WarehouseModel

@Suite("Ten runs on changing data and changing models", .database, .timeLimit(.minutes(15)))
struct TenRunsTests {
  /// What a model of gold and one of silver yield besides their key, by run; the same as before where
  /// there is none.
  private static let shapes: [Int: (columns: String, refusal: String?)] = [
    2: ("count(*) AS teams, min(created_at) AS first_at", nil),
    3: ("count(*) AS teams", "first_at is dropped"),
    4: (
      "count(*)::numeric AS teams, min(created_at) AS first_at",
      "teams changes from bigint to numeric"
    ),
    // From here on nobody's view is in the way.
    6: ("count(*)::numeric AS teams, min(created_at) AS first_at", nil),
    7: ("count(*)::numeric AS teams", nil),
    8: ("count(*)::numeric AS teams, max(created_at) AS last_at", nil),
  ]

  private func write(_ columns: String, in project: TestProject) throws {
    for layer in ["silver", "gold"] {
      try project.write(
        "-- key: country_code\nSELECT country_code, \(columns) FROM silver.teams GROUP BY 1\n",
        to: "sql/\(layer)/shape.sql")
    }
  }

  @Test("leave alone what others have, refuse what would break it, and count what adds up")
  func tenRuns() async throws {
    let project = try await TestProject.make()
    try write("count(*) AS teams", in: project)
    #expect(try await project.whtest("run").status == 0)
    let analyst = try await project.warehouse.createRole()
    try await project.warehouse.execute(Self.attachments(for: analyst))
    let attached = try await project.warehouse.rows(Self.attached)
    #expect(attached.count == 4)

    var random = SeededGenerator(seed: 20_261_123)
    var (total, columns) = (10_000, "count(*) AS teams")
    for run in 2...10 {
      if run == 5 {
        try await project.warehouse.execute("DROP VIEW mine.gold_shape, mine.silver_shape")
      }
      let shape = Self.shapes[run]
      try write(shape?.columns ?? columns, in: project)
      if let refusal = shape?.refusal {
        try await expectRefusal(refusal, of: project)
        try write(columns, in: project)
      } else {
        columns = shape?.columns ?? columns
      }
      let change = RandomChange(using: &random, run: run)
      try await project.production.execute(change.statements)
      let outcome = try await project.whtest("run")
      #expect(outcome.status == 0, "run \(run): \(outcome.text)")
      try await expectCounts(of: change, from: total, in: project)
      total += change.inserted - change.deleted
      #expect(try await project.warehouse.rows(Self.attached) == attached, "run \(run)")
      #expect(
        try await project.warehouse.rows("TABLE mine.answers") == [["\(total)", "\(total)"]])
    }
    let reader = try await project.warehouse.connect(as: analyst)
    #expect(try await reader.query("SELECT country_code FROM gold.shape LIMIT 1").rows.count == 1)
    #expect(try await reader.query("SELECT country_code FROM silver.shape LIMIT 1").rows.count == 1)
    await reader.close()
    // Two runs are kept, and nothing of the others.
    #expect(try await project.warehouse.runSchemas().count == 6)
  }

  private func expectRefusal(_ refusal: String, of project: TestProject) async throws {
    let before = try await project.warehouse.dump()
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    for layer in ["silver", "gold"] {
      #expect(
        outcome.text.contains(
          "\(layer).shape: \(refusal), but it is used by view mine.\(layer)_shape"),
        "\(outcome.text)")
    }
    #expect(try await project.warehouse.dump() == before)
  }

  private func expectCounts(
    of change: RandomChange, from total: Int, in project: TestProject
  ) async throws {
    let report = try project.report()
    let expected = RunFile.Step.Rows(
      before: total, inserted: change.inserted, updated: change.updated, deleted: change.deleted,
      total: total + change.inserted - change.deleted)
    #expect(report.rows(of: "bronze.event_rsvps") == expected)
    #expect(report.rows(of: "silver.event_rsvps") == expected)
    let run = try #require(report.run_id)
    // Every step of the run: 15 of the example, and the two models of this test. A history has rows
    // that its query does not give any more.
    #expect(
      try await project.warehouse.rows(
        """
        SELECT count(*),
          count(*) FILTER (WHERE rows_before + rows_inserted - rows_deleted = rows_total),
          count(*) FILTER (WHERE rows_unchanged + rows_updated + rows_deleted = rows_before),
          count(*) FILTER (WHERE rows_unchanged >= 0
            AND (rows_read = rows_total OR relation = 'silver.event_rsvps_history')),
          count(*) FILTER (WHERE bytes > 0 OR relation = 'gold.rsvp_summary')
        FROM whtest.steps WHERE run_id = \(run)
        """) == [["17", "17", "17", "17", "17"]])
  }

  private static func attachments(for analyst: String) -> String {
    """
    GRANT USAGE ON SCHEMA gold, silver TO \(analyst);
    GRANT SELECT ON gold.shape TO \(analyst) WITH GRANT OPTION;
    GRANT SELECT (country_code), REFERENCES (country_code) ON silver.shape TO \(analyst);
    ALTER DEFAULT PRIVILEGES IN SCHEMA gold GRANT INSERT ON TABLES TO \(analyst);
    COMMENT ON VIEW gold.shape IS 'teams by country'; COMMENT ON VIEW silver.shape IS 'it''s silver';
    COMMENT ON COLUMN gold.shape.country_code IS 'ISO'; COMMENT ON SCHEMA gold IS 'for analysts';
    ALTER VIEW gold.shape SET (security_barrier = true);
    CREATE SCHEMA mine;
    CREATE VIEW mine.gold_shape AS SELECT country_code, teams FROM gold.shape;
    CREATE VIEW mine.silver_shape AS SELECT country_code, teams FROM silver.shape;
    CREATE VIEW mine.answers AS
      SELECT (SELECT sum(rsvps) FROM gold.rsvp_summary), (SELECT count(*) FROM silver.event_rsvps);
    """
  }

  /// All that others have given the two views, and what a newcomer is given.
  private static let attached = """
    SELECT c.oid::regclass::text, pg_get_userbyid(c.relowner), array_to_string(c.reloptions, ','),
           obj_description(c.oid), col_description(c.oid, a.attnum), a.attacl,
           (SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(c.relacl) AS acl)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.oid IN ('gold.shape'::regclass, 'silver.shape'::regclass)
      AND a.attname = 'country_code'
    UNION ALL
    SELECT n.nspname, obj_description(n.oid), NULL, NULL, NULL, n.nspacl,
      (SELECT string_agg(defaclacl::text, ',') FROM pg_default_acl WHERE defaclnamespace = n.oid)
    FROM pg_namespace AS n WHERE nspname IN ('gold', 'silver')
    ORDER BY 1
    """
}
