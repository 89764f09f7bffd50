import Testing
import TestSupport

@Suite("`whtest drift`", .database, .timeLimit(.minutes(15)))
struct DriftTests {
  @Test("a change is told once, and what was there before is what the last look saw")
  func once() async throws {
    let project = try await TestProject.make()
    let first = try await project.whtest("drift")
    #expect(first.status == 0, "\(first.text)")
    #expect(first.errors.hasPrefix("production: a first snapshot is kept ("))
    let second = try await project.whtest("drift", "production")
    #expect(second.status == 0)
    #expect(second.output.hasPrefix("production: nothing has changed since 2"))
    try await project.production.execute(
      "ALTER TABLE memberships RENAME COLUMN role_title TO title")
    let changed = try await project.whtest("drift")
    #expect(changed.status == 1, "\(changed.errors)")
    #expect(changed.output.contains("[column-renamed]"))
    let after = try await project.whtest("drift", "--format", "json")
    #expect(after.status == 0)
    #expect(after.output.contains("\"breaking\" : 0"))
    #expect(!after.output.contains("column-renamed"))
    #expect(
      try await project.warehouse.value("SELECT count(*) FROM whtest.snapshots") == "2")
  }

  @Test("what leaves the schema as it was is no change, though the catalogs are others")
  func touched() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("drift")
    try await project.production.execute(
      "ALTER TABLE teams ADD gone integer; ALTER TABLE teams DROP gone; REINDEX TABLE teams")
    let outcome = try await project.whtest("drift")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.output.hasPrefix("production: nothing has changed since 2"))
    #expect(
      try await project.warehouse.value("SELECT count(*) FROM whtest.snapshots") == "1")
  }

  @Test("a run between two looks hides nothing from the second, and does not hold it up")
  func runs() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("drift")
    try await project.production.execute("ALTER TABLE teams ADD added date")
    let standStill = try await Stage.model.close(in: project)
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    let outcome = try await project.whtest("drift", "--fail-on", "breaking", "--format", "markdown")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("`column-added`"), "\(outcome.text)")
    await standStill.end()
    #expect(await run.outcome().status == 0)
  }

  @Test("a server that is none, or none that is named among several, is bad input")
  func names() async throws {
    let project = try await TestProject.make()
    let misspelt = try await project.whtest("drift", "prodution")
    #expect(misspelt.status == 2)
    #expect(misspelt.errors.contains("did you mean production?"))
    let warehouse = try await project.whtest("drift", "warehouse")
    #expect(warehouse.status == 2)
  }
}
