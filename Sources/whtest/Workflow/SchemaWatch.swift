import Definitions
import Introspection
import PostgresClient
import RunStore
import WarehouseModel

/// Production's schema as it is, against what the run store keeps of it.
struct SchemaWatch {
  let configuration: Configuration
  let environment: [String: String]

  /// What became of a server's schema since the last look at it.
  enum Drift {
    /// There was nothing to compare with; why, unless it is the first look.
    case first(SchemaSnapshot, Fingerprint, because: String?)
    case nothingNew(Fingerprint, since: String, kept: () async throws -> SchemaSnapshot)
    case changed(Difference)
  }

  /// Compares a server's schema with what the run store keeps of it, and keeps what is new.
  ///
  /// - Parameter conclude: tells what was found; only after it is the new schema kept, so that what
  ///   could not be told is told the next time.
  func drift(of server: ServerDefinition, conclude: (Drift) async throws -> Void) async throws {
    let timeouts = configuration.timeouts
    let source = try settings(of: server).reading(timeouts)
    async let opened = Connection.open(source, environment: environment)
    let store = try await RunStore.openBesideRuns(
      try settings(of: try configuration.requiredWarehouse()).with([
        "lock_timeout": "\(timeouts.lock.milliseconds)",
        "statement_timeout": "\(timeouts.catalog.milliseconds)",
      ]), patience: timeouts.lock, environment: environment)
    do {
      try await drift(of: server, on: try await opened, in: store, conclude: conclude)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  private func drift(
    of server: ServerDefinition, on connection: Connection, in store: RunStore,
    conclude: (Drift) async throws -> Void
  ) async throws {
    let last = try await store.lastLook(at: server.name)
    let isPortable = configuration.reader(of: server) == .portable
    let look = try await readOnly(on: connection) { connection in
      let state = isPortable ? nil : try await catalogState(on: connection)
      if let last, let state, last.catalogState == state { return Look(state: state, schema: nil) }
      return Look(
        state: state,
        schema: try await ObjectReading(isPortable: isPortable).snapshot(on: connection))
    }
    await connection.close()
    guard let schema = look.schema else {
      if let last { try await conclude(nothingNew(since: last, in: store)) }
      return try await store.noteNothingNew(on: server.name)
    }
    let kept = await KeptSchema(schema)
    if let last, last.fingerprint == kept.fingerprint {
      try await conclude(nothingNew(since: last, in: store))
    } else if let last {
      try await conclude(
        try await change(since: last, in: store, to: schema, fingerprint: kept.fingerprint))
    } else {
      try await conclude(.first(schema, kept.fingerprint, because: nil))
    }
    try await store.note(kept, catalogState: look.state, server: server.name)
  }

  /// What one look at production saw; no schema where the catalogs are as they were.
  private struct Look: Sendable {
    let state: String?
    let schema: SchemaSnapshot?
  }

  private func nothingNew(since last: LastLook, in store: RunStore) -> Drift {
    .nothingNew(last.fingerprint, since: last.seenAt) {
      try await keptSchema(last, in: store)
    }
  }

  private func change(
    since last: LastLook, in store: RunStore, to schema: SchemaSnapshot, fingerprint: Fingerprint
  ) async throws -> Drift {
    let before = try await keptSchema(last, in: store)
    guard before.reader == schema.reader, before.notInspected == schema.notInspected else {
      return .first(
        schema, fingerprint, because: "the last look, at \(last.seenAt), read other things")
    }
    return .changed(Difference(from: before, to: schema))
  }

  private func keptSchema(_ last: LastLook, in store: RunStore) async throws -> SchemaSnapshot {
    let content = try await store.schema(last.fingerprint) ?? ""
    do {
      return try SchemaSnapshot(file: Array(content.utf8))
    } catch {
      let reason =
        switch error {
        case .newerFormat(let format): "it has format \(format): use a newer whtest"
        case .malformed(let message, _): message
        }
      throw RunStoreError(
        message: "the run store keeps a schema that cannot be read (\(last.fingerprint.short)):"
          + " \(reason)")
    }
  }

  private func settings(of server: ServerDefinition) throws -> ConnectionSettings {
    try configuration.settings(of: server, environment: environment)
  }

  /// The server that is watched: the one of that name, or the only source there is.
  func source(named name: String?) throws -> ServerDefinition {
    let sources = configuration.servers.filter { $0.role == .source }
    if let name {
      guard let server = sources.first(where: { $0.name == name }) else {
        let hint = suggestion(for: name, among: sources.map(\.name)).map { "; did you mean \($0)?" }
        throw SourceError(
          description: "\(configuration.file): no server with role: source is called \(name)"
            + (hint ?? ""))
      }
      return server
    }
    guard let server = sources.first, sources.count == 1 else {
      throw SourceError(
        description: "\(configuration.file): name one of the servers with role: source: "
          + sources.map(\.name).joined(separator: ", "))
    }
    return server
  }
}

extension KeptSchema {
  init(_ schema: SchemaSnapshot) async {
    let (bytes, fingerprint) = await schema.file()
    self.init(
      fingerprint: fingerprint, format: SchemaSnapshot.format,
      content: String(decoding: bytes, as: UTF8.self))
  }
}
