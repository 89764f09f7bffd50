import WarehouseModel

/// The results that stand under one name, with what JUnit wants to know before the first of them.
struct JUnitSuite {
  let suite: AssertionResult.Suite
  private(set) var results: [AssertionResult]
  /// The contract that a suite of contract assertions comes from.
  let contract: ContractOutline?

  var name: String { suite.name }
  var counts: OutcomeCounts { OutcomeCounts(of: results) }
  var file: String? { results.lazy.compactMap(\.location?.file).first }

  /// The sum of what its results took, as written, so that the file adds up.
  var time: Milliseconds {
    results.map { Milliseconds(seconds: $0.seconds) }.reduce(Milliseconds(0), +)
  }

  /// All suites of a report, each where its first result is; never none.
  static func suites(of report: RunReport) -> [JUnitSuite] {
    var suites: [JUnitSuite] = []
    var positions: [AssertionResult.Suite: Int] = [:]
    for result in report.conclusiveResults {
      if let position = positions[result.suite] {
        suites[position].results.append(result)
      } else {
        positions[result.suite] = suites.count
        let contract = outline(for: result, among: report.contracts)
        suites.append(JUnitSuite(suite: result.suite, results: [result], contract: contract))
      }
    }
    return suites
  }

  private static func outline(
    for result: AssertionResult, among contracts: [ContractOutline]
  ) -> ContractOutline? {
    guard case .contract(let relation) = result.suite else { return nil }
    let candidates = contracts.filter { $0.relations.contains(relation) }
    return candidates.first { $0.file == result.location?.file } ?? candidates.first
  }
}
