import Glibc
import Testing
import TestSupport

@Suite("Ctrl-C", .database, .timeLimit(.minutes(15)))
struct InterruptedRunTests {
  @Test(
    "ends a run with 130, publishes nothing, leaves no session, and no green report",
    arguments: Stage.allCases)
  func interrupt(_ stage: Stage) async throws {
    let project = try await TestProject.make()
    let standStill = try await stage.close(in: project)
    let before = try await project.warehouse.published()
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    run.signal(SIGINT)
    let outcome = await run.outcome()
    #expect(outcome.status == 130, "\(outcome.text)")
    #expect(outcome.errors == "interrupted\n")
    // Whatever held the run up still does: only the cancellation can have ended its statement.
    try await project.production.waitUntilIdle()
    try await project.warehouse.waitUntilIdle()
    #expect(try await project.warehouse.published() == before)
    try expectStopped(project)

    await standStill.end()
    let next = try await project.whtest("run")
    #expect(next.status == 0, "\(next.text)")
    #expect(try await project.warehouse.published() == Undisturbed.published())
  }

  @Test("ends a run that waits for another one")
  func whileWaiting() async throws {
    let project = try await TestProject.make()
    let standStill = try await Stage.model.close(in: project)
    let first = try project.start("run")
    try await standStill.waitUntilReached()
    let second = try Tool.start(
      ["run", "--reports", "second"], in: project.folder, environment: project.environment)
    try await project.warehouse.waitUntilRuns(2)
    second.signal(SIGINT)
    #expect(await second.outcome().status == 130)
    await standStill.end()
    #expect(await first.outcome().status == 0)
  }

  @Test("SIGTERM does the same")
  func terminate() async throws {
    let project = try await TestProject.make()
    let standStill = try await Stage.copy.close(in: project)
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    run.signal(SIGTERM)
    #expect(await run.outcome().status == 130)
    try await project.production.waitUntilIdle()
    try expectStopped(project)
    await standStill.end()
  }

  private func expectStopped(_ project: TestProject) throws {
    let report = try project.report()
    #expect(report.status != "passed")
    #expect(!report.published)
    let junit = try project.junit()
    #expect(junit.totals.failures + junit.totals.errors > 0)
    #expect(junit.red.contains { $0.body.contains("interrupted") })
  }
}
