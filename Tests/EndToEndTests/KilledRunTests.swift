import Glibc
import Testing
import TestSupport

@Suite("After a kill -9", .database, .timeLimit(.minutes(15)))
struct KilledRunTests {
  @Test(
    "at its first line of a layer, the next run is as if nothing had happened",
    arguments: ["✓ bronze", "✓ silver", "✓ gold"])
  func atLine(_ line: String) async throws {
    let project = try await TestProject.make()
    let run = try project.start("run")
    #expect(await run.line(beginningWith: line) != nil)
    run.signal(SIGKILL)
    // It may have been quicker than the signal; then it has published, and that is fine too.
    let status = await run.outcome().status
    #expect(status == -SIGKILL || status == 0)
    try await expectSoundRun(of: project)
  }

  @Test("at once, the next run is as if nothing had happened")
  func atStart() async throws {
    let project = try await TestProject.make()
    let run = try project.start("run")
    run.signal(SIGKILL)
    #expect(await run.outcome().status == -SIGKILL)
    #expect(try await project.warehouse.published().isEmpty)
    try await expectSoundRun(of: project)
  }

  @Test(
    "in the middle of a stage, the next run is as if nothing had happened",
    arguments: Stage.allCases)
  func inStage(_ stage: Stage) async throws {
    let project = try await TestProject.make()
    let standStill = try await stage.close(in: project)
    let before = try await project.warehouse.published()
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    run.signal(SIGKILL)
    #expect(await run.outcome().status == -SIGKILL)
    #expect(try await project.warehouse.published() == before)
    await standStill.end()
    try await expectSoundRun(of: project)
  }

  @Test(
    "and the server's sessions end although nobody lets them go on",
    arguments: [
      Stage.model, .check,
    ])
  func sessions(_ stage: Stage) async throws {
    let project = try await TestProject.make()
    let standStill = try await stage.close(in: project)
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    run.signal(SIGKILL)
    _ = await run.outcome()
    try await project.warehouse.waitUntilIdle()
    await standStill.end()
  }

  /// Runs again, and looks whether all is as after a run that nobody disturbed.
  private func expectSoundRun(of project: TestProject) async throws {
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    let report = try project.report()
    #expect(report.counts.failed + report.counts.errored + report.counts.gated == 0)
    #expect(try await project.warehouse.published() == Undisturbed.published())
    // What the dead run left is gone: only published runs have data.
    let published = try await project.warehouse.publishedRuns()
    #expect(published.last == report.run_id.map { "\($0)" })
    #expect(
      try await Set(project.warehouse.runSchemas())
        == Set(published.flatMap { run in ["bronze", "silver", "gold"].map { "\($0)__r\(run)" } }))
  }
}
