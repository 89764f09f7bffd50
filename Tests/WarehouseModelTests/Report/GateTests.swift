import Testing
import WarehouseModel

@Suite("The gate")
struct GateTests {
  private static let quality = AssertionResult.Suite.quality(rsvps)
  private static let contract = AssertionResult.Suite.contract(rsvps)
  private static let failed = Outcome.failed(type: "t", verdict: .breaking, message: "m")
  private static let red = Outcome.failed(type: "whtest.gate.Warning", verdict: nil, message: "w")

  private static let outcomes: [Outcome] = [
    .passed, failed, .warned("w"), .errored(type: "e", message: "m"), .gated("g"),
    .notExecuted("n"),
  ]

  struct Case: CustomTestStringConvertible, Sendable {
    let gate: Gate
    let suite: AssertionResult.Suite
    /// What becomes of a failure and of a warning; all else stays as it is.
    let failure: Outcome
    let warning: Outcome
    var testDescription: String {
      "contracts: \(gate.contracts), checks: \(gate.checks), \(suite.name)"
    }
  }

  /// Every threshold for contracts with every one for checks, on every kind of suite.
  static let cases: [Case] = Gate.ContractThreshold.allCases.flatMap { contracts in
    Gate.CheckThreshold.allCases.flatMap { checks -> [Case] in
      let gate = Gate(contracts: contracts, checks: checks)
      let forContracts: (Outcome, Outcome) =
        switch contracts {
        case .breaking: (failed, .warned("w"))
        case .risky: (failed, red)
        case .never: (.warned("m"), .warned("w"))
        }
      let forChecks: (Outcome, Outcome) =
        switch checks {
        case .fail: (failed, .warned("w"))
        case .warn: (failed, red)
        case .never: (.warned("m"), .warned("w"))
        }
      return [
        Case(
          gate: gate, suite: contract, failure: forContracts.0, warning: forContracts.1),
        Case(gate: gate, suite: quality, failure: forChecks.0, warning: forChecks.1),
        Case(gate: gate, suite: .etl(.silver), failure: failed, warning: .warned("w")),
        Case(gate: gate, suite: .run, failure: failed, warning: .warned("w")),
      ]
    }
  }

  @Test(arguments: cases)
  func `judges contracts and checks each by their own threshold`(_ example: Case) {
    for outcome in Self.outcomes {
      let expected: Outcome =
        switch outcome {
        case .failed: example.failure
        case .warned: example.warning
        default: outcome
        }
      let judged = example.gate.judged(result(outcome, in: example.suite))
      #expect(judged == result(expected, in: example.suite), "\(outcome.word)")
    }
  }

  @Test(arguments: cases)
  func `takes what was not executed for an error where it is strict`(_ example: Case) {
    let strict = Gate(
      contracts: example.gate.contracts, checks: example.gate.checks, isStrict: true)
    for outcome in Self.outcomes {
      let original = result(outcome, in: example.suite)
      let expected: AssertionResult =
        outcome == .notExecuted("n")
        ? original.with(
          .errored(type: "whtest.gate.NotExecuted", message: "NOT EXECUTED: n"))
        : example.gate.judged(original)
      #expect(strict.judged(original) == expected, "\(outcome.word)")
    }
  }

  @Test
  func `lets only breaking changes and failed checks stop a run by default`() {
    #expect(Gate() == Gate(contracts: .breaking, checks: .fail))
  }

  @Test
  func `keeps the place, the time and the evidence of what it judges`() {
    let original = AssertionResult(
      suite: Self.quality, name: "n", location: line(3), outcome: .warned("w"), seconds: 1.5,
      evidence: Evidence(rowsChecked: 9, rowsFailed: 1, sample: ["id=1"]))
    #expect(Gate(checks: .warn).judged(original) == original.with(Self.red))
  }
}
