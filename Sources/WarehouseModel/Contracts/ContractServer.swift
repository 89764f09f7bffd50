/// Where the data of a contract lies, as the contract itself says (ODCS: server).
package struct ContractServer: Hashable, Sendable {
  package let name: Located<String>?
  /// Such as `postgres`, `bigquery` or `kafka`.
  package let type: Located<String>?
  package let host: Located<String>?
  package let port: Located<String>?
  package let database: Located<String>?
  package let schema: Located<String>?
  /// Such as `prod`; for people.
  package let environment: String?
  package let location: SourceLocation

  package init(
    name: Located<String>?, type: Located<String>?, host: Located<String>? = nil,
    port: Located<String>? = nil, database: Located<String>? = nil,
    schema: Located<String>? = nil, environment: String? = nil, location: SourceLocation
  ) {
    self.name = name
    self.type = type
    self.host = host
    self.port = port
    self.database = database
    self.schema = schema
    self.environment = environment
    self.location = location
  }

  /// Whether contracts for it can be run.
  package var isPostgres: Bool { type.map { Self.isPostgres(type: $0.value) } ?? false }

  /// Whether a server's `type` means PostgreSQL.
  package static func isPostgres(type: String) -> Bool {
    type == "postgres" || type == "postgresql"
  }
}

extension Contract {
  /// Why the contract cannot be run: it is about a server of another kind.
  package var unsupportedServer: Diagnostic? {
    guard server == nil, !servers.contains(where: \.isPostgres),
      let type = servers.lazy.compactMap(\.type).first
    else { return nil }
    return .unsupportedServer(type)
  }
}

extension Diagnostic {
  /// A server of another kind is a mistake only where data is to be looked at.
  package static func unsupportedServer(_ type: Located<String>) -> Diagnostic {
    Diagnostic(
      .error, "unsupported-server",
      "only servers of type postgres can be run, found \"\(type.value.prefix(60))\"",
      at: type.location)
  }
}
