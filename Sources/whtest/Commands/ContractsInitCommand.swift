import ArgumentParser
import FoundationEssentials
import WarehouseModel

/// `whtest contracts init`: contracts from what a database says of itself.
struct ContractsInitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write contracts for what a database holds now, or add what is new to them.",
    discussion: """
      Writes a contract for each schema: types, keys, relationships, enums, ranges from
      checks, descriptions from comments. A contract that is there already keeps every
      byte; new tables and columns are added at the end of their lists.

      Examples:

        whtest contracts init production
        whtest contracts init postgresql://reader@db.example/shop --schema sales --output -
      """)

  @Argument(help: "A snapshot file, a postgresql:// URI, service=NAME, or a server of whtest.yaml.")
  var source: String

  @Option(name: .long, help: "Only schemas of this name; * and ? stand for any text and character.")
  var schema: [String] = []

  @Option(name: .long, help: "No schema of this name; * and ? as above.")
  var exclude: [String] = []

  @Option(name: .long, help: "Only tables and views of this name; * and ? as above.")
  var table: [String] = []

  @Option(
    name: .long,
    help: "A folder, a file for one schema (.yaml), or - (default: the project's contracts).")
  var output: String?

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  func run() async throws {
    let drafting = try ContractDrafting(
      source: source, config: config, output: output,
      environment: ProcessInfo.processInfo.environment)
    try await drafting.run(
      schemas: SchemaScope(schemas: schema, excluded: exclude), tables: table)
  }
}
