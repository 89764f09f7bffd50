package import WarehouseModel

/// A check, the layer after which it runs, and all that it reads.
package struct LayeredCheck: Sendable {
  package let check: Check
  package let layer: Layer
  package let reads: Set<QualifiedName>

  package init(check: Check, layer: Layer, reads: Set<QualifiedName>) {
    self.check = check
    self.layer = layer
    self.reads = reads
  }

  /// The check as it stands in a report when it was not tried.
  package func gated(because reason: String) -> AssertionResult {
    AssertionResult(
      suite: .quality(check.subject), name: check.name, location: check.location,
      outcome: .gated(reason))
  }
}
