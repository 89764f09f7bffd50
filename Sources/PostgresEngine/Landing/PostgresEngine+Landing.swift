import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func land(
    _ plan: BuildPlan, progress: @Sendable (LandingEvent) -> Void
  ) async throws -> [Landed] {
    noteLanding(of: plan)
    let schema = Layer.bronze.schema(of: plan.run)
    let (jobs, room) = try await prepare(plan, in: schema)
    if case .tight(let note) = room { progress(.note(note)) }
    let landed = try await LandingWork(
      jobs, sources: sources, warehouse: warehouse, clock: ContinuousClock()
    ).run(progress: progress)
    // Nothing more is read from production: its locks go, whatever time the build takes.
    for source in sources.values { await source.end() }
    return landed
  }

  /// Makes the tables that are to be filled, if there is room for the rows.
  private func prepare(
    _ plan: BuildPlan, in schema: Identifier
  ) async throws -> ([LandingJob], DiskVerdict) {
    let loader = try await warehouse.openWorker(statement: warehouse.limits.catalog)
    do {
      keptTables = plan.keepsRows ? try await loader.keptTables() : [:]
      let routes = try await routes(of: plan.landings, on: loader)
      var jobs: [LandingJob] = []
      for landing in plan.landings {
        jobs.append(try await job(for: landing, routes[landing] ?? [], plan, on: loader))
      }
      let room = try await warehouse.verdict(
        onBronze: jobs.reduce(0) { $0 + $1.leastBytes }, on: loader)
      if case .full(let message) = room {
        throw BuildFailure(code: nil, message: message, location: nil)
      }
      let tables = jobs.flatMap(\.transfers).map(\.createTable)
      try await loader.execute(
        (["BEGIN", "CREATE SCHEMA \(schema.quoted)"] + tables + ["COMMIT"]).joined(separator: "; "))
      await loader.close()
      return (jobs, room)
    } catch {
      await loader.close()
      throw (error as? PostgresError)?.forCaller ?? error
    }
  }

  /// What has to be copied so that a landing can stand in this run's bronze.
  private func job(
    for landing: Landing, _ routes: [ColumnRoute], _ plan: BuildPlan, on connection: Connection
  ) async throws -> LandingJob {
    guard case .full(let isLogged, _) = landing.load else {
      return try await stagedJob(for: landing, routes, plan, on: connection)
    }
    let target = QualifiedName(Layer.bronze.schema(of: plan.run), landing.target.name)
    let (parts, leastBytes) = try await source(of: landing).extent(of: landing, pieces: pieces)
    let all = Transfer(landing, routes, into: target, isLogged: isLogged, parts: parts)
    return LandingJob(
      landing: landing, target: target, transfers: [all], leastBytes: leastBytes)
  }

  func source(of landing: Landing) throws -> SourceSession {
    guard let source = sources[landing.server] else { throw landing.hasNoSession }
    return source
  }

  /// Enough parts that all sessions come to their end at about the same time.
  var pieces: Int {
    warehouse.limits.connections > 1 ? warehouse.limits.connections * 4 : 1
  }
}
