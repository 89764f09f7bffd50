import ArgumentParser
import FoundationEssentials
import Sandbox

/// `whtest sandbox`: a private server for anybody's tests.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Start a private PostgreSQL, print its URI, and remove it when stopped.",
    discussion: """
      The server listens on a Unix socket in a temporary folder and keeps nothing:
      it is gone with this process, however that ends.

      Example:

        whtest sandbox --database shop
      """)

  @Option(name: .long, help: "The database to create.")
  var database = "sandbox"

  func run() async throws {
    let sandbox = try await Sandbox.start(environment: ProcessInfo.processInfo.environment)
    do {
      if !["postgres", "template1"].contains(database) {
        try await sandbox.createDatabase(database)
      }
      printLine(sandbox.uri(database: database))
      printError("PostgreSQL \(sandbox.binaries.majorVersion) is up; Ctrl-C stops and removes it")
      try await untilCancelled()
    } catch is CancellationError {
      await sandbox.stop()
    } catch {
      await sandbox.stop()
      throw error
    }
  }
}

/// Waits for as long as nobody cancels the task.
private func untilCancelled() async throws {
  let (stream, continuation) = AsyncStream<Void>.makeStream()
  for await _ in stream {}
  continuation.finish()
  try Task.checkCancellation()
}
