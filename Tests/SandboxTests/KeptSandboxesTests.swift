import FoundationEssentials
import Glibc
import PostgresClient
import Sandbox
import Testing

@Suite("A server that is kept", .timeLimit(.minutes(15)))
struct KeptSandboxesTests {
  let scratch = Scratch()

  /// Cleans up and returns what was removed for this test: a crash of another may be among it.
  private func cleanUp(_ environment: [String: String]? = nil) async throws -> [String] {
    try await Sandbox.cleanUpKept(environment: environment ?? scratch.environment)
      .filter { $0.hasPrefix(scratch.path) }
  }

  @Test("outlives whtest until it is cleaned up")
  func outlives() async throws {
    let sandbox = try await Sandbox.start(keep: true, environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    // A start looks for leftovers of crashes; this is none.
    let other = try await Sandbox.start(environment: scratch.environment)
    await other.stop()
    let connection = try await Connection.open(
      sandbox.settings(database: "postgres"), environment: [:])
    await connection.close()

    let removed = try await cleanUp()
    #expect(removed == [sandbox.folder])
    #expect(!isRunning(pid) && scratch.sandboxes.isEmpty)
    #expect(try await cleanUp() == [])
  }

  @Test("can be stopped like any other, and is forgotten then")
  func stopped() async throws {
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    try await sandbox.keep()
    await sandbox.stop()
    #expect(scratch.sandboxes.isEmpty)
    #expect(try await cleanUp() == [])
  }

  @Test("is cleaned up although its server is dead")
  func dead() async throws {
    let sandbox = try await Sandbox.start(keep: true, environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    kill(pid, SIGKILL)
    #expect(await eventually { !isRunning(pid) })
    #expect(try await cleanUp() == [sandbox.folder])
  }

  @Test("is cleaned up although its data is gone and the server does not know yet")
  func halfGone() async throws {
    let sandbox = try await Sandbox.start(keep: true, environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    try FileManager.default.removeItem(atPath: "\(sandbox.folder)/data")
    #expect(try await cleanUp() == [sandbox.folder])
    #expect(!isRunning(pid))
  }

  @Test("is stopped although its folder was deleted by hand")
  func folderGone() async throws {
    let sandbox = try await Sandbox.start(keep: true, environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    try FileManager.default.removeItem(atPath: sandbox.folder)
    #expect(try await cleanUp() == [])
    #expect(!isRunning(pid))
  }

  @Test("does not endanger a folder that only looks like it")
  func foreign() async throws {
    let foreign = "\(scratch.path)/whtest-sandbox-1-mine"
    let list = "\(scratch.path)/state/whtest/sandboxes"
    for folder in [foreign, list] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try Data("\(foreign)\n".utf8).write(to: URL(filePath: "\(list)/whtest-sandbox-1-mine"))
    #expect(try await cleanUp() == [])
    #expect(exists(foreign))
  }

  @Test("is found again when there is no home to note it in")
  func noHome() async throws {
    var environment = scratch.environment
    environment["XDG_STATE_HOME"] = "/dev/null/state"
    let sandbox = try await Sandbox.start(keep: true, environment: environment)
    #expect(try await cleanUp(environment) == [sandbox.folder])
  }
}
