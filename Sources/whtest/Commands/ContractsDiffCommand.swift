import ArgumentParser
import Definitions
import FoundationEssentials
import Glibc
import Reporting
import WarehouseModel

/// `whtest contracts diff`: what became of a contract, and what it does to those who rely on it.
struct ContractsDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Say what changed between two versions of a contract, with a verdict for its readers.",
    discussion: """
      Also says whether the version number was raised to match: a breaking change asks
      for a major version, what is new or risky for a minor one. Exits 1 when a change
      reaches the threshold, 0 otherwise.

      Example, before a contract is merged:

        git show main:contracts/shop.odcs.yaml |
          whtest contracts diff - contracts/shop.odcs.yaml
      """)

  @Argument(help: "The contract before; - is standard input.") var old: String
  @Argument(help: "The contract after.") var new: String

  @Option(name: .long, help: "text, json or markdown.") var format = DifferenceFormat.text

  @Option(name: .long, help: "The mildest change that exits 1: any, risky, breaking or never.")
  var failOn = DifferenceThreshold.breaking

  func validate() throws {
    guard old != "-" || new != "-" else {
      throw ValidationError("standard input can be one of the contracts, not both")
    }
  }

  func run() throws {
    let difference = try difference()
    printText(
      try format.text(of: difference, environment: ProcessInfo.processInfo.environment))
    if failOn.isReached(by: difference.worst) { throw Status.findings.code }
  }

  /// Both files are read before either's mistakes are told.
  private func difference() throws -> ContractDifference {
    let sides = [old, new].map { path in
      Result { () throws(DefinitionErrors) in
        path == "-"
          ? try contract(bytes: standardInput(), file: "standard input") : try contract(at: path)
      }
    }
    var mistakes: [Diagnostic] = []
    for case .failure(let errors) in sides { mistakes += errors.diagnostics }
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    let contracts = try sides.map { try $0.get() }
    for warning in contracts.flatMap(\.warnings) { printError(warning.description) }
    return ContractDifference(from: contracts[0].contract, to: contracts[1].contract)
  }
}

extension DifferenceFormat {
  func text(of difference: ContractDifference, environment: [String: String]) throws -> String {
    switch self {
    case .text:
      ContractDifferenceText(isColoured: isColoured(STDOUT_FILENO, environment: environment))
        .text(of: difference)
    case .json: try ContractDifferenceJSON().text(of: difference)
    case .markdown: ContractDifferenceMarkdown().text(of: difference)
    }
  }
}

extension DifferenceThreshold {
  func isReached(by worst: Verdict?) -> Bool {
    guard let worst else { return false }
    return switch self {
    case .any: true
    case .risky: worst != .compatible
    case .breaking: worst == .breaking
    case .never: false
    }
  }
}
