package import WarehouseModel

/// What `whtest.yaml` says: which servers there are, and how to go about them.
package struct Configuration: Hashable, Sendable {
  /// The file's path as messages show it.
  package let file: String
  /// In the order of the file.
  package let servers: [ServerDefinition]
  /// How servers are read that do not say so themselves.
  package let reader: Snapshot.Reader
  package let gate: Gate
  package let folders: Folders
  package let timeouts: Timeouts
  /// How many published runs stay in the warehouse, the current one counted.
  package let keep: Int
  /// How many connections copy tables at once.
  package let connections: Int
  /// Findings that are accepted, in the order of the file.
  package let waivers: [Waiver]

  package init(
    file: String, servers: [ServerDefinition], reader: Snapshot.Reader = .full,
    gate: Gate = Gate(), folders: Folders, timeouts: Timeouts = Timeouts(), keep: Int = 2,
    connections: Int = 2, waivers: [Waiver] = []
  ) {
    self.file = file
    self.servers = servers
    self.reader = reader
    self.gate = gate
    self.folders = folders
    self.timeouts = timeouts
    self.keep = keep
    self.connections = connections
    self.waivers = waivers
  }

  /// The servers that are only read.
  package var sources: [ServerDefinition] { servers.filter { $0.role == .source } }

  /// The server that the layers are built on.
  package var warehouse: ServerDefinition? { servers.first { $0.role == .warehouse } }

  /// The server of that name.
  package func server(named name: String) -> ServerDefinition? {
    servers.first { $0.name == name }
  }

  /// Which catalogs are read on a server.
  package func reader(of server: ServerDefinition) -> Snapshot.Reader { server.reader ?? reader }

  /// The connection string of a server, with variables filled in.
  ///
  /// Only asked for when a server is really used: a command that needs no warehouse needs no
  /// variable of the warehouse either.
  package func url(
    of server: ServerDefinition, environment: [String: String]
  ) throws -> String {
    try VariableText(server.url).expanded(in: environment)
  }
}

/// A database that `whtest.yaml` names.
package struct ServerDefinition: Hashable, Sendable {
  package let name: String
  package let role: Role
  /// A connection string of libpq, in which `${…}` is not yet filled in.
  package let url: Located<String>
  /// Nil where the file leaves it to the reader of all servers.
  package let reader: Snapshot.Reader?
  /// Bytes that the database may take; nil where the file does not say.
  package let disk: Int64?
  package let location: SourceLocation

  package init(
    name: String, role: Role, url: Located<String>, reader: Snapshot.Reader? = nil,
    disk: Int64? = nil, location: SourceLocation
  ) {
    self.name = name
    self.role = role
    self.url = url
    self.reader = reader
    self.disk = disk
    self.location = location
  }

  package enum Role: String, CaseIterable, Sendable {
    /// Only ever read.
    case source
    case warehouse
  }
}
