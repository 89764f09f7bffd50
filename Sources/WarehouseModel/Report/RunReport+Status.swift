/// What a run comes to in one word, stable for programs.
package enum RunStatus: String, CaseIterable, Sendable, Codable {
  case passed
  /// Something that was asserted is false.
  case failed
  /// Something could not be evaluated, or nothing was.
  case error
  /// Came to no end, although nothing it looked at was wrong.
  case stopped
}

/// How many results there are of each outcome.
package struct OutcomeCounts: Hashable, Sendable, Codable {
  package private(set) var passed = 0
  package private(set) var failed = 0
  package private(set) var warned = 0
  package private(set) var errored = 0
  package private(set) var gated = 0
  package private(set) var notExecuted = 0

  package init(of results: some Sequence<AssertionResult>) {
    for result in results {
      switch result.outcome {
      case .passed: passed += 1
      case .failed: failed += 1
      case .warned: warned += 1
      case .errored: errored += 1
      case .gated: gated += 1
      case .notExecuted: notExecuted += 1
      }
    }
  }

  package var total: Int { evaluated + errored + gated + notExecuted }
  /// Those that say whether something holds.
  package var evaluated: Int { passed + failed + warned }
  package var red: Int { failed + errored }
  /// JUnit's word for all that neither passed nor is red.
  package var skipped: Int { warned + gated + notExecuted }
}

extension RunReport {
  package var status: RunStatus {
    let counts = OutcomeCounts(of: results)
    if counts.failed > 0 { return .failed }
    if counts.errored > 0 { return .error }
    if stopped != nil { return .stopped }
    return counts.evaluated > 0 ? .passed : .error
  }

  /// The results with one more where none of them is red and the run is no success all the same, so
  /// that nobody takes a report for green in which nothing was looked at to the end.
  package var conclusiveResults: [AssertionResult] {
    let results = results
    let counts = OutcomeCounts(of: results)
    guard counts.red == 0 else { return results }
    let outcome: Outcome
    if let stopped {
      outcome = .errored(type: "whtest.run.Stopped", message: stopped)
    } else if counts.evaluated == 0 {
      outcome = .errored(type: "whtest.run.NothingAsserted", message: Self.nothingAsserted)
    } else {
      return results
    }
    return results + [AssertionResult(suite: .run, name: "run", location: nil, outcome: outcome)]
  }

  /// What a report says that has nothing to show.
  package static let nothingAsserted = "nothing was looked at, so nothing can be said to hold"
}
