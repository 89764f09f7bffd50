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

      Example, what would be done, and why:

        whtest run --plan

      Example, everything but the publication:

        whtest run --dry-run
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var choices: RunChoices

  @Flag(name: .long, help: "Take what is NOT EXECUTED for an error.")
  var strict = false

  @OptionGroup var etl: ETLOptions

  func run() async throws {
    if choices.plan {
      return try choices.printPlan(of: LoadedProject(try project.configuration()))
    }
    let environment = ProcessInfo.processInfo.environment
    var workflow = try Workflow(command: "run", options: project, environment: environment)
    workflow.gate.isStrict = strict
    try await workflow.run(isDry: etl.dryRun)
  }
}
