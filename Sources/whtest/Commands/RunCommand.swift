import ArgumentParser
import FoundationEssentials
import WarehouseModel

/// `whtest run`: everything.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Hold contracts, run the ETL, test the data, publish what passed, write the reports.",
    discussion: """
      Stops before a row is moved when production breaks a contract, and before
      anything is published when a check fails.

      Example:

        whtest run --config whtest.yaml

      Example, everything but the publication:

        whtest run --dry-run
      """)

  @OptionGroup var project: ProjectOptions

  @Flag(name: .long, help: "Take what is NOT EXECUTED for an error.")
  var strict = false

  @OptionGroup var etl: ETLOptions

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    var workflow = try Workflow(command: "run", options: project, environment: environment)
    workflow.gate.isStrict = strict
    try await workflow.run(isDry: etl.dryRun)
  }
}
