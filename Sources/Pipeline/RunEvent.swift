package import WarehouseModel

/// What a run tells while it goes on.
package enum RunEvent: Sendable {
  /// A stage begins, in a word or two.
  case stage(String)
  /// How contracts stand to what the models yield.
  case outputs([AssertionResult])
  case step(Step)
  case landed(Landed)
  /// How far tables have come that are being copied; empty once none is.
  case copying([CopyProgress])
  /// Something to know that is no finding.
  case note(String)
}

extension RunEvent {
  /// What a landing tells.
  init(_ event: LandingEvent) {
    switch event {
    case .copying(let tables): self = .copying(tables)
    case .landed(let landed): self = .landed(landed)
    case .note(let text): self = .note(text)
    }
  }
}

/// Whoever wants to hear how a run goes on.
package typealias RunObserver = @Sendable (RunEvent) -> Void
