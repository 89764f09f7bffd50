/// A relation that a run has made, as the run store records it.
package struct RecordedRelation: Hashable, Sendable {
  package let layer: Layer
  package let name: Identifier
  package let isView: Bool

  package init(layer: Layer, name: Identifier, isView: Bool) {
    self.layer = layer
    self.name = name
    self.isView = isView
  }
}

extension BuildPlan {
  /// All that this run will have made in its own schemas, in the order of making.
  package var recordedRelations: [RecordedRelation] {
    landings.map { RecordedRelation(layer: .bronze, name: $0.target.name, isView: false) }
      + models.map {
        RecordedRelation(
          layer: $0.layer, name: $0.name.name, isView: $0.materialization == .view)
      }
  }
}
