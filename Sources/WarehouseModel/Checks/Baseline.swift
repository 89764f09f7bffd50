/// Violations that are known and accepted for now: they may become fewer, and not more.
package struct Baseline: Hashable, Sendable {
  /// How many rows offend each check, with the line that says so.
  package let known: [CheckID: Located<Int64>]

  package init(known: [CheckID: Located<Int64>] = [:]) {
    self.known = known
  }

  /// What a result means to somebody who knows these violations.
  package func judged(_ result: AssertionResult) -> AssertionResult {
    guard let check = result.check, let entry = known[check],
      let failed = result.evidence.rowsFailed
    else { return result }
    var evidence = result.evidence
    evidence.baseline = entry.value
    switch result.outcome {
    case .errored, .gated, .notExecuted: return result
    case .passed, .failed, .warned: break
    }
    let outcome: Outcome
    if failed > entry.value {
      outcome = result.outcome.with("\(rows(failed)), the baseline knows \(entry.value)")
    } else if failed == entry.value {
      outcome = .passed
    } else {
      outcome = .warned(
        "\(rows(failed)), the baseline says \(entry.value): lower it with --update-baseline")
    }
    return AssertionResult(
      suite: result.suite, name: result.name, location: result.location, outcome: outcome,
      seconds: result.seconds, evidence: evidence)
  }

  /// Entries that no result belongs to: the check is gone, or was called something else.
  package func unused(by results: [AssertionResult]) -> [Diagnostic] {
    let checks = Set(results.compactMap(\.check))
    return known.filter { !checks.contains($0.key) }.sorted { $0.key < $1.key }.map {
      check, entry in
      Diagnostic(
        .warning, "unused-baseline", "there is no check \(check.name) of \(check.subject)",
        at: entry.location)
    }
  }

  /// The violations that results show; where a check could not be evaluated, those known before.
  package func updated(with results: [AssertionResult]) -> [CheckID: Int64] {
    var counts: [CheckID: Int64] = [:]
    for result in results {
      guard let check = result.check else { continue }
      switch result.outcome {
      case .errored, .gated, .notExecuted: counts[check] = known[check]?.value
      case .failed, .warned:
        if let failed = result.evidence.rowsFailed, failed > 0 { counts[check] = failed }
      case .passed: break
      }
    }
    return counts
  }

  private func rows(_ count: Int64) -> String { count == 1 ? "1 row fails" : "\(count) rows fail" }
}

extension Outcome {
  /// The same outcome, with more to say.
  fileprivate func with(_ remark: String) -> Outcome {
    switch self {
    case .failed(let type, let verdict, let message):
      .failed(type: type, verdict: verdict, message: "\(message); \(remark)")
    case .warned(let message): .warned("\(message); \(remark)")
    case .passed, .errored, .gated, .notExecuted: self
    }
  }
}
