import PostgresClient
package import WarehouseModel

/// Lands, builds, audits and publishes one run on a PostgreSQL warehouse.
///
/// The data of a run lives in schemas of its own (`silver__r42`); `bronze`, `silver` and `gold` hold
/// only views, and publishing repoints them. Loading commits as it goes; building and publishing are
/// one transaction on one session, the builder.
package actor PostgresEngine: Engine {
  let sources: [String: SourceSession]
  let warehouse: Warehouse
  var builder: Connection?
  var schemas: LayerSchemas?
  /// What bore a name in the permanent schemas when the build began.
  var published: [QualifiedName: PublicRelation] = [:]
  /// Models that readers will meet as views; while they are built and audited they are tables.
  var views: Set<QualifiedName> = []
  /// The tables of `whtest_state` when the build began.
  var keptTables: [QualifiedName: KeptEntry] = [:]
  /// The columns that the rehearsal found, under the names that models use.
  var rehearsed: [QualifiedName: [ShapeColumn]] = [:]
  /// What has come of kept tables and is not in them yet.
  var staged: [QualifiedName: StagedLanding] = [:]
  /// What people should know of the kept tables.
  var notes: [String] = []
  /// What was counted while a kept table was changed.
  var counted: [QualifiedName: RowCounts] = [:]
  /// The run that builds.
  var run = RunID(0)
  /// When production was as this run has read it, as an SQL expression.
  var moment = "clock_timestamp()"
  private var landed: BuildPlan?

  package nonisolated var dialect: any Dialect { PostgresDialect() }
  /// What is not committed is seen by one session alone.
  package nonisolated var width: Int { 1 }

  /// - Parameter sources: the open transactions on production, by the server's name.
  package init(sources: [String: SourceSession], warehouse: Warehouse) {
    self.sources = sources
    self.warehouse = warehouse
  }

  @discardableResult
  package func beginBuild(_ plan: BuildPlan) async throws -> [String] {
    let connection = try await warehouse.openWorker(statement: warehouse.limits.model)
    builder = connection
    run = plan.run
    views = Set(plan.models.filter { $0.materialization == .view }.map(\.name))
    do {
      // One session does the work of the run: room to sort and hash, and no time for compiling.
      try await connection.execute("SET work_mem = '64MB'; SET jit = off")
      try await connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
      published = try await connection.publicRelations()
      try await prepareKeptTables(for: plan, on: connection)
      let schemas = try await LayerSchemas.read(run: plan.run, on: connection)
      self.schemas = schemas
      try await connection.execute(schemas.swapIn(landed: true))
      try await settleLandings(of: plan, on: connection)
      return notes
    } catch let error as PostgresError {
      throw error.forCaller
    }
  }

  /// Builds a table whatever the model will be, so that its query runs once for all that is asked
  /// of the result; `publish` puts views in the place of those tables.
  package func build(_ model: Model) async throws {
    if model.materialization.isKept { return try await buildKept(model) }
    let connection = try building()
    let prefix = model.tablePrefix
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query)
      try await model.finishTable(on: connection)
    }
  }

  /// Checks run where the data is: no other session can see what is not committed.
  package func rows(of statement: AuditQuery) async throws -> ResultSet {
    let connection = try building()
    var settings = statement.settings
    settings["statement_timeout"] = "\(warehouse.limits.check.milliseconds)"
    try await connection.execute(
      "SAVEPOINT audit; SET TRANSACTION READ ONLY; "
        + settings.localStatements.joined(separator: "; "))
    let result: Result<ResultSet, PostgresError>
    do throws(PostgresError) {
      result = .success(try await connection.query(statement.sql))
    } catch {
      result = .failure(error)
    }
    // Does nothing in a cancelled task; there the session ends, and the transaction with it.
    _ = try? await connection.execute("ROLLBACK TO SAVEPOINT audit; RELEASE SAVEPOINT audit")
    do {
      return try result.get()
    } catch PostgresError.cancelled {
      throw CancellationError()
    } catch {
      throw error.failure()
    }
  }

  package func facts(
    of relations: Set<QualifiedName>
  ) async throws -> [QualifiedName: RelationFacts] {
    let connection = try building()
    do throws(PostgresError) { return try await connection.facts(of: relations) } catch {
      throw error.forCaller
    }
  }

  package func discard() async {
    if let builder { await builder.close() }
    builder = nil
    if let landed { await dropBronze(of: landed) }
    landed = nil
  }

  func noteLanding(of plan: BuildPlan) {
    landed = plan
  }

  func forgetLanding() {
    landed = nil
  }

  func notePublication() async {
    await builder?.close()
    builder = nil
  }

  func building() throws -> Connection {
    guard let builder else {
      throw BuildFailure(code: nil, message: "no build has begun", location: nil)
    }
    return builder
  }

  /// Runs statements of a model so that their failure leaves the transaction alive.
  func inSavepoint(
    _ connection: Connection, model: Model, prefix: String, _ body: () async throws -> Void
  ) async throws {
    try await connection.execute("SAVEPOINT model")
    do {
      try await body()
      try await connection.execute("RELEASE SAVEPOINT model")
    } catch PostgresError.cancelled {
      throw CancellationError()
    } catch let error as PostgresError {
      _ = try? await connection.execute("ROLLBACK TO SAVEPOINT model; RELEASE SAVEPOINT model")
      throw error.failure(of: model, prefix: prefix)
    } catch {
      _ = try? await connection.execute("ROLLBACK TO SAVEPOINT model; RELEASE SAVEPOINT model")
      throw error
    }
  }
}

extension Model {
  /// What comes before the query in the statement that makes a table of it.
  var createTablePrefix: String { "CREATE TABLE \(name.quoted) AS\n" }
  /// What comes before the query in the statement that makes a view of it.
  var createViewPrefix: String { "CREATE VIEW \(name.quoted) AS\n" }
}
