import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func land(
    _ plan: BuildPlan, progress: @Sendable (Landed) -> Void
  ) async throws -> [Landed] {
    noteLanding(of: plan)
    let schema = Layer.bronze.schema(of: plan.run)
    var jobs: [LandingJob] = []
    let loader = try await warehouse.openWorker(statement: warehouse.limits.catalog)
    do {
      keptTables = plan.keepsRows ? try await loader.keptTables() : [:]
      for landing in plan.landings {
        jobs.append(try await job(for: landing, plan, on: loader))
      }
      try await makeTables(of: jobs, in: schema, on: loader)
      await loader.close()
    } catch {
      await loader.close()
      throw (error as? PostgresError)?.forCaller ?? error
    }
    let landed = try await LandingWork(jobs, sources: sources, warehouse: warehouse)
      .run(progress: progress)
    // Nothing more is read from production: its locks go, whatever time the build takes.
    for source in sources.values { await source.end() }
    return landed
  }

  /// What has to be copied so that a landing can stand in this run's bronze.
  private func job(
    for landing: Landing, _ plan: BuildPlan, on connection: Connection
  ) async throws -> LandingJob {
    switch landing.load {
    case .full(let isLogged, _):
      let source = try source(of: landing)
      let target = QualifiedName(Layer.bronze.schema(of: plan.run), landing.target.name)
      let all = Transfer(
        landing, try await source.routes(of: landing), into: target, isLogged: isLogged,
        parts: try await source.parts(of: landing, pieces: pieces))
      return LandingJob(landing: landing, target: target, transfers: [all])
    case .incremental(let watermark):
      return try await stagedJob(for: landing, watermark, plan, on: connection)
    }
  }

  /// The table of a landing as a build without rows needs it.
  func createTable(for landing: Landing) async throws -> String {
    let routes = try await source(of: landing).routes(of: landing)
    return Transfer(landing, routes, into: landing.target).createTable
  }

  func source(of landing: Landing) throws -> SourceSession {
    guard let source = sources[landing.server] else { throw landing.hasNoSession }
    return source
  }

  /// Enough parts that all sessions come to their end at about the same time.
  var pieces: Int {
    warehouse.limits.connections > 1 ? warehouse.limits.connections * 4 : 1
  }

  private func makeTables(
    of jobs: [LandingJob], in schema: Identifier, on connection: Connection
  ) async throws(PostgresError) {
    let tables = jobs.flatMap(\.transfers).map(\.createTable)
    try await connection.execute(
      (["BEGIN", "CREATE SCHEMA \(schema.quoted)"] + tables + ["COMMIT"]).joined(separator: "; "))
  }
}
