import ArgumentParser
import Definitions
import FoundationEssentials
import WarehouseModel

/// Where the definitions are, and what of them to overrule.
struct ProjectOptions: ParsableArguments {
  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  @Option(name: .long, help: "Folder for the reports (default: reports beside the configuration).")
  var reports: String?

  @Option(
    name: .long,
    help: "Catalogs to read: full (pg_catalog) or portable (information_schema).")
  var reader: Snapshot.Reader?

  /// Where reports go when the configuration cannot be read to tell.
  var fallbackReports: String? {
    if let reports { return reports }
    guard let path = config ?? Configuration.locate() else { return nil }
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + (path.contains("/") ? "/reports" : "reports")
  }

  /// Reads the configuration, or says where one was looked for.
  func configuration() throws -> Configuration { try Self.configuration(at: config) }

  /// Reads the configuration of that path, or the one that is found.
  static func configuration(at config: String?) throws -> Configuration {
    if let config { return try Configuration.load(config) }
    guard let path = Configuration.locate() else {
      throw DefinitionErrors([
        Diagnostic(
          .error, "no-configuration",
          "there is no whtest.yaml here or in any folder above; name one with --config",
          at: SourceLocation(file: Configuration.fileName, line: 1))
      ])
    }
    return try Configuration.load(path)
  }
}

extension Snapshot.Reader: ExpressibleByArgument {}
extension Gate.ContractThreshold: ExpressibleByArgument {}
extension ContractMode: ExpressibleByArgument {}
extension Gate.CheckThreshold: ExpressibleByArgument {}
