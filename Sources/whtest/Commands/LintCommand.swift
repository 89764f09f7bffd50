import ArgumentParser
import Definitions
import WarehouseModel

/// `whtest lint`: the definitions of a project, held against each other.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Tell every mistake in the definitions of a project; needs no server.",
    discussion: """
      Reads whtest.yaml, the contracts, the models and the checks, and holds them against
      each other: relations that nobody makes, layers read backwards, cycles, SELECT *,
      views over copies that a crash would empty. What only a server knows, such as the
      columns of a model, is found by the rehearsal of a run.

      Example, before a commit:

        whtest lint

      Exit status: 0 clean; 1 warnings, unless --fail-on never; 2 errors.
      """)

  @Option(name: .long, help: "The mildest finding that exits 1: warn, or never (errors exit 2).")
  var failOn = Threshold.warn

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  enum Threshold: String, CaseIterable, ExpressibleByArgument {
    case warn, never
  }

  func run() throws {
    let lint = try ProjectLint(try ProjectOptions.configuration(at: config))
    for diagnostic in lint.diagnostics { printError(diagnostic.description) }
    printLine(lint.summary)
    if lint.hasErrors { throw Status.wrongDefinition.code }
    if failOn == .warn, !lint.diagnostics.isEmpty { throw Status.findings.code }
  }
}
