package import WarehouseModel

extension ConsoleReport {
  /// Which contracts were held against which servers, and what does not hold.
  package func contractSummary(
    _ contracts: [ContractOutline], results: [AssertionResult]
  ) -> String {
    let lines = contracts.map { contract in
      let title = "\(contract.id) \(contract.version)".spelledOut(as: .name)
      return "  \(title) against \(contract.server.spelledOut(as: .name))"
        + paint(" (\(contract.file.spelledOut(as: .name)))", .dim)
    }
    let relevant = results.filter { if case .contract = $0.suite { true } else { false } }
    return summary("contracts", lines, relevant)
  }

  /// What the checks of the data found.
  package func checkSummary(_ results: [AssertionResult]) -> String {
    let relevant = results.filter { if case .quality = $0.suite { true } else { false } }
    return summary("checks", [], relevant)
  }

  /// A headline with the counts, then what is red, what is a warning, and what was not executed.
  ///
  /// What passed or was gated is only counted: the one is no news unless it has a note, the other has
  /// its reason above.
  private func summary(_ title: String, _ lines: [String], _ results: [AssertionResult]) -> String {
    guard !results.isEmpty else {
      return ([paint("\(title): none were evaluated", .yellow)] + lines).joined(separator: "\n")
    }
    let headline = "\(paint(title, .bold)): \(tally(OutcomeCounts(of: results)))"
    let red = results.filter(\.outcome.isRed)
    let warned = results.filter { if case .warned = $0.outcome { true } else { false } }
    let others = results.filter { if case .notExecuted = $0.outcome { true } else { false } }
    let noted = results.filter { $0.evidence.note != nil && $0.outcome == .passed }
    return ([headline] + lines + (red + warned + others + noted).flatMap(finding))
      .joined(separator: "\n")
  }

  private func finding(_ result: AssertionResult) -> [String] {
    let name = "\(subject(of: result.suite)) \(result.name)".spelledOut(as: .name)
    let note = result.evidence.note.map { "info: \($0)" }
    let message = (result.outcome.message ?? note ?? "").spelledOut(as: .sentence, limit: 1_000)
    let explanation = message.isEmpty ? [] : ["    \(message)"]
    let title = "  \(paint.mark(result.outcome)) \(name)\(place(result.location))"
    let sample = result.evidence.sample.prefix(3).map { row in
      "      " + paint(row.spelledOut(as: .name, limit: 200), .dim)
    }
    return [title] + explanation + sample
  }

  private func subject(of suite: AssertionResult.Suite) -> String {
    switch suite {
    case .contract(let relation), .quality(let relation): relation.description
    case .etl(let layer): layer.rawValue
    case .run: "run"
    }
  }
}
