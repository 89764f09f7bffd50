import PostgresClient
import WarehouseModel

/// A pair of sessions, one on production and one on the warehouse, that copies stream after stream.
actor CopyWorker {
  private let sources: [String: SourceSession]
  private let warehouse: Warehouse
  /// Whether production is read on the session that holds the locks, and not on one of the worker's own.
  private let holdsLocks: Bool
  private var source: (server: String, connection: Connection)?
  private var target: Connection?

  init(sources: [String: SourceSession], warehouse: Warehouse, holdsLocks: Bool = false) {
    self.sources = sources
    self.warehouse = warehouse
    self.holdsLocks = holdsLocks
  }

  /// Copies one stream; the meter shows others how far it has come.
  func copy(
    _ stream: CopyStream, of landing: Landing, _ meter: CopyMeter
  ) async throws -> CopyVolume {
    let (source, target) = try await sessions(for: landing)
    do throws(PostgresError) {
      return try await relayCopy(
        from: source, stream.copyOut, to: target, stream.copyIn, meter: meter)
    } catch {
      // The transaction that the source's session joined is broken, whichever side failed.
      await close()
      throw error
    }
  }

  /// Runs statements on the warehouse's session.
  func execute(_ statements: String) async throws {
    try await warehouseSession().execute(statements)
  }

  /// Compares rows on either side with one query each.
  func reconciliation(
    of landing: Landing, _ digests: (source: String, target: String)
  ) async throws -> Reconciliation {
    let (source, target) = try await sessions(for: landing)
    do throws(PostgresError) {
      return Reconciliation(
        source: try await digest(digests.source, on: source),
        copy: try await digest(digests.target, on: target))
    } catch {
      await close()
      throw error
    }
  }

  func close() async {
    if holdsLocks {
      // Whatever failed, the transaction with the locks and the moment goes on.
      _ = try? await source?.connection.execute("ROLLBACK TO SAVEPOINT copy")
    } else {
      await source?.connection.close()
    }
    await target?.close()
    source = nil
    target = nil
  }

  private func sessions(
    for landing: Landing
  ) async throws -> (source: Connection, target: Connection) {
    guard let session = sources[landing.server] else { throw landing.hasNoSession }
    if holdsLocks { return try await sessions(beside: session, of: landing) }
    let target = try await warehouseSession()
    if let source, source.server == landing.server { return (source.connection, target) }
    await source?.connection.close()
    source = nil
    let connection = try await session.join(limits: warehouse.limits, beside: target)
    source = (landing.server, connection)
    return (connection, target)
  }

  /// The session that holds the locks, with one on the warehouse that shares its queue.
  private func sessions(
    beside session: SourceSession, of landing: Landing
  ) async throws -> (source: Connection, target: Connection) {
    await close()
    let limit = warehouse.limits.copy
    let opened = try await warehouse.openWorker(statement: limit, beside: session.connection)
    target = opened
    try await session.connection.execute(
      "SAVEPOINT copy; SET LOCAL statement_timeout = '\(limit.milliseconds)ms'")
    source = (landing.server, session.connection)
    return (session.connection, opened)
  }

  private func warehouseSession() async throws -> Connection {
    if let target { return target }
    let opened = try await warehouse.openWorker(statement: warehouse.limits.copy)
    target = opened
    return opened
  }
}

private func digest(
  _ query: String, on connection: Connection
) async throws(PostgresError) -> Reconciliation.Digest {
  let row = try await connection.query(query).rows.first ?? []
  return Reconciliation.Digest(
    rows: row.first.flatMap(\.self) ?? "no", checksum: row.last.flatMap(\.self) ?? "none")
}

extension Landing {
  /// What is thrown when a landing names a server that the run has not opened.
  var hasNoSession: BuildFailure {
    BuildFailure(code: nil, message: "no session on server \(server)", location: location)
  }
}
