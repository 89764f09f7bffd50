/// What stops a run: findings at or above the threshold are red, those below are warnings.
package struct Gate: Hashable, Sendable {
  package let contracts: ContractThreshold
  package let checks: CheckThreshold

  package init(contracts: ContractThreshold = .breaking, checks: CheckThreshold = .fail) {
    self.contracts = contracts
    self.checks = checks
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

  /// The result as this gate takes it: a finding becomes red or a warning, an error stays one.
  package func judged(_ result: AssertionResult) -> AssertionResult {
    let (isStrict, isLenient): (Bool, Bool) =
      switch result.suite {
      case .contract: (contracts == .risky, contracts == .never)
      case .quality: (checks == .warn, checks == .never)
      case .etl, .run: (false, false)
      }
    switch result.outcome {
    case .warned(let message) where isStrict:
      return result.with(
        .failed(type: "whtest.gate.Warning", verdict: nil, message: message))
    case .failed(_, _, let message) where isLenient:
      return result.with(.warned(message))
    default: return result
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
