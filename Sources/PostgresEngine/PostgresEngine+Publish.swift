import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func publish(_ plan: BuildPlan, record: String) async throws {
    let connection = try building()
    do {
      let shapes = try await shapes(on: connection)
      guard let schemas else {
        throw BuildFailure(code: nil, message: "no build has begun", location: nil)
      }
      try await placeViews(of: plan, on: connection)
      try await connection.execute(schemas.swapOut())
      // The names are back in their places; what readers hold may have changed since the rehearsal.
      let publication = Publication(
        of: plan.shown, shapes: shapes, existing: try await connection.publicRelations())
      if let obstacle = publication.obstacles.first {
        throw BuildFailure(code: nil, message: obstacle.message, location: nil)
      }
      try await connection.execute(record)
      let repointing = Repointing(
        publication, patience: warehouse.limits.publish, on: connection)
      try await repointing.lockViews()
      try await repointing.replaceViews()
      try await commit(on: connection)
    } catch let error as PostgresError {
      throw error.forCaller
    }
  }

  /// From here on nothing may be undone by us: the answer to a COMMIT can be lost.
  private func commit(on connection: Connection) async throws {
    forgetLanding()
    do throws(PostgresError) {
      try await connection.execute("COMMIT")
    } catch {
      throw BuildFailure(
        code: nil,
        message: "the answer to COMMIT was lost, so the run may be published or not (\(error));"
          + " the next run settles it", location: nil)
    }
    await notePublication()
  }

  /// Puts views in the place of the tables that were built to audit them.
  private func placeViews(of plan: BuildPlan, on connection: Connection) async throws {
    let models = plan.models.filter { $0.materialization == .view }
    guard !models.isEmpty else { return }
    try await connection.execute("DROP TABLE \(models.map(\.name.quoted).joined(separator: ", "))")
    for model in models {
      try await connection.execute(model.createViewPrefix + model.query)
    }
  }
}
