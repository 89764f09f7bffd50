import Definitions
import Introspection
import Pipeline
import PostgresClient
import SQLAnalysis
import WarehouseModel

/// Who reads what in a project and on the servers that it copies from.
struct ProjectDependencies {
  let graph: DependencyGraph
  /// What was not looked at, and why.
  let notes: [String]
  private let subjects: ImpactSubjects
  private let servers: [ServerDefinition]

  /// Reads the definitions, and the views of each source whose address is set.
  static func load(
    config: String?, environment: [String: String]
  ) async throws -> ProjectDependencies {
    let configuration = try ProjectOptions.configuration(at: config)
    let project = try LoadedProject(configuration)
    for warning in project.warnings { printError(warning.description) }
    var sources: [(server: String, content: SourceContent)] = []
    var notes: [String] = []
    for server in configuration.sources {
      switch try await content(of: server, configuration, environment) {
      case .seen(let content): sources.append((server.name, content))
      case .notSeen(let reason):
        notes.append("views in \(server.name) were not looked at: \(reason)")
      }
    }
    return ProjectDependencies(
      project, servers: configuration.servers, sources: sources, notes: notes)
  }

  private init(
    _ project: LoadedProject, servers: [ServerDefinition],
    sources: [(server: String, content: SourceContent)], notes: [String]
  ) {
    self.servers = servers
    let (readers, columns) = project.readers()
    graph = DependencyGraph(readers + sources.flatMap(\.content.views))
    self.notes = notes
    var known: [PlacedRelation: [Identifier]?] = [:]
    for (name, columns) in columns { known[PlacedRelation(name)] = .some(columns) }
    for (contract, server) in project.inputs {
      for object in contract.objects {
        known[PlacedRelation(object.relation, on: server.name)] = object.properties.map(\.column)
      }
    }
    for source in sources {
      for relation in source.content.snapshot.relations {
        let place = PlacedRelation(relation.name, on: source.server)
        let columns = relation.columns.map(\.name)
        let promised = (known[place] ?? nil) ?? []
        known[place] = columns + promised.filter { !columns.contains($0) }
      }
    }
    subjects = ImpactSubjects(known)
  }

  /// All that reads what a person has named.
  func impacts(of name: String) throws -> [Impact] {
    guard let path = NamePath(name) else {
      throw SourceError(
        description: "\(name): expected table, schema.table, table.column or schema.table.column")
    }
    do throws(ImpactSubjects.Mistake) {
      return try subjects.subjects(named: path.parts).map {
        graph.impact(of: $0.relation, column: $0.column)
      }
    } catch {
      let unseen = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
      throw SourceError(description: error.description + unseen)
    }
  }

  /// Who reads what changed, for each change that models or views read.
  ///
  /// - Parameter sides: what was compared. Where neither is a server's name, any source is meant.
  func hits(of difference: Difference, between sides: [String]) -> [Change: String] {
    let named = servers.filter { sides.contains($0.name) }
    let meant = named.isEmpty ? servers.filter { $0.role == .source } : named
    var hits: [Change: String] = [:]
    for server in meant {
      let place = server.role == .source ? server.name : nil
      for (change, impact) in difference.impacts(in: graph, on: place) where !impact.line.isEmpty {
        let line = impact.line
        hits[change] = hits[change].map { $0 == line ? $0 : "\($0); \(line)" } ?? line
      }
    }
    return hits
  }

  // MARK: - Production

  private struct SourceContent: Sendable {
    let snapshot: Snapshot
    let views: [Reader]
  }

  private enum Look {
    case seen(SourceContent)
    case notSeen(String)
  }

  private static func content(
    of server: ServerDefinition, _ configuration: Configuration, _ environment: [String: String]
  ) async throws -> Look {
    let reader = configuration.reader(of: server)
    guard reader == .full else { return .notSeen("information_schema does not tell their columns") }
    let settings: ConnectionSettings
    do {
      settings = try configuration.settings(of: server, environment: environment)
    } catch let error as DefinitionErrors
      where error.diagnostics.allSatisfy({ $0.id == "unset-variable" })
    {
      return .notSeen(error.diagnostics.map(\.message).joined(separator: "; "))
    }
    let connection = try await Connection.open(
      settings.reading(configuration.timeouts), environment: environment)
    let name = server.name
    let content = try await readOnly(on: connection) { connection in
      SourceContent(
        snapshot: try await reader.schemaReader.read(on: connection).snapshot,
        views: try await viewReaders(on: connection, server: name))
    }
    await connection.close()
    return .seen(content)
  }
}

extension LoadedProject {
  /// The copies, models, checks and contracts as readers, and the columns of the layers; nil for a
  /// model whose columns cannot be told.
  func readers() -> (readers: [Reader], columns: [QualifiedName: [Identifier]?]) {
    var readers = inputs.flatMap { contract, server in
      Reader.readers(of: contract, server: server.name, bronze: bronzeName)
    }
    readers += outputs.flatMap { Reader.promises(of: $0, server: nil) }
    var columns: [QualifiedName: [Identifier]?] = [:]
    for reader in readers where reader.kind == .bronze {
      columns[reader.name] = reader.lineage.columns
    }
    // Each model comes after what it reads, so that the columns of that are known.
    for model in models {
      let lineage = lineage(of: model.query, reading: model.reads, columns)
      columns[model.name] = .some(lineage.columns)
      readers.append(
        Reader(Reader.Kind(model.layer), model.name, lineage, at: model.location))
    }
    for check in checks.map(\.check) {
      guard case .query(let query) = check.rule else {
        readers.append(Reader(check, lineage: nil))
        continue
      }
      readers.append(Reader(check, lineage: lineage(of: query, reading: [], columns)))
    }
    return (readers, columns)
  }

  /// What a query's columns come from; one that cannot be parsed has been refused before.
  private func lineage(
    of query: String, reading reads: [RelationReference],
    _ columns: [QualifiedName: [Identifier]?]
  ) -> QueryLineage {
    do throws(SQLSyntaxError) {
      return try SQLAnalysis.lineage(of: query) { columns[$0] ?? nil }
    } catch {
      let relations = reads.compactMap(\.qualified)
      return QueryLineage(
        outputs: [], areOutputsKnown: false,
        whole: Dictionary(
          relations.map { (.everyColumn($0), .inside) }, uniquingKeysWith: { first, _ in first }))
    }
  }
}
