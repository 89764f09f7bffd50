import Testing
import WarehouseModel

@Suite("Diagnostics and outcomes")
struct DiagnosticTests {
  @Test
  func `print as compilers do, in the order of the files`() {
    let errors = DefinitionErrors([
      Diagnostic(.error, "b", "second", at: SourceLocation(file: "b.yaml", line: 1)),
      Diagnostic(.warning, "c", "z", at: SourceLocation(file: "a.yaml", line: 10, column: 3)),
      Diagnostic(.error, "a", "y", at: SourceLocation(file: "a.yaml", line: 10, column: 3)),
      Diagnostic(.error, "a", "x", at: SourceLocation(file: "a.yaml", line: 9, column: 30)),
    ])
    #expect(
      errors.description == """
        a.yaml:9:30: error: [a] x
        a.yaml:10:3: error: [a] y
        a.yaml:10:3: warning: [c] z
        b.yaml:1:1: error: [b] second
        """)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let outcome: Outcome
    let word: String
    let message: String?
    let isRed: Bool
    var testDescription: String { word }
  }

  @Test(arguments: [
    Case(outcome: .passed, word: "passed", message: nil, isRed: false),
    Case(
      outcome: .failed(type: "t", verdict: nil, message: "m"), word: "failed", message: "m",
      isRed: true),
    Case(outcome: .warned("w"), word: "warned", message: "w", isRed: false),
    Case(outcome: .errored(type: "t", message: "m"), word: "errored", message: "m", isRed: true),
    Case(outcome: .gated("g"), word: "gated", message: "g", isRed: false),
    Case(outcome: .notExecuted("n"), word: "not-executed", message: "n", isRed: false),
  ])
  func `have a stable word and know whether they stop a run`(_ example: Case) {
    #expect(example.outcome.word == example.word)
    #expect(example.outcome.message == example.message)
    #expect(example.outcome.isRed == example.isRed)
  }
}
