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

      Example, one contract on the database that its own servers entry names:

        whtest contracts --contract orders.odcs.yaml
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var standalone: StandaloneOptions

  @Option(name: .long, help: "The mildest verdict that exits 1: breaking, risky or never.")
  var failOn: Gate.ContractThreshold?

  @Option(
    name: .long,
    help: "Hold every object for: reader, writer, full, exact or none (default: as it says).")
  var mode: ContractMode?

  @Flag(name: .long, help: "Take what is NOT EXECUTED for an error.")
  var strict = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let contracts = standalone.contracts
    var workflow =
      contracts == nil
      ? try Workflow(command: "contracts", options: project, environment: environment)
      : Workflow(standalone: "contracts", options: project, environment: environment)
    if let failOn { workflow.gate.contracts = failOn }
    workflow.gate.isStrict = strict
    if let contracts {
      try await workflow.hold(contracts, mode: mode)
    } else {
      try await workflow.holdContracts(mode: mode)
    }
  }

  func validate() throws { try standalone.checkProject(project) }
}
