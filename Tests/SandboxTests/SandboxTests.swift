import FoundationEssentials
import Glibc
import PostgresClient
import Sandbox
import Testing
import WarehouseModel

@Suite("A private server", .timeLimit(.minutes(15)))
struct SandboxTests {
  let scratch = Scratch()

  @Test("answers through its socket, and stop() leaves no process and no folder")
  func lifeCycle() async throws {
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    let name = "odd & ends/ü?"
    try await sandbox.createDatabase(name)
    let connection = try await Connection.open(
      ConnectionSettings(server: "test", target: sandbox.uri(database: name)),
      environment: scratch.environment)
    let answer = try await connection.query(
      """
      SELECT current_database(), current_user, inet_server_addr()::text,
        current_setting('listen_addresses'), current_setting('fsync'),
        pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()
      """)
    #expect(answer.rows == [[name, "postgres", nil, "", "off", "UTF8"]])
    await connection.close()

    await sandbox.stop()
    #expect(!isRunning(pid))
    #expect(scratch.sandboxes.isEmpty)
    await sandbox.stop()
  }

  @Test("runs as another user than root, in a folder that only that user can enter")
  func privileges() async throws {
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    var status = stat()
    #expect(unsafe lstat(sandbox.folder, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o700)
    let pid = try serverProcess(of: sandbox.folder)
    let owner = status.st_uid
    #expect(unsafe lstat("/proc/\(pid)", &status) == 0)
    #expect(status.st_uid == owner)
    #expect(owner != 0)
    await sandbox.stop()
  }

  @Test("has its address in a form that survives odd database names")
  func address() async throws {
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    #expect(
      sandbox.uri(database: "a b&c")
        == "postgresql:///a%20b%26c?host=\(sandbox.folder)&port=5432&user=postgres")
    await sandbox.stop()
  }

  @Test("copies a template database")
  func template() async throws {
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    try await sandbox.createDatabase("mould")
    let mould = try await Connection.open(sandbox.settings(database: "mould"), environment: [:])
    try await mould.execute("CREATE TABLE public.shape (id int)")
    await mould.close()
    try await sandbox.createDatabase("cast", template: "mould")
    let cast = try await Connection.open(sandbox.settings(database: "cast"), environment: [:])
    #expect(try await cast.query("SELECT count(*) FROM public.shape").rows == [["0"]])
    await cast.close()
    await sandbox.stop()
  }

  @Test("two at once do not disturb each other")
  func two() async throws {
    async let first = Sandbox.start(environment: scratch.environment)
    async let second = Sandbox.start(environment: scratch.environment)
    let (one, other) = try await (first, second)
    #expect(one.folder != other.folder)
    await one.stop()
    let connection = try await Connection.open(
      other.settings(database: "postgres"), environment: [:])
    #expect(try await connection.query("SELECT 1").rows == [["1"]])
    await connection.close()
    await other.stop()
  }
}
