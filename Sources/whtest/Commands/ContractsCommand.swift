import ArgumentParser
import FoundationEssentials
import WarehouseModel

/// `whtest contracts`: production as it is against production as declared.
struct ContractsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contracts",
    abstract: "Hold production against its contracts; needs no warehouse and moves no row.",
    discussion: """
      Contracts for what the warehouse publishes are held against the models by
      `whtest run`; here they appear as gated.

      Example, before a migration is merged:

        WHTEST_PRODUCTION_URL=postgresql:///staging whtest contracts --fail-on risky

      Example, one contract on the database that its own servers entry names:

        whtest contracts --contract orders.odcs.yaml
      """,
    subcommands: [ContractsLintCommand.self])

  @OptionGroup var project: ProjectOptions
  @OptionGroup var standalone: StandaloneOptions

  @Option(name: .long, help: "The mildest verdict that exits 1: breaking, risky or never.")
  var failOn: Gate.ContractThreshold?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let contracts = standalone.contracts
    var workflow =
      contracts == nil
      ? try Workflow(command: "contracts", options: project, environment: environment)
      : Workflow(standalone: "contracts", options: project, environment: environment)
    if let failOn { workflow.gate = Gate(contracts: failOn, checks: workflow.gate.checks) }
    if let contracts {
      try await workflow.hold(contracts)
    } else {
      try await workflow.holdContracts()
    }
  }

  func validate() throws { try standalone.checkProject(project) }
}
