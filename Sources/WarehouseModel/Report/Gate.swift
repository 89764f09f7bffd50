/// What stops a run: findings at or above the threshold are red, those below are warnings.
package struct Gate: Hashable, Sendable {
  package var contracts: ContractThreshold
  package var checks: CheckThreshold
  /// Whether what is understood and not executed is an error.
  package var isStrict: Bool
  /// Findings that are accepted; nil where there are none.
  package var waivers: Waivers?

  package init(
    contracts: ContractThreshold = .breaking, checks: CheckThreshold = .fail,
    isStrict: Bool = false, waivers: Waivers? = nil
  ) {
    self.contracts = contracts
    self.checks = checks
    self.isStrict = isStrict
    self.waivers = waivers
  }

  package enum ContractThreshold: String, CaseIterable, Sendable {
    case breaking
    case risky
    case never
  }

  package enum CheckThreshold: String, CaseIterable, Sendable {
    case fail
    case warn
    case never
  }

  /// The type of the error that `--strict` makes of what was not executed.
  package static let notExecutedType = "whtest.gate.NotExecuted"

  /// The result as this gate takes it: a finding becomes red or a warning, an error stays one, what
  /// has been waived is a warning.
  package func judged(_ result: AssertionResult) -> AssertionResult {
    let (counts, isLenient): (Bool, Bool) =
      switch result.suite {
      case .contract: (contracts == .risky, contracts == .never)
      case .quality: (checks == .warn, checks == .never)
      case .etl, .run: (false, false)
      }
    let judged = result.with(
      outcome(of: result.outcome, warningsCount: counts, isLenient: isLenient))
    return waivers?.applied(to: judged, isLenient: isLenient) ?? judged
  }

  private func outcome(of outcome: Outcome, warningsCount: Bool, isLenient: Bool) -> Outcome {
    switch outcome {
    case .warned(let message) where warningsCount:
      .failed(type: "whtest.gate.Warning", verdict: nil, message: message)
    case .failed(_, _, let message) where isLenient:
      .warned(message)
    case .notExecuted(let reason) where isStrict:
      .errored(type: Self.notExecutedType, message: "NOT EXECUTED: \(reason)")
    default: outcome
    }
  }
}

extension AssertionResult {
  /// The same result with another outcome.
  package func with(_ outcome: Outcome) -> AssertionResult {
    AssertionResult(
      suite: suite, name: name, location: location, outcome: outcome, seconds: seconds,
      evidence: evidence)
  }
}
