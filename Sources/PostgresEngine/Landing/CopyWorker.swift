import PostgresClient
import WarehouseModel

/// A pair of sessions, one on production and one on the warehouse, that copies stream after stream.
actor CopyWorker {
  private let sources: [String: SourceSession]
  private let warehouse: Warehouse
  private var source: (server: String, connection: Connection)?
  private var target: Connection?

  init(sources: [String: SourceSession], warehouse: Warehouse) {
    self.sources = sources
    self.warehouse = warehouse
  }

  /// Copies one stream.
  func copy(_ stream: CopyStream, of landing: Landing) async throws -> CopyVolume {
    let (source, target) = try await sessions(for: landing)
    do throws(PostgresError) {
      return try await relayCopy(from: source, stream.copyOut, to: target, stream.copyIn)
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
    return Reconciliation(
      source: try await digest(digests.source, on: source),
      copy: try await digest(digests.target, on: target))
  }

  func close() async {
    await source?.connection.close()
    await target?.close()
    source = nil
    target = nil
  }

  private func sessions(
    for landing: Landing
  ) async throws -> (source: Connection, target: Connection) {
    let target = try await warehouseSession()
    if let source, source.server == landing.server { return (source.connection, target) }
    await source?.connection.close()
    source = nil
    guard let session = sources[landing.server] else { throw landing.hasNoSession }
    let connection = try await session.join(limits: warehouse.limits, beside: target)
    source = (landing.server, connection)
    return (connection, target)
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
