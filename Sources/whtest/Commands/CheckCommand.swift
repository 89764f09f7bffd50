import ArgumentParser
import FoundationEssentials
import WarehouseModel

/// `whtest check`: the checks, on what is published.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Test the published data; moves no row and publishes nothing.",
    discussion: """
      Runs the checks of all contracts and of sql/checks in one read-only
      transaction on the warehouse.

      Example:

        whtest check --fail-on warn
      """)

  @OptionGroup var project: ProjectOptions

  @Option(name: .long, help: "The mildest outcome that exits 1: fail, warn or never.")
  var failOn: Gate.CheckThreshold?

  @Flag(name: .long, help: "Take what is NOT EXECUTED for an error.")
  var strict = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    var workflow = try Workflow(command: "check", options: project, environment: environment)
    if let failOn { workflow.gate.checks = failOn }
    workflow.gate.isStrict = strict
    try await workflow.checkPublished()
  }
}
