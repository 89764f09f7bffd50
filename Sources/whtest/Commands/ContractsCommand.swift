import ArgumentParser
import FoundationEssentials
import WarehouseModel

/// `whtest contracts` itself: production as it is against production as declared.
struct ContractsHoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Hold production against its contracts; needs no warehouse and moves no row.",
    discussion: """
      Contracts for what the warehouse publishes are held against the models by
      `whtest run`; here they appear as gated.

      Example, before a migration is merged:

        WHTEST_PRODUCTION_URL=postgresql:///staging whtest contracts --fail-on risky
      """)

  @OptionGroup var project: ProjectOptions

  @Option(name: .long, help: "The mildest verdict that exits 1: breaking, risky or never.")
  var failOn: Gate.ContractThreshold?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    var workflow = try Workflow(command: "contracts", options: project, environment: environment)
    if let failOn { workflow.gate = Gate(contracts: failOn, checks: workflow.gate.checks) }
    try await workflow.holdContracts()
  }
}
