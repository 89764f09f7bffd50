/// A relation that a run has made, as the run store records it.
package struct RecordedRelation: Hashable, Sendable {
  package let layer: Layer
  package let name: Identifier
  package let isView: Bool
  /// Whether it holds rows on their way, and no reader sees it.
  package let isStage: Bool

  package init(layer: Layer, name: Identifier, isView: Bool, isStage: Bool = false) {
    self.isStage = isStage
    self.layer = layer
    self.name = name
    self.isView = isView
  }
}

extension BuildPlan {
  /// All that this run will have made in its own schemas, in the order of making.
  package var recordedRelations: [RecordedRelation] {
    carried.map { RecordedRelation(layer: $0.layer, name: $0.name.name, isView: true) }
      + recordedLandings + recordedModels
  }

  /// What a run makes in its bronze: tables, and for those that stay from run to run a view on each.
  package var recordedLandings: [RecordedRelation] {
    landings.indices.flatMap { index -> [RecordedRelation] in
      let landing = landings[index]
      guard case .incremental = landing.load else {
        return [
          RecordedRelation(
            layer: .bronze, name: landing.target.name, isView: false,
            isStage: !landing.load.isLogged)
        ]
      }
      let stage = stage(at: index)
      return [
        RecordedRelation(layer: .bronze, name: stage.rows, isView: false, isStage: true),
        RecordedRelation(layer: .bronze, name: stage.keys, isView: false, isStage: true),
        RecordedRelation(layer: .bronze, name: landing.target.name, isView: true),
      ]
    }
  }

  private var recordedModels: [RecordedRelation] {
    models.map {
      RecordedRelation(
        layer: $0.layer, name: $0.name.name,
        isView: $0.materialization == .view || $0.materialization.isKept)
    }
  }

  /// Tables that hold, for as long as the run lasts, what has come of a landing that is kept.
  package func stage(at index: Int) -> (rows: Identifier, keys: Identifier) {
    let taken = Set(landings.map(\.target.name.text))
    func free(_ name: String) -> Identifier {
      var name = name
      while taken.contains(name) { name += "_" }
      return Identifier(name)
    }
    return (free("rows \(index + 1) of this run"), free("keys \(index + 1) of this run"))
  }
}
