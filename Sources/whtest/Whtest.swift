import ArgumentParser
import Glibc

/// The root command.
@main
struct Whtest: AsyncParsableCommand {
  /// Raised with each release; `CHANGELOG.md` says what came with it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "whtest",
    abstract: "Watch a PostgreSQL schema, gate the ETL on it, publish only what passed.",
    discussion: """
      Holds production against contracts, copies it through bronze, silver and gold,
      tests the data at each layer, and shows readers a run only when all of it is
      right.

      Example, on a private server with made-up data:

        whtest demo

      Example, on databases of your own:

        export WHTEST_PRODUCTION_URL=postgresql://reader@db.example/production
        export WHTEST_WAREHOUSE_URL=postgresql://etl@dwh.example/warehouse
        whtest run

      Exit status: 0 passed; 1 findings; 2 a definition is wrong; 3 could not run; 4
      passed, but a report could not be written; 64 bad usage; 130 interrupted.
      """,
    version: version,
    subcommands: [
      RunCommand.self, ContractsCommand.self, ETLCommand.self, CheckCommand.self,
      LintCommand.self, SnapshotCommand.self, DiffCommand.self, DriftCommand.self,
      ImpactCommand.self, ExplainCommand.self, RollbackCommand.self,
      DemoCommand.self, SandboxCommand.self,
    ])

  /// Parses and runs; every error ends in one message and the documented exit status.
  static func main() async {
    do {
      let status = try await interruptible {
        // Parsed inside the task: a command is a value of its own and need not be sendable.
        var command = try parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
      }
      Glibc.exit(status)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      guard let failure = Failure(error) else { exit(withError: error) }
      printError(failure.text)
      Glibc.exit(failure.status.rawValue)
    }
  }
}
