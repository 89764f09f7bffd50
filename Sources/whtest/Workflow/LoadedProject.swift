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
    let placed = project.contracts.compactMap { contract -> (Contract, ServerDefinition)? in
      let named = contract.server.flatMap { configuration.server(named: $0.value) }
      return (named ?? configuration.sources.first).map { (contract, $0) }
    }
    let inputs = placed.filter { $0.1.role == .source }.map { (contract: $0.0, server: $0.1) }
    let outputs = placed.filter { $0.1.role == .warehouse }.map(\.0)
    self.inputs = inputs
    self.outputs = outputs
    let bronze = try lands ? bronzeNames(of: inputs.map(\.contract)) : bronzeNames(anyOf: inputs)
    landings = inputs.flatMap(\.contract.objects).filter { !$0.properties.isEmpty }.map {
      (target: bronzeName(of: $0.relation), location: $0.location)
    }
    var mistakes: [Diagnostic] = []
    do throws(DefinitionErrors) {
      models = try ModelGraph(project.models, landings: bronze).ordered
    } catch {
      mistakes += error.diagnostics
      models = project.models
    }
    let known = bronze.union(project.models.map(\.name))
    mistakes += outputs.flatMap(\.objects).compactMap(misplaced)
    mistakes += project.checks.flatMap { check in
      check.reads.compactMap { mistake(in: $0, of: check.layer, known: known) }
    }
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

/// The names that bronze would give, as if no two were the same.
private func bronzeNames(
  anyOf inputs: [(contract: Contract, server: ServerDefinition)]
) -> Set<QualifiedName> {
  Set(
    inputs.flatMap(\.contract.objects).filter { !$0.properties.isEmpty }
      .map { bronzeName(of: $0.relation) })
}

private func misplaced(_ object: ContractObject) -> Diagnostic? {
  guard Layer(rawValue: object.relation.schema.text) == nil else { return nil }
  return Diagnostic(
    .error, "unknown-layer",
    "\(object.relation) lies in no layer: a contract for the warehouse speaks of bronze, silver or"
      + " gold (the schema of its server)",
    at: object.location)
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
