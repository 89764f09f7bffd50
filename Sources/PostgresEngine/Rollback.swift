import PostgresClient
package import WarehouseModel

extension Warehouse {
  /// Leads readers back to a run that was published before, all of it at once: in one transaction that
  /// moves no row.
  ///
  /// - Parameters:
  ///   - relations: what the run has made, as the run store recorded it.
  ///   - record: a statement that enters the rollback in the run store; it takes effect together with
  ///     the rollback or not at all.
  /// - Returns: what stands in the way, such as somebody's view; nothing has changed then.
  package func rollBack(
    to run: RunID, _ relations: [RecordedRelation], record: String
  ) async throws -> [Obstacle] {
    // What is kept from run to run is put back row by row.
    let connection = try await openWorker(statement: limits.model)
    do {
      let obstacles = try await connection.rollBack(
        to: run, relations, record: record, patience: limits.publish)
      await connection.close()
      return obstacles
    } catch {
      await connection.close()
      guard let error = error as? PostgresError else { throw error }
      throw error.forCaller
    }
  }
}

extension Connection {
  fileprivate func rollBack(
    to run: RunID, _ relations: [RecordedRelation], record: String, patience: Duration
  ) async throws -> [Obstacle] {
    try await execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    let shown = relations.filter { !$0.isStage }.map {
      ShownRelation(QualifiedName($0.layer.schema, $0.name), $0.layer, of: run)
    }
    let publication = Publication(
      of: shown, shapes: try await shapes(of: shown), existing: try await publicRelations(),
      absence: "is not part of run \(run)")
    guard publication.obstacles.isEmpty else { return publication.obstacles }
    // Readers go on seeing the rows of today: nobody waits for this.
    try await restoreKeptTables(to: run)
    let repointing = Repointing(publication, patience: patience, on: self)
    try await repointing.lockViews()
    // From here to the commit readers wait.
    try await execute(record)
    try await repointing.replaceViews()
    try await commitRollback(to: run)
    return []
  }

  /// The columns of relations, by their public names; each of them has to be there.
  private func shapes(
    of relations: [ShownRelation]
  ) async throws -> [QualifiedName: [ShapeColumn]] {
    var found: [QualifiedName: [ShapeColumn]] = [:]
    for schema in Set(relations.map(\.data.schema)).sorted() {
      for (name, columns) in try await shapes(in: schema) {
        found[QualifiedName(schema, name)] = columns
      }
    }
    var shapes: [QualifiedName: [ShapeColumn]] = [:]
    for relation in relations {
      guard let columns = found[relation.data] else {
        throw BuildFailure(
          code: nil, message: "\(relation.data) is gone, so nothing was changed", location: nil)
      }
      shapes[relation.name] = columns
    }
    return shapes
  }

  private func commitRollback(to run: RunID) async throws {
    do throws(PostgresError) {
      try await execute("COMMIT")
    } catch {
      throw BuildFailure(
        code: nil,
        message: "the answer to COMMIT was lost, so readers may see run \(run) again or not"
          + " (\(error)); whtest rollback --list tells", location: nil)
    }
  }
}
