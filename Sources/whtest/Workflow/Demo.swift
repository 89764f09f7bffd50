import Definitions
import ExampleProduction
import FoundationEssentials
import PostgresClient
import Sandbox
import WarehouseModel

/// A private server with an example production on it, and one run from there.
struct Demo {
  private let options: ProjectOptions
  private let environment: [String: String]
  private let scripts: String

  enum Source {
    case generated(rows: Int)
    case exports(String)
  }

  init(options: ProjectOptions, environment: [String: String]) throws {
    self.options = options
    self.environment = environment
    scripts = try options.configuration().folders.sql + "/production"
  }

  /// Runs, and removes the server whatever happens, unless it is to be kept.
  func run(source: Source, keep: Bool) async throws {
    let sandbox = try await Sandbox.start(environment: environment)
    do {
      try await run(source: source, on: sandbox)
    } catch {
      // A run with findings is a result: whoever asked for the server may look into them.
      if keep, !(error is CancellationError) {
        try await show(sandbox)
      } else {
        await sandbox.stop()
      }
      throw error
    }
    if keep { try await show(sandbox) } else { await sandbox.stop() }
  }

  private func run(source: Source, on sandbox: Sandbox) async throws {
    try await sandbox.createDatabase("production")
    try await sandbox.createDatabase("warehouse")
    let waivers = try await fill(sandbox, from: source)
    var environment = environment
    environment["WHTEST_PRODUCTION_URL"] = sandbox.uri(database: "production")
    environment["WHTEST_WAREHOUSE_URL"] = sandbox.uri(database: "warehouse")
    var workflow = try Workflow(command: "run", options: options, environment: environment)
    workflow.waivers = waivers
    try await workflow.run()
  }

  private func fill(_ sandbox: Sandbox, from source: Source) async throws -> [Waiver] {
    let production = ExampleProduction(scripts: scripts)
    let settings = sandbox.settings(database: "production", server: "production")
    let version = sandbox.binaries.majorVersion
    switch source {
    case .generated(let rows):
      printLine("private PostgreSQL \(version) is up; making up \(rows) RSVPs")
      try await production.generate(rows: rows, on: settings, environment: environment)
      return []
    case .exports(let folder):
      printLine("private PostgreSQL \(version) is up; loading the exports in \(folder)")
      let summary = try await production.load(
        exports: folder, on: settings, environment: environment)
      for table in summary.tables {
        printLine("  \(table.relation): \(table.rows) rows from \(table.source)")
      }
      for note in summary.notes { printError(note.description) }
      for constraint in summary.leftOff {
        printError("note: the exports break \(constraint.name) of \(constraint.relation): left off")
      }
      return summary.waivers
    }
  }

  private func show(_ sandbox: Sandbox) async throws {
    try await sandbox.keep()
    printLine("production: \(sandbox.uri(database: "production"))")
    printLine("warehouse:  \(sandbox.uri(database: "warehouse"))")
    printLine("remove them with: whtest demo --cleanup")
  }
}
