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

      Example, one contract on the database that its own servers entry names:

        whtest check --contract orders.odcs.yaml

      Example, what would be asked of the server:

        whtest check --explain
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var standalone: StandaloneOptions
  @OptionGroup var choices: AuditChoices

  @Option(name: .long, help: "The mildest outcome that exits 1: fail, warn or never.")
  var failOn: Gate.CheckThreshold?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let contracts = standalone.contracts
    var workflow =
      contracts == nil
      ? try Workflow(command: "check", options: project, environment: environment)
      : Workflow(standalone: "check", options: project, environment: environment)
    if let failOn { workflow.gate = Gate(contracts: workflow.gate.contracts, checks: failOn) }
    if let contracts {
      try await workflow.check(contracts, choices)
    } else {
      try await workflow.checkPublished(choices)
    }
  }

  func validate() throws { try standalone.checkProject(project) }
}
