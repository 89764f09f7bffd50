import PostgresClient
import Testing
import WarehouseModel

@testable import ExampleProduction

@Suite("Generating the example production", .timeLimit(.minutes(15)))
struct GenerateTests {
  @Test("makes as many rows as asked for")
  func rows() async throws {
    let database = try await Server.database()
    try await ExampleProduction.shipped.generate(rows: 10_000, on: database, environment: [:])
    #expect(
      try await database.rows(
        "SELECT (SELECT count(*) FROM event_rsvps), (SELECT count(*) FROM teams)")
        == ["10000|20"])
  }

  @Test("is all or nothing, and names the place in the script")
  func failure() async throws {
    let folder = try Folder([
      "01_tables.sql": "CREATE TABLE public.t (id int);\n",
      "02_generate.sql":
        "-- ä\nINSERT INTO public.t\n  SELECT 1;\nINSERT INTO public.u SELECT 2;\n",
      "03_constraints.sql": "ANALYZE public.t;\n",
    ])
    let database = try await Server.database()
    let error = await #expect(throws: ExampleProductionError.self) {
      try await ExampleProduction(scripts: folder.path)
        .generate(rows: 1, on: database, environment: [:])
    }
    #expect(
      error?.description
        == "\(folder.path)/02_generate.sql:4:13: sandbox: 42P01"
        + " relation \"public.u\" does not exist"
    )
    #expect(
      try await database.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        == ["0"])
  }

  @Test("says which script is missing")
  func missing() async throws {
    let database = try await Server.database()
    let error = await #expect(throws: ExampleProductionError.self) {
      try await ExampleProduction(scripts: "/nonexistent")
        .generate(rows: 1, on: database, environment: [:])
    }
    #expect(
      error?.description
        == "cannot read /nonexistent/01_tables.sql: no such file, or no right to read it")
  }
}
