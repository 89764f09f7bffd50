/// A relation that a run does not make, and shows as it is published.
package struct CarriedRelation: Hashable, Sendable {
  package let layer: Layer
  package let name: QualifiedName
  /// Where the definitions speak of it.
  package let location: SourceLocation

  package init(layer: Layer, name: QualifiedName, location: SourceLocation) {
    self.layer = layer
    self.name = name
    self.location = location
  }
}
