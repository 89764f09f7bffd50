import FoundationEssentials
import Testing

@testable import Sandbox

@Suite("A private server that cannot start", .timeLimit(.minutes(15)))
struct FailingStartTests {
  let scratch = Scratch()
  private let version = "echo 'postgres (PostgreSQL) 15.0'"

  @Test("says what initdb said, and leaves nothing")
  func initdb() async throws {
    let environment = try scratch.environment(programs: [
      "postgres": version, "pg_ctl": "exit 1",
      "initdb": "echo one; echo 'could not write: No space left on device' >&2; exit 1",
    ])
    let error = await #expect(throws: SandboxError.self) {
      try await Sandbox.start(environment: environment)
    }
    guard case .initdbFailed(let folder, let output)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(folder.hasPrefix("\(scratch.path)/whtest-sandbox-"))
    #expect(output == "one | could not write: No space left on device")
    #expect(scratch.sandboxes.isEmpty)
  }

  @Test("shows the end of the server's log, and leaves nothing")
  func server() async throws {
    let environment = try scratch.environment(programs: [
      "postgres": version, "initdb": "exit 0",
      "pg_ctl": """
      [ "$1" = start ] || exit 1
      echo 'FATAL:  could not create shared memory segment' > "$5"
      echo 'pg_ctl: could not start server'; exit 1
      """,
    ])
    let error = await #expect(throws: SandboxError.self) {
      try await Sandbox.start(environment: environment)
    }
    guard case .serverDidNotStart(_, let log)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(log == "FATAL:  could not create shared memory segment")
    #expect(scratch.sandboxes.isEmpty)
  }

  @Test("because the task was cancelled ends initdb and leaves nothing")
  func cancelled() async throws {
    let environment = try scratch.environment(programs: [
      "postgres": version, "pg_ctl": "exit 1",
      "initdb": "mkdir \"${1#--pgdata=}\" && exec sleep 600",
    ])
    let start = Task { try await Sandbox.start(environment: environment) }
    #expect(await eventually { scratch.sandboxes.contains { exists("\($0)/data") } })
    start.cancel()
    await #expect(throws: CancellationError.self) { try await start.value }
    #expect(scratch.sandboxes.isEmpty)
  }

  @Test("because there is no server says what to install")
  func noServer() async throws {
    let error = await #expect(throws: SandboxError.self) {
      try await ServerBinaries.choose(
        from: ["/nonexistent"], orNewestOf: [scratch.path], environment: scratch.environment)
    }
    #expect(
      try #require(error).description
        == "no PostgreSQL server found: looked for initdb, pg_ctl and postgres in PATH, pg_config"
        + " --bindir, /usr/lib/postgresql/*/bin, /usr/pgsql-*/bin; install one, such as"
        + " \"apt-get install postgresql\" on Debian and Ubuntu or"
        + " \"dnf install postgresql-server\" on Fedora, or add its folder to PATH")
  }

  @Test("prefers the servers of PATH, then the newest")
  func choice() async throws {
    func fake(_ version: String) throws -> String {
      try scratch.write(
        programs: [
          "postgres": "echo 'postgres (PostgreSQL) \(version)'", "initdb": "", "pg_ctl": "",
        ], into: version)
    }
    let chosen = try await ServerBinaries.choose(
      from: [try fake("14.2")],
      orNewestOf: [try fake("9.6.1"), try fake("14.2"), try fake("18beta1"), try fake("17.0")],
      environment: scratch.environment)
    #expect(chosen.map(\.majorVersion) == [14, 18, 17, 9])
  }
}

@Suite("The folder of a private server")
struct SandboxFolderTests {
  let scratch = Scratch()

  private func create(in parents: [String]) throws -> String {
    try SandboxFolder.create(
      in: parents, binaries: ServerBinaries(folder: "/bin", majorVersion: 15),
      account: try ServerAccount.current(environment: scratch.environment)
    ).folder.path
  }

  @Test(
    "is made elsewhere when a parent will not do",
    arguments: [
      "/nonexistent", "relative", "/proc", "/tmp/with space",
      "/tmp/" + String(repeating: "x", count: 80),
    ])
  func fallsBack(parent: String) throws {
    let folder = try create(in: [parent, scratch.path])
    #expect(folder.hasPrefix("\(scratch.path)/whtest-sandbox-"))
  }

  @Test("has reasons when no parent will do")
  func noParent() throws {
    let error = #expect(throws: SandboxError.self) { try create(in: ["here", "/proc"]) }
    let text = try #require(error).description
    #expect(text.hasPrefix("no folder for a private server: here is no absolute path of plain"))
    #expect(text.contains("/proc cannot be written to"))
    #expect(text.hasSuffix("; set TMPDIR to a short path that can be written to"))
  }

  @Test("is looked for in TMPDIR and in /tmp, each once")
  func parents() {
    #expect(SandboxFolder.parents(environment: ["TMPDIR": "/x/"]) == ["/x", "/tmp"])
    #expect(SandboxFolder.parents(environment: ["TMPDIR": "/tmp"]) == ["/tmp"])
    #expect(SandboxFolder.parents(environment: ["TMPDIR": ""]) == ["/tmp"])
    #expect(SandboxFolder.parents(environment: [:]) == ["/tmp"])
  }
}
