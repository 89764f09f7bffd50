/// What a run would make, in order, as far as the definitions tell.
package struct RunOutline: Hashable, Sendable {
  package let steps: [Step]
  /// How many checks are asked after each layer.
  package let checks: [Layer: Int]

  package init(steps: [Step], checks: [Layer: Int]) {
    self.steps = steps
    self.checks = checks
  }

  /// One relation, and why it is made so.
  package struct Step: Hashable, Sendable {
    package let layer: Layer
    package let relation: QualifiedName
    package let making: Making
    package let location: SourceLocation

    package init(
      layer: Layer, relation: QualifiedName, making: Making, location: SourceLocation
    ) {
      self.layer = layer
      self.relation = relation
      self.making = making
      self.location = location
    }
  }

  package enum Making: Hashable, Sendable {
    /// The copy of a relation of a server.
    case copy(of: QualifiedName, server: String, LoadMode)
    /// What a model yields, and the relations that it reads.
    case build(Model.Materialization, key: [Identifier], Partitioning?, reads: [QualifiedName])
    /// What is published already, since it was not selected.
    case carry
  }
}

extension Partitioning: CustomStringConvertible {
  package var description: String {
    switch method {
    case .list: column.text
    case .range(let span): "\(span.rawValue)(\(column))"
    }
  }
}
