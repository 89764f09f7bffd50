import PostgresClient
import TestSupport
import Testing

/// Checks that look at more than the rows of one moment.
@Suite("A run that measures", .database, .timeLimit(.minutes(15)))
struct MeasuredRunTests {
  private func project(_ quality: String) async throws -> TestProject {
    let project = try await TestProject.make()
    try project.edit(
      "contracts/production.odcs.yaml", "    description: Teams, which other tables call groups.\n",
      "    description: Teams, which other tables call groups.\n    quality:\n      - \(quality)\n")
    return project
  }

  @Test("holds the copy to production, row by row")
  func reconciliation() async throws {
    let project = try await project(
      "{type: custom, engine: whtest, implementation: {metric: reconciliation}}")
    let run = try await project.whtest("run")
    #expect(run.status == 0, "\(run.text)")
    let identity = "whtest.quality.bronze.teams reconciliation"
    let found = try #require(try project.junit().first(identity))
    #expect(found.result == nil)
    // Later production has moved on.
    #expect(try await project.whtest("check").status == 0)
    #expect(
      try project.junit().first(identity)?.message
        == "NOT EXECUTED: production is compared with its copy while a run makes it")
  }

  @Test("compares with the runs before it, once there are enough")
  func change() async throws {
    let project = try await project(
      "{type: custom, engine: whtest, implementation: {metric: rowCount, sigmas: 3}}")
    let identity = "whtest.quality.bronze.teams row_count"
    for _ in 0..<3 {
      #expect(try await project.whtest("run").status == 0)
      #expect(try project.junit().first(identity)?.result == "skipped")
    }
    #expect(try await project.whtest("run").status == 0)
    #expect(try project.junit().first(identity)?.result == nil)
    try await project.production.execute(
      "INSERT INTO teams (team_id, team_activity, country_code, created_at)"
        + " SELECT 'new' || i, 'football', 'NOR', now() FROM generate_series(1, 2) AS i")
    let grown = try await project.whtest("run")
    #expect(grown.status == 0, "\(grown.text)")
    let found = try #require(try project.junit().first(identity))
    #expect(
      found.message.hasPrefix("WARN: row_count: 22, 20 on average in 4 earlier runs"),
      "\(found.message)")
  }
}
