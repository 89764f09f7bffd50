internal import WarehouseModel

extension ContractReader {
  /// Reads all servers, of whatever kind: other tools may need them.
  mutating func servers(of root: YAMLMapping) -> [ContractServer] {
    entries("servers", of: root).map { server in
      let name = name("server", of: server)
      _ = customProperties(of: server, at: .server)
      let type = given("type", of: server)
      return ContractServer(
        name: name, type: type, host: place("host", of: server), port: place("port", of: server),
        database: place("database", of: server), schema: place("schema", of: server),
        environment: given("environment", of: server)?.value, location: server.location)
    }
  }

  /// The server that a contract is run on, if it has one that can be.
  ///
  /// A name that was asked for and is not there is for the caller to tell.
  func chosen(among servers: [ContractServer]) -> ContractServer? {
    let usable = servers.filter(\.isPostgres)
    guard let serverName else { return usable.first }
    return usable.first { $0.name?.value == serverName }
  }

  /// The schema in which all objects lie that do not say otherwise.
  mutating func schema(of server: ContractServer?) -> Identifier {
    guard let schema = server?.schema else { return "public" }
    guard let environment else { return Identifier(schema.value) }
    do {
      return Identifier(try VariableText(schema).expanded(in: environment))
    } catch let errors as DefinitionErrors {
      diagnostics += errors.diagnostics
    } catch {
      report("invalid-variable", "\(error)", at: schema.location)
    }
    return Identifier(schema.value)
  }

  /// Part of a server's address, its variables not yet filled in.
  private mutating func place(_ key: String, of server: YAMLMapping) -> Located<String>? {
    guard let node = server[key] else { return nil }
    if case .number(let number) = node.value { return Located(number, at: node.location) }
    guard let text = given(key, of: server) else { return nil }
    return Located(text.value, at: node.textLocation)
  }
}

extension ContractServer {
  /// How libpq reaches the server: host, port and database as the contract has them.
  ///
  /// Who asks, and the password, are left to libpq's own ways: its variables, `~/.pgpass` and
  /// service files
  /// ([34.1.2](https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS)).
  package func connectionString(environment: [String: String]) throws -> String {
    let parts = [("host", host), ("port", port), ("dbname", database)]
    return try parts.compactMap { keyword, text in
      try text.map { text in
        let value = try VariableText(text).expanded(in: environment)
        return "\(keyword)='\(value.escapingQuotes)'"
      }
    }.joined(separator: " ")
  }
}

extension String {
  /// The text as libpq reads it between single quotes.
  fileprivate var escapingQuotes: String {
    reduce(into: "") { escaped, character in
      if character == "'" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
