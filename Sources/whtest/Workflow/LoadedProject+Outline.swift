import Definitions
import Pipeline
import WarehouseModel

extension LoadedProject {
  /// What a run would do, as far as the definitions tell.
  ///
  /// - Parameter selected: the relations that are made; the others are carried over.
  func outline(of selected: Set<QualifiedName>?) -> RunOutline {
    func isMade(_ relation: QualifiedName) -> Bool { selected?.contains(relation) ?? true }
    let copies = inputs.flatMap { contract, server in
      contract.objects.filter { !$0.properties.isEmpty }.map { object in
        let target = bronzeName(of: object.relation)
        return RunOutline.Step(
          layer: .bronze, relation: target,
          making: isMade(target)
            ? .copy(
              of: object.relation, server: server.name, object.terms.load?.value ?? .full())
            : .carry, location: object.location)
      }
    }
    let builds = models.map { model in
      var reads: [QualifiedName] = []
      for read in model.reads.compactMap(\.qualified) where !reads.contains(read) {
        reads.append(read)
      }
      return RunOutline.Step(
        layer: model.layer, relation: model.name,
        making: isMade(model.name)
          ? .build(model.materialization, key: model.key, model.partitioning, reads: reads)
          : .carry, location: model.location)
    }
    let asked = checks.filter { check in
      selected.map { !check.reads.isDisjoint(with: $0) } ?? true
    }
    return RunOutline(
      steps: copies + builds,
      checks: Dictionary(asked.map { ($0.layer, 1) }, uniquingKeysWith: +))
  }

  /// The relations that a selection means.
  func relations(in selection: Selection) throws(SelectionMistake) -> Set<QualifiedName> {
    let landed = Set(landings.map(\.target))
    let graph: ModelGraph
    do throws(DefinitionErrors) {
      graph = try ModelGraph(models, landings: landed)
    } catch {
      throw SelectionMistake(error.description)
    }
    return try graph.relations(in: selection, landings: landed)
  }
}
