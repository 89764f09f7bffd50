import Testing
import TestSupport

@Suite("Two runs at once", .database, .timeLimit(.minutes(15)))
struct TwoRunsTests {
  @Test("the second one waits for the first, and both are fine")
  func waiting() async throws {
    let project = try await TestProject.make()
    let standStill = try await Stage.model.close(in: project)
    let first = try project.start("run", "--reports", "first")
    try await standStill.waitUntilReached()
    let second = try project.start("run", "--reports", "second")
    try await project.warehouse.waitUntilRuns(2)
    await standStill.end()
    for run in [first, second] {
      let outcome = await run.outcome()
      #expect(outcome.status == 0, "\(outcome.text)")
    }
    let runs = try ["first", "second"].map {
      try RunFile(path: "\(project.folder)/\($0)/run.json").run_id
    }
    #expect(runs == [1, 2])
    #expect(try await project.warehouse.publishedRuns() == ["1", "2"])
    #expect(try await project.warehouse.published() == Undisturbed.published())
  }

  @Test("the second one gives up after its patience and names the holder")
  func impatient() async throws {
    let project = try await TestProject.make()
    let standStill = try await Stage.model.close(in: project)
    let first = try project.start("run", "--reports", "first")
    try await standStill.waitUntilReached()
    try project.write(
      try project.read("whtest.yaml") + "timeouts: {run: 100ms}\n", to: "whtest.yaml")
    let second = try await project.whtest("run")
    #expect(second.status == 3, "\(second.text)")
    let holder = try await project.warehouse.value(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        + " AND application_name = 'whtest run store'")
    #expect(second.errors.hasPrefix("error: another run is at work on warehouse: pid "))
    #expect(second.errors.contains("pid \(holder ?? "none") of postgres since "))
    #expect(second.errors.hasSuffix("; waited 0.1 s\n"), "\(second.errors)")
    #expect(try project.report().status != "passed")
    #expect(try project.junit().red.count == 1)
    await standStill.end()
    #expect(await first.outcome().status == 0)
    #expect(try await project.whtest("run").status == 0)
  }

  @Test("started at the same moment, both pass")
  func together() async throws {
    let project = try await TestProject.make()
    let runs = try [project.start("run", "--reports", "a"), project.start("run", "--reports", "b")]
    for run in runs {
      let outcome = await run.outcome()
      #expect(outcome.status == 0, "\(outcome.text)")
    }
    #expect(try await project.warehouse.publishedRuns() == ["1", "2"])
  }
}
