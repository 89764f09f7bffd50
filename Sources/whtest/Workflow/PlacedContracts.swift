import Definitions
import Pipeline
import WarehouseModel

/// Contracts with the servers that they speak of, and what follows for models and checks.
struct PlacedContracts {
  /// For production, with the server that each speaks of.
  let inputs: [(contract: Contract, server: ServerDefinition)]
  /// For what the warehouse publishes.
  let outputs: [Contract]

  init(_ contracts: [Contract], _ configuration: Configuration) {
    let placed = contracts.compactMap { contract -> (Contract, ServerDefinition)? in
      let named = contract.server.flatMap { configuration.server(named: $0.value) }
      return (named ?? configuration.sources.first).map { (contract, $0) }
    }
    inputs = placed.filter { $0.1.role == .source }.map { (contract: $0.0, server: $0.1) }
    outputs = placed.filter { $0.1.role == .warehouse }.map(\.0)
  }

  /// The names of bronze, as if no two tables wanted the same.
  var bronze: Set<QualifiedName> { Set(landed.map { bronzeName(of: $0.relation) }) }

  /// The models in order, and what does not go together.
  ///
  /// - Parameter unread: relations that somebody makes, though it could not be read how.
  func findings(
    models: [Model], checks: [SQLCheck], unread: Set<QualifiedName> = []
  ) -> (ordered: [Model], mistakes: [Diagnostic]) {
    let made = bronze.union(unread)
    let (ordered, mistakes) = ModelGraph.ordering(models, known: made)
    let known = made.union(models.map(\.name))
    return (
      ordered,
      mistakes + outputs.flatMap(\.objects).flatMap(misplaced)
        + checks.flatMap { check in
          check.reads.compactMap { mistake(in: $0, of: check.layer, known: known) }
        }
        + viewsOverUnlogged(models, unlogged: unlogged)
    )
  }

  /// The relations of bronze that a crash of the server empties.
  var unlogged: Set<QualifiedName> {
    Set(
      landed.filter { $0.terms.load?.value.isLogged == false }.map { bronzeName(of: $0.relation) })
  }

  /// The relations of bronze that stay from run to run.
  var kept: Set<QualifiedName> {
    Set(
      landed.filter { object in
        if case .incremental = object.terms.load?.value { true } else { false }
      }.map { bronzeName(of: $0.relation) })
  }

  private var landed: [ContractObject] {
    inputs.flatMap(\.contract.objects).filter { !$0.properties.isEmpty }
  }
}

/// What a contract for the warehouse says that cannot be meant of it.
private func misplaced(_ object: ContractObject) -> [Diagnostic] {
  var mistakes: [Diagnostic] = []
  if Layer(rawValue: object.relation.schema.text) == nil {
    mistakes.append(
      Diagnostic(
        .error, "unknown-layer",
        "\(object.relation) lies in no layer: a contract for the warehouse speaks of bronze, silver or"
          + " gold (the schema of its server)",
        at: object.location))
  }
  if let load = object.terms.load {
    mistakes.append(
      Diagnostic(
        .error, "misplaced-load",
        "whtest.load belongs to a contract for production; what the warehouse holds is not copied",
        at: load.location))
  }
  return mistakes
}
