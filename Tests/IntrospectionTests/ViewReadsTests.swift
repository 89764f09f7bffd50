import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct ViewReadsTests {
  @Test func viewsOfViewsWithOddNamesAreReadersOfTheTable() async throws {
    let database = try await TestServer.database(
      """
      CREATE SCHEMA "Odd schema";
      CREATE TABLE "Odd schema"."T ""1" ("a.b" integer, "C" text, unread date);
      CREATE VIEW public.direct AS SELECT "a.b" AS x FROM "Odd schema"."T ""1" WHERE "C" <> '';
      CREATE VIEW "Odd schema"."of views" AS SELECT x FROM public.direct;
      CREATE MATERIALIZED VIEW public.kept AS SELECT x AS y FROM "Odd schema"."of views";
      CREATE VIEW public.counted AS SELECT count(*) FROM "Odd schema"."T ""1";
      CREATE VIEW public.rows AS SELECT to_jsonb(t) FROM "Odd schema"."T ""1" AS t;
      CREATE VIEW public.other AS SELECT 1 AS x;
      """)
    let connection = try await database.connect(as: try await database.createRole())
    let readers = try await readOnly(on: connection) {
      try await viewReaders(on: $0, server: "p")
    }
    await connection.close()
    let graph = DependencyGraph(readers)
    let table = PlacedRelation(QualifiedName("Odd schema", "T \"1"), on: "p")
    func hits(_ column: Identifier?) -> [String] {
      graph.impact(of: table, column: column).hits.map { "\($0.kind.rawValue) \($0.name)" }
    }
    let chain = ["view Odd schema.of views", "view public.direct"]
    let kept = "materialized-view public.kept"
    #expect(hits("a.b") == chain + ["view public.rows", kept])
    #expect(hits("C") == chain + ["view public.rows", kept])
    #expect(hits("unread") == ["view public.rows"])
    #expect(
      hits(nil)
        == [chain[0], "view public.counted", chain[1], "view public.rows", kept])
  }
}
