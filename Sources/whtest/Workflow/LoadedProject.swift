import Definitions
import Pipeline
import Quality
import WarehouseModel

/// The definitions of a project, held against each other before any server is asked.
struct LoadedProject {
  /// Contracts for production, with the server that each speaks of.
  let inputs: [(contract: Contract, server: ServerDefinition)]
  /// Contracts for what the warehouse publishes.
  let outputs: [Contract]
  let models: [Model]
  let checks: [LayeredCheck]
  /// What will be copied: the relation of bronze, and the contract's line.
  let landings: [(target: QualifiedName, location: SourceLocation)]
  /// Those of them that a crash of the server empties.
  let unlogged: Set<QualifiedName>
  /// Those of them that stay from run to run.
  let kept: Set<QualifiedName>
  let warnings: [Diagnostic]

  /// Reads everything and reports every mistake together.
  ///
  /// Without any contract that is one: what models read would all seem unknown.
  ///
  /// - Parameter lands: tables will be copied to bronze, where two may not bear one name.
  init(_ configuration: Configuration, lands: Bool = true) throws {
    let project = try Project.load(configuration)
    guard !project.contracts.isEmpty else {
      throw NothingToDo(
        description: "nothing to check: there is no contract (*.odcs.yaml) in "
          + "\(configuration.folders.contracts)")
    }
    warnings = project.warnings
    let placed = PlacedContracts(project.contracts, configuration)
    inputs = placed.inputs
    outputs = placed.outputs
    (unlogged, kept) = (placed.unlogged, placed.kept)
    let bronze = try lands ? bronzeNames(of: inputs.map(\.contract)) : placed.bronze
    landings = inputs.flatMap(\.contract.objects).filter { !$0.properties.isEmpty }.map {
      (target: bronzeName(of: $0.relation), location: $0.location)
    }
    let (ordered, mistakes) = placed.findings(models: project.models, checks: project.checks)
    models = ordered
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    checks =
      inputs.flatMap { contractChecks($0.contract) { bronze.contains($0) ? $0 : nil } }
      + outputs.flatMap { outputChecks($0) } + project.checks.map(layered)
  }

  /// The checks that compare with earlier runs.
  var comparedWithHistory: [CheckID] {
    checks.map(\.check).filter(\.comparesWithHistory).map(\.id)
  }

  /// What reports must not show.
  var masking: Masking { Masking(of: inputs.map(\.contract) + outputs) }
}

/// The checks of a contract for production run on the copy in bronze.
private func contractChecks(
  _ contract: Contract, in bronze: @escaping (QualifiedName) -> QualifiedName?
) -> [LayeredCheck] {
  checks(of: contract) { bronze(bronzeName(of: $0)) }.map { check in
    LayeredCheck(check: check, layer: .bronze, reads: check.relations)
  }
}

private func outputChecks(_ contract: Contract) -> [LayeredCheck] {
  checks(of: contract) { $0 }.map { check in
    // A reference may look at a later layer than its subject lies in.
    let layers = check.relations.compactMap { Layer(rawValue: $0.schema.text) }
    return LayeredCheck(check: check, layer: layers.max() ?? .gold, reads: check.relations)
  }
}

private func layered(_ check: SQLCheck) -> LayeredCheck {
  LayeredCheck(
    check: check.check, layer: check.layer,
    reads: Set(check.reads.compactMap(\.qualified)).union([check.check.subject]))
}
