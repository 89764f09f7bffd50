import ArgumentParser
import Definitions
import WarehouseModel

/// `whtest contracts lint`: contracts by themselves, without any data.
struct ContractsLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Tell every mistake in contract files; needs no server.",
    discussion: """
      What the standard's own JSON Schema of a file's apiVersion calls invalid is an
      error. Contracts for other kinds of servers are read too. Without files, all
      contracts of the project are.

      Example:

        whtest contracts lint orders.odcs.yaml

      Exit status: 0 no error; 2 errors; with --strict warnings too.
      """)

  @Argument(help: "Contract files of whatever name (default: those of the project).")
  var files: [String] = []

  @Flag(
    name: .long,
    help: "Take warnings, and clauses that a run would not execute, for errors.")
  var strict = false

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  func validate() throws {
    if config != nil, !files.isEmpty { throw ValidationError("--config goes without files") }
  }

  func run() throws {
    let lint =
      files.isEmpty
      ? ContractLint(project: try ProjectOptions.configuration(at: config), isStrict: strict)
      : ContractLint(files: files, isStrict: strict)
    for diagnostic in lint.diagnostics { printError(diagnostic.description) }
    guard lint.files > 0 else {
      throw NothingToDo(description: "nothing to check: there is no contract (*.odcs.yaml)")
    }
    printLine(lint.summary)
    if lint.errors > 0 { throw Status.wrongDefinition.code }
  }
}
