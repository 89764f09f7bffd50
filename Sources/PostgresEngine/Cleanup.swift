import PostgresClient
package import WarehouseModel

extension Warehouse {
  /// Removes the data of a run, by name and never with CASCADE, in small transactions.
  ///
  /// What somebody still reads or depends on stays, and is tried again by a later run.
  ///
  /// - Returns: why something stayed; nil when all is gone.
  package func remove(_ run: RunID, _ relations: [RecordedRelation]) async throws -> String? {
    let connection = try await openWorker(statement: limits.catalog)
    var reason: String?
    // Views before tables, and later ones first, so that nothing is dropped before what reads it.
    let ordered = Array(relations.reversed())
    let batches =
      ordered.filter(\.isView).batches(of: 20).map { ("VIEW", $0) }
      + ordered.filter { !$0.isView }.batches(of: 20).map { ("TABLE", $0) }
    var existing: Set<QualifiedName> = []
    for layer in Layer.allCases {
      let schema = layer.schema(of: run)
      existing.formUnion(
        try await connection.shapes(in: schema).keys.map { QualifiedName(schema, $0) })
    }
    for (kind, batch) in batches {
      let names = batch.map { QualifiedName($0.layer.schema(of: run), $0.name) }
        .filter(existing.contains)
      guard !names.isEmpty else { continue }
      reason =
        await attempt("DROP \(kind) \(names.map(\.quoted).joined(separator: ", "))", on: connection)
        ?? reason
    }
    for layer in Layer.allCases.reversed() {
      let schema = layer.schema(of: run)
      reason = await attempt("DROP SCHEMA IF EXISTS \(schema.quoted)", on: connection) ?? reason
    }
    await connection.close()
    return reason
  }

  /// - Returns: why it could not be done; nil when it is.
  func attempt(_ statement: String, on connection: Connection) async -> String? {
    do throws(PostgresError) {
      try await connection.execute(statement)
      return nil
    } catch {
      return error.description
    }
  }
}

extension PostgresEngine {
  /// Removes the bronze of a run that came to nothing, also when its task was cancelled.
  func dropBronze(of plan: BuildPlan) async {
    let warehouse = warehouse
    let relations = plan.recordedLandings
    await Task { _ = try? await warehouse.remove(plan.run, relations) }.value
  }
}

extension Array {
  fileprivate func batches(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
