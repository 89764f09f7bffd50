import FoundationEssentials
import Glibc
import PostgresClient
import Testing

@testable import Sandbox

@Suite("When whtest dies", .timeLimit(.minutes(15)))
struct GuardianTests {
  @Test("by SIGKILL, its server and the folder are gone soon after")
  func killed() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) {
      let environment = ProcessInfo.processInfo.environment
      let sandbox = try await Sandbox.start(environment: environment)
      say("folder \(sandbox.folder) \(try serverProcess(of: sandbox.folder)) ")
      kill(getpid(), SIGKILL)
    }
    let (folder, pid) = try heard(result.standardOutputContent)
    #expect(await eventually { !exists(folder) && !isRunning(pid) })
  }

  @Test("and exits without a word, the server goes as well")
  func forgotten() async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let environment = ProcessInfo.processInfo.environment
      let sandbox = try await Sandbox.start(environment: environment)
      say("folder \(sandbox.folder) \(try serverProcess(of: sandbox.folder)) ")
      exit(0)
    }
    let (folder, pid) = try heard(result.standardOutputContent)
    #expect(await eventually { !exists(folder) && !isRunning(pid) })
  }

  @Test("a server that hangs is killed, also when its data is half gone")
  func hanging() async throws {
    let scratch = Scratch()
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    let pid = try serverProcess(of: sandbox.folder)
    kill(pid, SIGSTOP)
    try FileManager.default.removeItem(atPath: "\(sandbox.folder)/data/postmaster.pid")
    await sandbox.stop()
    #expect(!isRunning(pid))
    #expect(scratch.sandboxes.isEmpty)
  }

  @Test("leaves a folder behind only if the guardian dies too, and the next start removes that")
  func leftovers() async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let environment = ProcessInfo.processInfo.environment
      let binaries = try await ServerBinaries.locate(environment: environment)
      let account = try ServerAccount.current(environment: environment)
      // What a start leaves that gets no further than this.
      let (folder, lock) = try SandboxFolder.create(
        in: ["/tmp"], binaries: try #require(binaries.first), account: account)
      let leftovers = Leftovers(environment: environment, account: account)
      try #require(await leftovers.removeCrashed().isEmpty, "it is locked, so its owner lives")
      say("folder \(folder.path) \(getpid()) ")
      withExtendedLifetime(lock) { exit(0) }
    }
    let (folder, _) = try heard(result.standardOutputContent)
    let scratch = Scratch()
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    #expect(!exists(folder))
    await sandbox.stop()
  }

  @Test("nobody touches the folder of a server that is in use, nor one without our marker")
  func untouched() async throws {
    let scratch = Scratch()
    let sandbox = try await Sandbox.start(environment: scratch.environment)
    let foreign = "\(scratch.path)/whtest-sandbox-1-mine"
    try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: false)
    let account = try ServerAccount.current(environment: scratch.environment)
    let leftovers = Leftovers(environment: scratch.environment, account: account)
    let removed = await leftovers.removeCrashed()
    #expect(!removed.contains(sandbox.folder) && !removed.contains(foreign))
    let connection = try await Connection.open(
      sandbox.settings(database: "postgres"), environment: [:])
    await connection.close()
    #expect(exists(foreign))
    await sandbox.stop()
  }
}

/// Prints past any buffer, since the process is about to die.
private func say(_ text: String) {
  let bytes = Array(text.utf8)
  _ = unsafe write(1, bytes, bytes.count)
}

/// The folder and the number that the other process said, among whatever else it printed.
private func heard(_ bytes: [UInt8]) throws -> (folder: String, pid: pid_t) {
  let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
  let place = try #require(words.firstIndex(of: "folder"))
  return (String(words[place + 1]), try #require(pid_t(words[place + 2])))
}
