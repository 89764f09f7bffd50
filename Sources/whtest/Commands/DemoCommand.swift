import ArgumentParser
import ExampleProduction
import FoundationEssentials
import PostgresClient
import Sandbox
import WarehouseModel

/// `whtest demo`: a stranger's first run.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Run it all on a private server with an example production, then clean up.",
    discussion: """
      Uses the contracts and the SQL of the project around it, such as a clone of
      whtest.

      Examples:

        whtest demo --rows 1000000
        whtest demo --data exports   # teams.csv, memberships.csv, events.csv, event_rsvps.csv
        whtest demo --keep           # leaves the server up and prints its URIs
        whtest demo --cleanup        # removes what --keep left
      """)

  @OptionGroup var project: ProjectOptions

  @Option(name: .long, help: "RSVPs to make up, from 10,000 to 100,000,000.")
  var rows = 100_000

  @Option(name: .long, help: "Load the CSV exports in this folder instead.")
  var data: String?

  @Flag(name: .long, help: "Leave the server up and print its URIs.")
  var keep = false

  @Flag(name: .long, help: "Remove the servers that --keep left, and do nothing else.")
  var cleanup = false

  func validate() throws {
    guard (10_000...100_000_000).contains(rows) else {
      throw ValidationError("--rows takes a number from 10000 to 100000000")
    }
    guard !(cleanup && (keep || data != nil)) else {
      throw ValidationError("--cleanup stands alone")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    if cleanup {
      let removed = try await Sandbox.cleanUpKept(environment: environment)
      printLine(removed.isEmpty ? "nothing was left" : "removed \(removed.joined(separator: ", "))")
      return
    }
    let demo = try Demo(options: project, environment: environment)
    try await demo.run(source: data.map { .exports($0) } ?? .generated(rows: rows), keep: keep)
  }
}
