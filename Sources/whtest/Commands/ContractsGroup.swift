import ArgumentParser

/// `whtest contracts`: what is done with contracts; without another word, they are held.
///
/// The options of holding them belong to a command of its own: a group takes every option that it
/// knows, wherever it stands, and its commands have some of the same name.
struct ContractsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contracts",
    abstract: "Hold production against its contracts; write them, and compare their versions.",
    discussion: """
      Without a subcommand it is `whtest contracts hold`, which needs no warehouse and
      moves no row, with that command's options:

        --config <config>    The configuration.
        --reports <reports>  Folder for the reports.
        --reader <reader>    Catalogs to read: full or portable.
        --fail-on <fail-on>  The mildest verdict that exits 1.

      Examples:

        whtest contracts init production       # writes them
        whtest contracts --fail-on risky       # holds production against them
      """,
    subcommands: [
      ContractsHoldCommand.self, ContractsLintCommand.self, ContractsInitCommand.self,
      ContractsDiffCommand.self,
    ],
    defaultSubcommand: ContractsHoldCommand.self)
}
