import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// What other people have attached to the public views outlives every run.
@Suite(.database)
struct SurvivalTests {
  private func plan(_ run: Int64, _ query: String) -> BuildPlan { .run(run, [], .gold("g", query)) }

  private let first = "SELECT 1 AS id, 'x' AS name, 2 AS extra"
  /// A plain replacement, a column more, and changes for which the view must be made anew.
  static let seconds = [
    "SELECT 5 AS id, 'y' AS name, 3 AS extra", "SELECT 5 AS id, 'y' AS name, 3 AS extra, 4 AS more",
    "SELECT 5 AS id, 'y' AS name", "SELECT 'y' AS name, 5 AS id",
    "SELECT 5::bigint AS id, 'y' AS name",
    "SELECT 5 AS id, 'y'::varchar(9) AS name", #"SELECT 5 AS id, 'y' COLLATE "C" AS name"#,
  ]

  /// Everything of the view that somebody may have set, columns by name.
  private let attached = """
    SELECT pg_get_userbyid(c.relowner), array_to_string(c.reloptions, ','),
           obj_description(c.oid), col_description(c.oid, a.attnum), a.attacl,
           (SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(c.relacl) AS acl)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.oid = 'gold.g'::regclass AND a.attname IN ('id', 'name') ORDER BY a.attname
    """

  @Test(arguments: seconds)
  func grantsCommentsOptionsAndTheOwnerSurvive(second: String) async throws {
    let site = try await Site.make()
    let (reader, writer) = (
      try await site.warehouse.createRole(), try await site.warehouse.createRole()
    )
    try await site.run(plan(1, first))
    try await site.warehouse.execute(
      """
      GRANT SELECT ON gold.g TO \(reader) WITH GRANT OPTION; GRANT SELECT ON gold.g TO PUBLIC;
      GRANT SELECT (id), UPDATE (name) ON gold.g TO \(writer); GRANT USAGE ON SCHEMA gold TO \(reader);
      COMMENT ON VIEW gold.g IS 'it''s "the" view'; COMMENT ON COLUMN gold.g.name IS 'a name';
      ALTER VIEW gold.g SET (security_barrier = true, check_option = local)
      """)
    let before = try await site.warehouse.rows(attached)
    try await site.run(plan(2, second))
    #expect(try await site.warehouse.rows(attached) == before)
    #expect(before.count == 2 && before.first?[2] == "it's \"the\" view")
    let session = try await site.warehouse.connect(as: reader)
    #expect(try await session.query("SELECT id, name FROM gold.g").rows == [["5", "y"]])
  }

  @Test(arguments: seconds)
  func aViewThatWasGivenToAnotherRoleStaysTheirs(second: String) async throws {
    let site = try await Site.make()
    let owner = try await site.warehouse.createRole()
    try await site.run(plan(1, first))
    try await site.warehouse.execute(
      """
      GRANT USAGE, CREATE ON SCHEMA gold TO \(owner); ALTER VIEW gold.g OWNER TO \(owner);
      GRANT USAGE ON SCHEMA gold__r1 TO \(owner); GRANT SELECT ON gold__r1.g TO \(owner)
      """)
    let before = try await site.warehouse.rows(attached)
    try await site.run(plan(2, second))
    #expect(try await site.warehouse.rows(attached) == before)
    let session = try await site.warehouse.connect(as: owner)
    #expect(try await session.query("SELECT id, name FROM gold.g").rows == [["5", "y"]])
  }

  @Test func defaultPrivilegesAndGrantsOnTheSchemaSurvive() async throws {
    let site = try await Site.make(warehouse: "CREATE SCHEMA gold")
    let reader = try await site.warehouse.createRole()
    try await site.warehouse.execute(
      """
      GRANT USAGE ON SCHEMA gold TO \(reader); COMMENT ON SCHEMA gold IS 'for analysts';
      ALTER DEFAULT PRIVILEGES IN SCHEMA gold GRANT SELECT ON TABLES TO \(reader)
      """)
    let schema = """
      SELECT nspacl, obj_description(oid),
        (SELECT string_agg(defaclacl::text, ',') FROM pg_default_acl WHERE defaclnamespace = n.oid)
      FROM pg_namespace AS n WHERE nspname = 'gold'
      """
    let before = try await site.warehouse.rows(schema)
    try await site.run(plan(1, first))
    try await site.run(.run(2, [], .gold("g", first), .gold("newcomer", "SELECT 6 AS id")))
    #expect(try await site.warehouse.rows(schema) == before)
    let session = try await site.warehouse.connect(as: reader)
    #expect(try await session.query("SELECT id FROM gold.newcomer").rows == [["6"]])
  }

  @Test(arguments: seconds.prefix(2))
  func aViewOfSomebodysOnGoldShowsTheNewData(second: String) async throws {
    let site = try await Site.make()
    try await site.run(plan(1, first))
    try await site.warehouse.execute(
      "CREATE VIEW gold.theirs AS SELECT name || '!' AS loud FROM gold.g;"
        + " CREATE SCHEMA bi; CREATE MATERIALIZED VIEW bi.kept AS SELECT id FROM gold.g")
    try await site.run(plan(2, second))
    #expect(try await site.warehouse.value("SELECT loud FROM gold.theirs") == "y!")
    try await site.warehouse.execute("REFRESH MATERIALIZED VIEW bi.kept")
    #expect(try await site.warehouse.value("SELECT id FROM bi.kept") == "5")
  }

  @Test func aRevokedDefaultPrivilegeDoesNotComeBack() async throws {
    let site = try await Site.make(warehouse: "CREATE SCHEMA gold")
    let reader = try await site.warehouse.createRole()
    try await site.warehouse.execute(
      "ALTER DEFAULT PRIVILEGES IN SCHEMA gold GRANT SELECT ON TABLES TO \(reader)")
    try await site.run(plan(1, first))
    try await site.warehouse.execute("REVOKE SELECT ON gold.g FROM \(reader)")
    try await site.run(plan(2, "SELECT 'y' AS name"))
    let mayRead = try await site.warehouse.value(
      "SELECT has_table_privilege('\(reader)', 'gold.g', 'SELECT')")
    #expect(mayRead == "f")
  }
}
