import Definitions
import FoundationEssentials
import Introspection
import PostgresClient
import Reporting
import WarehouseModel

/// `whtest contracts init`: from a source to files.
struct ContractDrafting {
  let source: String
  let config: String?
  let output: String?
  let environment: [String: String]
  private let configuration: Configuration?

  /// Without a project there is nothing to look a server or a folder up in, and none is needed.
  init(
    source: String, config: String?, output: String?, environment: [String: String]
  ) throws {
    self.source = source
    self.config = config
    self.output = output
    self.environment = environment
    configuration = try (config ?? Configuration.locate()).map(Configuration.load)
  }

  /// Writes the contracts and says what is new in them.
  func run(schemas: SchemaScope, tables: [String]) async throws {
    let place = try SnapshotSource(
      source, config: config, reading: ObjectReading(), environment: environment)
    let draft = try await draftSource(place)
    let drafts: DraftedContracts
    do {
      drafts = try draftContracts(
        of: draft, DraftScope(schemas: layers(or: schemas), tables: tables), into: destination)
    } catch let error as DraftError {
      throw SourceError(description: error.description)
    }
    for note in drafts.notes + serverNotes { printError("note: " + shown(note)) }
    if output == "-" { return printBytes(drafts.files.flatMap(\.bytes)) }
    for file in drafts.files {
      try write(file)
      printLine("\(shown(displayedPath(file.path))): \(file.isNew ? "written" : "added to")")
      for addition in file.additions { printLine("  " + shown(addition)) }
    }
    if drafts.files.isEmpty { printLine("nothing new") }
  }

  private var destination: DraftDestination {
    guard let output else { return .folder(configuration?.folders.contracts ?? "contracts") }
    if output == "-" { return .text }
    let isFile = [".yaml", ".yml"].contains { output.hasSuffix($0) }
    return isFile ? .file(output) : .folder(output)
  }

  private func write(_ file: DraftedContracts.File) throws {
    do {
      try writeFile(file.bytes, to: file.path)
    } catch let error as ReportError {
      // Here the file is what was asked for, not a report beside it.
      throw UnexpectedError(description: error.description)
    }
  }

  // MARK: - The source

  /// The server of `whtest.yaml` that the source is, by its name or by its address.
  private var server: ServerDefinition? {
    configuration?.servers.first { server in
      server.name == source
        || (try? configuration?.url(of: server, environment: environment)) == source
    }
  }

  /// Of a warehouse only the layers are anybody's to rely on.
  private func layers(or schemas: SchemaScope) -> SchemaScope {
    guard server?.role == .warehouse, schemas.schemas.isEmpty else { return schemas }
    return SchemaScope(schemas: Layer.allCases.map(\.rawValue), excluded: schemas.excluded)
  }

  private var serverNotes: [String] {
    guard let configuration, server == nil, output == nil else { return [] }
    return [
      "\(configuration.file) names no such server: add it under the name that the contracts give it,"
        + " or whtest contracts will refuse them"
    ]
  }

  private func draftSource(_ place: SnapshotSource) async throws -> DraftSource {
    switch place.place {
    case .file(let path):
      let name = path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
      return source(
        try await place.snapshot(environment: environment),
        address: ServerAddress(host: "localhost", port: 5432, database: name ?? "database"),
        note: "The snapshot does not tell where the database is: put its address here.")
    case .server(let settings):
      let connection = try await Connection.open(settings, environment: environment)
      let reader: Snapshot.Reader = place.reading.isPortable ? .portable : .full
      let live = try await readOnly(on: connection) { try await reader.schemaReader.read(on: $0) }
      let address = await connection.address
      await connection.close()
      return source(
        live.schema, unreadable: live.snapshot.unreadable,
        address: ServerAddress(
          host: address.host ?? "localhost", port: address.port ?? 5432,
          database: address.database ?? "postgres"),
        note: server == nil
          ? "Where the database was when this was drafted."
          : "`server` is a name in \(Configuration.fileName), which holds the address that is used."
      )
    }
  }

  private func source(
    _ schema: SchemaSnapshot, unreadable: [QualifiedName: Set<Identifier>] = [:],
    address: ServerAddress, note: String
  ) -> DraftSource {
    let sources = configuration?.sources ?? []
    return DraftSource(
      schema: schema, unreadable: unreadable, server: server?.name ?? address.database,
      address: address,
      isOnlySource: configuration == nil || sources.count == 1 && sources.first == server,
      addressNote: note)
  }
}
