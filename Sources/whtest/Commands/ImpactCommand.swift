import ArgumentParser
import Definitions
import FoundationEssentials
import Glibc
import Reporting
import WarehouseModel

/// `whtest impact`: who reads a table or a column, before anybody drops it.
struct ImpactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "Name everything that reads a table or a column.",
    discussion: """
      Looks at the copies, models, checks and contracts of the project, and at the views
      of production where its address is set. The name is table, schema.table,
      table.column or schema.table.column, as PostgreSQL prints it: "Odd name".id. Where a
      column cannot be followed, its reader is named as a whole, with the reason.

      Example, before somebody drops a column:

        whtest impact memberships.group_id
      """)

  @Argument(help: "The table, or its column.") var name: String

  @Option(name: .long, help: "text or json.") var format = ImpactFormat.text

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let dependencies = try await ProjectDependencies.load(
      config: config, environment: environment)
    let impacts = try dependencies.impacts(of: name)
    for note in dependencies.notes { printError("note: \(note)") }
    printText(try format.text(of: impacts, dependencies.notes, environment: environment))
  }
}

enum ImpactFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json

  func text(
    of impacts: [Impact], _ notes: [String], environment: [String: String]
  ) throws -> String {
    switch self {
    case .text:
      let report = ImpactText(isColoured: isColoured(STDOUT_FILENO, environment: environment))
      return impacts.map(report.text).joined(separator: "\n")
    case .json: return try ImpactJSON().text(of: impacts, notes: notes)
    }
  }
}
