import ArgumentParser

/// Contracts that are held without a project.
struct StandaloneOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A contract that says itself where its data is; needs no whtest.yaml. May be repeated.",
      valueName: "file"))
  var contract: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where the data of --contract is instead: a URI, service=NAME, or one of its servers' names.",
      valueName: "uri"))
  var server: String?

  mutating func validate() throws {
    if server != nil, contract.isEmpty {
      throw ValidationError("--server goes with --contract")
    }
  }

  /// Refuses a project beside contracts that need none: only one of them can be meant.
  func checkProject(_ project: ProjectOptions) throws {
    if project.config != nil, !contract.isEmpty {
      throw ValidationError("--contract goes without --config")
    }
  }

  /// What was asked for; nil where the project is meant.
  var contracts: StandaloneContracts? {
    guard !contract.isEmpty else { return nil }
    var files: [String] = []
    for file in contract where !files.contains(file) { files.append(file) }
    return StandaloneContracts(files: files, server: server)
  }
}
