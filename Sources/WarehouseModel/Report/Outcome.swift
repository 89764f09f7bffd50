/// What became of one assertion or one step.
package enum Outcome: Hashable, Sendable {
  case passed
  /// False. `type` is a dotted name; `verdict` is set where the schema is judged, not the data.
  case failed(type: String, verdict: Verdict?, message: String)
  /// Not as it should be, and not enough to stop anything.
  case warned(String)
  /// Could not be evaluated.
  case errored(type: String, message: String)
  /// Not tried, because something before it did not succeed.
  case gated(String)
  /// Understood, and not run by this version: never to be read as passed.
  case notExecuted(String)

  package var message: String? {
    switch self {
    case .passed: nil
    case .failed(_, _, let message), .errored(_, let message): message
    case .warned(let message), .gated(let message), .notExecuted(let message): message
    }
  }

  /// Whether the run must not go on as if nothing had happened.
  package var isRed: Bool {
    switch self {
    case .failed, .errored: true
    case .passed, .warned, .gated, .notExecuted: false
    }
  }

  /// A stable kebab-case word for programs.
  package var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .warned: "warned"
    case .errored: "errored"
    case .gated: "gated"
    case .notExecuted: "not-executed"
    }
  }
}

/// What a change in a schema does to a reader that names its columns and loads into typed targets.
package enum Verdict: String, CaseIterable, Sendable, Codable {
  case breaking
  case risky
  case compatible
}
