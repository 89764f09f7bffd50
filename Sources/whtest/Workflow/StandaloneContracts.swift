import Definitions
import PostgresClient
import WarehouseModel

/// Contract files that are held without a project.
struct StandaloneContracts {
  let files: [String]
  /// A connection string, or the name of a server; nil: what each contract says.
  let server: String?

  /// Contracts whose data is in one database.
  struct Group {
    let server: String
    let target: String
    var contracts: [Contract]

    var settings: ConnectionSettings { ConnectionSettings(server: server, target: target) }
  }

  /// Reads the contracts and finds out where their data is, or throws every mistake together.
  func load(
    environment: [String: String]
  ) throws -> (groups: [Group], warnings: [Diagnostic]) {
    let name = isConnectionString ? nil : server
    let (contracts, warnings) = try Definitions.contracts(
      in: files, server: name, environment: environment)
    var groups: [Group] = []
    var mistakes: [Diagnostic] = []
    for contract in contracts {
      do {
        let (server, target) = try place(of: contract, environment: environment)
        if let index = groups.firstIndex(where: { $0.server == server && $0.target == target }) {
          groups[index].contracts.append(contract)
        } else {
          groups.append(Group(server: server, target: target, contracts: [contract]))
        }
      } catch let errors as DefinitionErrors {
        mistakes += errors.diagnostics
      }
    }
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    return (groups, warnings)
  }

  private var isConnectionString: Bool {
    server.map { $0.contains("://") || $0.contains("=") } ?? false
  }

  private func place(
    of contract: Contract, environment: [String: String]
  ) throws -> (server: String, target: String) {
    if let server, isConnectionString { return (contract.server?.value ?? "database", server) }
    guard let chosen = contract.chosenServer(named: server) else {
      throw DefinitionErrors([mistake(in: contract)])
    }
    return (
      chosen.name?.value ?? "database", try chosen.connectionString(environment: environment)
    )
  }

  private func mistake(in contract: Contract) -> Diagnostic {
    let start = SourceLocation(file: contract.file, line: 1)
    guard let server else {
      return contract.unsupportedServer
        ?? Diagnostic(
          .error, "missing-key",
          "the contract names no server; say where its data is with --server", at: start)
    }
    if let other = contract.servers.first(where: { $0.name?.value == server }),
      let type = other.type
    {
      return .unsupportedServer(type)
    }
    let names = contract.servers.compactMap(\.name?.value)
    let hint = suggestion(for: server, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    return Diagnostic(
      .error, "unknown-server", "no server \"\(server.withoutUser)\" in this contract\(hint)",
      at: contract.servers.first?.location ?? start)
  }
}

extension String {
  /// What was meant as an address may have a password before its @.
  fileprivate var withoutUser: String {
    lastIndex(of: "@").map { "***" + self[$0...] } ?? self
  }
}

extension Contract {
  /// The server of PostgreSQL with a name, or the first one.
  fileprivate func chosenServer(named name: String?) -> ContractServer? {
    servers.first { $0.isPostgres && (name == nil || $0.name?.value == name) }
  }
}
