import PostgresClient
import Glibc
import Testing
import TestSupport

/// What goes wrong around a run; `scripts/faults` runs these and the tests of killed and double runs.
@Suite("Faults", .database, .timeLimit(.minutes(15)))
struct FaultTests {
  @Test(
    "A crash of the warehouse server harms nothing that is published",
    arguments: [Stage.copy, .model, .publication])
  func crash(_ stage: Stage) async throws {
    let server = try await OwnServer.start()
    let project = try await TestProject.make(warehouse: try await server.database("warehouse"))
    #expect(try await project.whtest("run").status == 0)
    let standStill = try await stage.close(in: project)
    let before = try await project.warehouse.published()
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    try await server.restart(asAfterCrash: true)
    await standStill.end()
    let outcome = await run.outcome()
    try expectLostServer(outcome)
    #expect(try await project.warehouse.published() == before)
    try await expectSoundRun(of: project)
    await server.stop()
  }

  @Test(
    "The death of one server process ends the run and harms nothing that is published",
    arguments: ["whtest r2", "whtest run store"], [false, true])
  func backend(_ application: String, isKilled: Bool) async throws {
    let server = try await OwnServer.start()
    let project = try await TestProject.make(warehouse: try await server.database("warehouse"))
    #expect(try await project.whtest("run").status == 0)
    let before = try await project.warehouse.published()
    let standStill = try await Stage.model.close(in: project)
    let run = try project.start("run")
    try await standStill.waitUntilReached()
    let session = "FROM pg_stat_activity WHERE application_name = '\(application)'"
    if isKilled {
      let pid = try await project.warehouse.value("SELECT pid \(session)")
      let witness = try await project.warehouse.connect()
      _ = kill(try #require(pid.flatMap { Int32($0) }), SIGKILL)
      // The server ends all sessions before it comes up again; until then it takes new ones.
      await #expect(throws: (any Error).self) { try await witness.execute("SELECT pg_sleep(60)") }
    } else {
      try await project.warehouse.execute("SELECT pg_terminate_backend(pid, 30000) \(session)")
    }
    try await server.waitUntilUp(project.warehouse)
    await standStill.end()
    try expectLostServer(await run.outcome())
    #expect(try await project.warehouse.published() == before)
    try await expectSoundRun(of: project)
    await server.stop()
  }

  @Test(
    "A network that is cut ends the run, and its sessions on the server", arguments: [true, false])
  func network(isWarehouse: Bool) async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    let before = try await project.warehouse.published()
    let database = isWarehouse ? project.warehouse : project.production
    let network = try await Network.open(to: database)
    let standStill = try await (isWarehouse ? Stage.model : .copy).close(in: project)
    let variable = isWarehouse ? "WHTEST_WAREHOUSE_URL" : "WHTEST_PRODUCTION_URL"
    let address = try await network.uri(of: database)
    let run = try Tool.start(
      ["run"], in: project.folder,
      environment: project.environment.merging([variable: address]) { $1 })
    try await standStill.waitUntilReached()
    await network.cut()
    try expectLostServer(await run.outcome())
    try await database.waitUntilIdle()
    await standStill.end()
    #expect(try await project.warehouse.published() == before)
    try await expectSoundRun(of: project)
  }

  @Test(
    "A full disk ends the run and harms nothing that is published",
    .enabled(if: SmallDisk.isPermitted, "a disk in memory cannot be mounted here"))
  func fullDisk() async throws {
    let server = try await OwnServer.start()
    let disk = try SmallDisk(megabytes: 96)
    let warehouse = try await disk.database("warehouse", on: server)
    let project = try await TestProject.make(warehouse: warehouse)
    let first = try await project.whtest("run")
    #expect(first.status == 0, "\(first.text)")
    let before = try await warehouse.published()
    for room in [200_000, 2_000_000] {
      try disk.fill(leaving: room)
      let outcome = try await project.whtest("run")
      #expect(outcome.status == 3, "\(outcome.text)")
      #expect(outcome.text.contains("No space left on device"), "\(outcome.text)")
      #expect(try await warehouse.published() == before)
      try disk.makeRoom()
    }
    try await expectSoundRun(of: project)
    await server.stop()
    try disk.remove()
  }

  @Test("A reader who does not let go of a public view is named, and nothing is published")
  func reader() async throws {
    let project = try await TestProject.make()
    let standStill = try await Stage.publication.close(in: project)
    let before = try await project.warehouse.published()
    let settings = try project.read("whtest.yaml")
    try project.write(settings + "timeouts: {publish: 300ms}\n", to: "whtest.yaml")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 3, "\(outcome.text)")
    #expect(
      outcome.errors.firstMatch(
        of: /could not publish: in \d+ attempts the public views were held by pid \d+ \(postgres/)
        != nil, "\(outcome.text)")
    #expect(try await project.warehouse.published() == before)
    await standStill.end()
    try project.write(settings, to: "whtest.yaml")
    try await expectSoundRun(of: project)
  }

  /// The run says that the server went away, and leaves no green report.
  private func expectLostServer(_ outcome: Outcome) throws {
    #expect(outcome.status == 3, "\(outcome.text)")
    let words = [
      "server closed the connection unexpectedly", "terminating connection",
      "the database system is", "Connection refused", "could not receive data from server",
    ]
    #expect(words.contains { outcome.text.contains($0) }, "\(outcome.text)")
    #expect(!outcome.output.contains("PASSED"))
  }

  private func expectSoundRun(of project: TestProject) async throws {
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try await project.warehouse.published() == Undisturbed.published())
    // What the broken run left is gone.
    let published = Set(try await project.warehouse.publishedRuns().suffix(2))
    #expect(
      try await Set(project.warehouse.runSchemas())
        == Set(published.flatMap { run in ["bronze", "silver", "gold"].map { "\($0)__r\(run)" } }))
  }
}
