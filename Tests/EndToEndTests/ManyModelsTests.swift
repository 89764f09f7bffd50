import Testing
import TestSupport

@Suite("Many models", .database, .timeLimit(.minutes(15)))
struct ManyModelsTests {
  /// Models of silver on one table of production, each with a text that may be stored out of line.
  private func generate(_ project: TestProject, tables: Range<Int>, views: Range<Int>) throws {
    for number in tables {
      try project.write(
        "SELECT team_id, team_activity FROM bronze.teams\n", to: "sql/silver/table_\(number).sql")
    }
    for number in views {
      try project.write(
        "-- materialize: view\nSELECT team_id, team_activity FROM silver.teams\n",
        to: "sql/silver/view_\(number).sql")
    }
  }

  @Test("for which the server lacks locks are refused before a row moves, with the number to set")
  func locks() async throws {
    // Room for 750 locks and, as all servers, some more.
    let settings = ["max_connections": "25", "max_locks_per_transaction": "30"]
    let server = try await OwnServer.start(settings)
    let example = try await TestProject.make()
    try generate(example, tables: 0..<100, views: 0..<40)
    let warehouse = try await server.database("warehouse")
    func run(_ arguments: String...) async throws -> Outcome {
      try await Tool.run(
        arguments, in: example.folder,
        environment: example.environment.merging(["WHTEST_WAREHOUSE_URL": warehouse.uri]) { $1 })
    }
    let refused = try await run("run")
    #expect(refused.status == 3, "\(refused.text)")
    let message = try #require(
      refused.errors.firstMatch(
        of: /this run needs up to (\d+) locks at once, the server warehouse has 750 \(/)
    )
    #expect((Int(message.1) ?? 0) > 900)
    let advice = try #require(
      refused.errors.firstMatch(of: /set max_locks_per_transaction to (\d+) and restart/))
    #expect(try await warehouse.published().isEmpty)
    #expect(try await warehouse.runSchemas().isEmpty)

    // With what was advised it runs, goes on running, and goes back.
    try await server.restart(
      settings: settings.merging(["max_locks_per_transaction": String(advice.1)]) { $1 })
    for _ in 1...2 {
      let outcome = try await run("run")
      #expect(outcome.status == 0, "\(outcome.text.suffix(2000))")
    }
    #expect(try await run("rollback").status == 0)
    #expect(try await warehouse.published().count == 155)
    // Fewer models need fewer locks, and take their views with them.
    for number in 0..<100 { try example.remove("sql/silver/table_\(number).sql") }
    for number in 0..<40 { try example.remove("sql/silver/view_\(number).sql") }
    let fewer = try await run("run")
    #expect(fewer.status == 0, "\(fewer.text.suffix(2000))")
    #expect(try await warehouse.published().count == 15)
    await server.stop()
  }
}
