package import WarehouseModel

/// What a run tells while it goes on.
package enum RunEvent: Sendable {
  /// A stage begins, in a word or two.
  case stage(String)
  /// How contracts stand to what the models yield.
  case outputs([AssertionResult])
  case step(Step)
  case landed(Landed)
  /// Something to know that is no finding.
  case note(String)
}

/// Whoever wants to hear how a run goes on.
package typealias RunObserver = @Sendable (RunEvent) -> Void
