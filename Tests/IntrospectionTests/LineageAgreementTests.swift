import Introspection
import PostgresClient
import SQLAnalysis
import TestSupport
import Testing
import WarehouseModel

/// What the text of a query tells is held against what the server says of a view made of it.
@Suite(.database)
struct LineageAgreementTests {
  private static let columns: [QualifiedName: [Identifier]] = [
    QualifiedName("b", "m"): ["id", "group_id", "role"],
    QualifiedName("b", "t"): ["group_id", "name"],
  ]

  private static let queries = [
    "SELECT id, group_id AS team_id FROM b.m",
    "SELECT x.q, role FROM b.m AS x (q)",
    "SELECT id::text, coalesce(role, id), upper(group_id), CASE WHEN id = '1' THEN role END FROM b.m",
    "SELECT * FROM b.m NATURAL JOIN b.t",
    "SELECT * FROM b.m FULL JOIN b.t USING (group_id)",
    "SELECT t.*, m.id FROM b.m LEFT JOIN b.t ON t.group_id = m.group_id",
    "SELECT j.name FROM (b.m JOIN b.t USING (group_id)) AS j",
    "SELECT u.group_id FROM b.m JOIN b.t USING (group_id) AS u",
    "SELECT role, count(*) FILTER (WHERE id > '') AS n FROM b.m GROUP BY 1 HAVING min(group_id) > ''",
    "SELECT role AS id FROM b.m GROUP BY id, role",
    "SELECT role AS id FROM b.m ORDER BY id",
    "SELECT DISTINCT ON (id) role FROM b.m ORDER BY id, group_id",
    "SELECT rank() OVER (PARTITION BY role ORDER BY id) AS r FROM b.m",
    "SELECT rank() OVER w AS r FROM b.m WINDOW w AS (ORDER BY group_id)",
    "SELECT 1 AS x FROM b.m GROUP BY GROUPING SETS ((id), (id, role), ())",
    "SELECT (SELECT max(m.id) FROM b.m WHERE m.group_id = t.group_id) AS x FROM b.t",
    "SELECT name FROM b.t WHERE group_id IN (SELECT group_id FROM b.m WHERE role = 'x')",
    "SELECT name, l.x FROM b.t, LATERAL (SELECT id AS x FROM b.m WHERE m.group_id = name) l",
    "SELECT n, name FROM b.t, string_to_table(group_id, ',') AS u (n)",
    "WITH x (q) AS (SELECT id FROM b.m WHERE role > ''), t AS (SELECT * FROM x) SELECT * FROM t",
    "WITH RECURSIVE r (a) AS (SELECT id FROM b.m UNION SELECT name FROM r JOIN b.t ON group_id = a)"
      + " SELECT a FROM r",
    "SELECT id AS a FROM b.m UNION ALL SELECT name FROM b.t ORDER BY a LIMIT 3",
    "(SELECT id, role FROM b.m ORDER BY group_id LIMIT 1) EXCEPT SELECT name, group_id FROM b.t",
    "VALUES (1, (SELECT max(id) FROM b.m)), (2, (SELECT name FROM b.t LIMIT 1))",
    "SELECT id FROM b.m TABLESAMPLE system (50)",
    "SELECT a.id FROM b.m a, b.m c WHERE a.role = c.group_id",
  ]

  @Test func theTextMissesNothingThatTheCatalogKnows() async throws {
    let views = Self.queries.enumerated().map { "CREATE VIEW v.q\($0) AS \($1);" }
    let database = try await TestServer.database(
      """
      CREATE SCHEMA b; CREATE SCHEMA v; CREATE TABLE b.m (id text, group_id text, role text);
      CREATE TABLE b.t (group_id text, name text); \(views.joined(separator: "\n"))
      """)
    let connection = try await database.connect()
    let (readers, snapshot) = try await readOnly(on: connection) { connection in
      (
        try await viewReaders(on: connection, server: "p"),
        try await Snapshot.Reader.full.schemaReader.read(on: connection).snapshot
      )
    }
    await connection.close()
    for (index, query) in Self.queries.enumerated() {
      let view = QualifiedName("v", Identifier("q\(index)"))
      let lineage = try lineage(of: query) { Self.columns[$0] }
      let told = Set(lineage.whole.keys).union(lineage.outputs.uses)
      let known = try #require(readers.first { $0.name == view }).lineage.whole.keys
      let missed = known.filter { !told.contains($0) }
      #expect(missed.isEmpty, "\(query)")
      #expect(
        lineage.columns == snapshot.relation("v", view.name)?.columns.map(\.name), "\(query)")
    }
  }
}
