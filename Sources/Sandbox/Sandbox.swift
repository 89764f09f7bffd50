import FoundationEssentials
import Glibc
package import PostgresClient
import WarehouseModel

/// A private PostgreSQL server in a temporary folder, reached through a Unix socket only.
///
/// It is gone, folder and all, after `stop()`, at exit, on Ctrl-C and after `kill -9`: a guardian
/// outside of this process sees to it. It is gone as well once nothing refers to this value any
/// more, so hold on to it. Only `keep()` lets the server live on.
package actor Sandbox {
  /// Holds data, log and socket.
  package nonisolated let folder: String
  package nonisolated let binaries: ServerBinaries
  private nonisolated let place: SandboxFolder
  private let leftovers: Leftovers
  private var lock: Descriptor?
  private var guardian: Guardian?
  private var stopping: Task<Void, Never>?

  private init(
    place: SandboxFolder, lock: Descriptor, guardian: Guardian, binaries: ServerBinaries,
    leftovers: Leftovers
  ) {
    folder = place.path
    self.place = place
    self.lock = lock
    self.guardian = guardian
    self.binaries = binaries
    self.leftovers = leftovers
  }

  /// Creates a server and returns once it answers; leaves nothing behind when that fails or the
  /// task is cancelled.
  ///
  /// - Parameters:
  ///   - keep: Whether it outlives this program; see `keep()`.
  ///   - primary: What it is to be a hot standby of; nil: a server of its own.
  package static func start(
    keep: Bool = false, following primary: Sandbox? = nil, environment: [String: String]
  ) async throws -> Sandbox {
    let sandbox = try await prepare(environment)
    do {
      try await sandbox.run(following: primary)
      try Task.checkCancellation()
      if keep { try await sandbox.keep() }
      return sandbox
    } catch {
      await sandbox.stop()
      try Task.checkCancellation()
      throw error
    }
  }

  /// Makes the folder of a server and has it watched, after clearing away what crashes left.
  private static func prepare(_ environment: [String: String]) async throws -> Sandbox {
    let account = try ServerAccount.current(environment: environment)
    let found = try await ServerBinaries.locate(environment: environment)
    guard let binaries = found.first else { throw SandboxError.noServer(searched: ["PATH"]) }
    let leftovers = Leftovers(environment: environment, account: account)
    _ = await leftovers.removeCrashed()
    try Task.checkCancellation()
    let (place, lock) = try SandboxFolder.create(
      in: SandboxFolder.parents(environment: environment), binaries: binaries, account: account)
    do {
      let guardian = try Guardian.start(
        over: place, binaries: binaries.folder, account: account, environment: environment)
      return Sandbox(
        place: place, lock: lock, guardian: guardian, binaries: binaries, leftovers: leftovers)
    } catch {
      try? FileManager.default.removeItem(atPath: place.path)
      throw error
    }
  }

  /// Stops and removes all servers that this user kept, and what crashes left; returns the folders.
  @discardableResult
  package static func cleanUpKept(
    environment: [String: String]
  ) async throws(SandboxError) -> [String] {
    let account = try ServerAccount.current(environment: environment)
    let leftovers = Leftovers(environment: environment, account: account)
    return await leftovers.removeKept() + leftovers.removeCrashed()
  }

  /// Creates a database, as a copy of another where a template is named.
  package func createDatabase(
    _ name: String, template: String = "template1"
  ) async throws(PostgresError) {
    let connection = try await Connection.open(settings(database: "postgres"), environment: [:])
    try await connection.execute(
      "CREATE DATABASE \(Identifier(name).quoted) TEMPLATE \(Identifier(template).quoted)")
    await connection.close()
  }

  /// Lets the server outlive this program, until `cleanUpKept` or `stop()`.
  package func keep() async throws(SandboxError) {
    guard let lock, let guardian else { return }
    try KeptSandboxes(environment: leftovers.environment).add(place)
    guard SandboxFolder.markKept(lock) else {
      throw .cannotKeep(folder: folder, reason: lastSystemError())
    }
    self.lock = nil
    self.guardian = nil
    await guardian.dismiss()
  }

  /// Stops the server, as a crash would or in good order, and starts it again.
  ///
  /// - Parameter settings: what to run it with besides; they last until the next restart.
  package func restart(
    asAfterCrash: Bool = false, settings: [String: String] = [:]
  ) async throws(SandboxError) {
    let further = settings.sorted { $0.key < $1.key }.map { " -c \($0.key)=\($0.value)" }.joined()
    let restart = [
      binaries.path(of: "pg_ctl"), "restart", "-D", place.data, "-l", place.log, "-w", "-t", "60",
      "-s", "-m", asAfterCrash ? "immediate" : "fast",
      "-o", ServerOptions.running(in: place) + further,
    ]
    let restarted = try await program(restart)
    guard restarted.code == 0 else { throw failure(of: restarted.output) }
  }

  /// Stops the server and removes its folder; returns when both are gone, also in a cancelled task.
  package func stop() async {
    // A task of its own, so that whoever calls second waits for the first.
    let task = stopping ?? Task { await tearDown() }
    stopping = task
    await task.value
  }

  private func tearDown() async {
    await guardian?.cleanUp()
    guardian = nil
    // Kept, or somebody killed the guardian.
    if FileStatus(of: folder) != nil {
      _ = await leftovers.remove(place, binaries: binaries.folder)
    }
    KeptSandboxes(environment: leftovers.environment).entries()
      .first { $0.folder == place }?.forget()
    lock = nil
  }

  private func run(following primary: Sandbox?) async throws(SandboxError) {
    let creation =
      primary.map { primary in
        [binaries.path(of: "pg_basebackup")] + ServerOptions.copying(primary.place, to: place)
      } ?? [binaries.path(of: "initdb")] + ServerOptions.creation(of: place)
    let created = try await program(creation)
    guard created.code == 0 else {
      throw .initdbFailed(folder: folder, output: created.output.lastLines(5))
    }
    let start = [
      binaries.path(of: "pg_ctl"), "start", "-D", place.data, "-l", place.log, "-w", "-t", "60",
      "-s", "-o", ServerOptions.running(in: place),
    ]
    let started = try await program(start)
    guard started.code == 0 else { throw failure(of: started.output) }
  }

  private func failure(of output: String) -> SandboxError {
    let log = Descriptor.open(place.log, O_RDONLY)?.readToEnd() ?? []
    let text = log.isEmpty ? output : String(decoding: log, as: UTF8.self)
    return .serverDidNotStart(folder: folder, log: text.lastLines(5))
  }

  private func program(_ words: [String]) async throws(SandboxError) -> (
    code: Int32, output: String
  ) {
    try await Program(words, as: leftovers.account, environment: leftovers.environment).run()
  }
}
