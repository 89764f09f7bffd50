import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func rehearse(_ plan: BuildPlan) async throws -> Rehearsal {
    let connection = try await warehouse.openWorker(statement: warehouse.limits.catalog)
    do {
      try await connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
      let rehearsal = try await rehearse(plan, on: connection)
      await connection.close()
      return rehearsal
    } catch {
      await connection.close()
      if let error = error as? PostgresError {
        throw error.forCaller
      }
      throw error
    }
  }

  /// Builds everything without a row; closing the session undoes it.
  private func rehearse(_ plan: BuildPlan, on connection: Connection) async throws -> Rehearsal {
    let existing = try await connection.publicRelations()
    published = existing
    // What would fail for want of locks fails here, if it fails later.
    let budget = try await LockBudget.read(on: connection)
    func checkLocks(recreated: Int) throws(BuildFailure) {
      let need = LockNeed(
        of: plan, existing: existing, recreated: recreated, partitions: budget.partitions)
      try budget.check(need, server: connection.server)
    }
    try checkLocks(recreated: 0)
    try await prepareKeptTables(for: plan, on: connection)
    let schemas = try await LayerSchemas.read(run: plan.run, on: connection)
    try await connection.execute(schemas.swapIn(landed: false))
    try await connection.carry(plan.carried)
    let routes = try await routes(of: plan.landings, on: connection)
    for landing in plan.landings {
      let table = Transfer(landing, routes[landing] ?? [], into: landing.target)
      try await connection.execute(table.createTable)
    }
    var mistakes: [Diagnostic] = []
    var failed: Set<QualifiedName> = []
    for model in plan.models {
      // What reads a model that cannot be built is no mistake of its own.
      guard failed.isDisjoint(with: model.reads.compactMap(\.qualified)) else {
        failed.insert(model.name)
        continue
      }
      do {
        try await rehearse(model, on: connection)
      } catch let failure as BuildFailure {
        failed.insert(model.name)
        // Anything but a mistake in the SQL keeps us from telling: a lock, a time-out, a lost server.
        guard let code = failure.code, ["42", "22", "0A", "2F"].contains(code.prefix(2)) else {
          throw failure
        }
        mistakes.append(
          Diagnostic(
            .error, "sql-\(code.lowercased())", "\(model.name): \(failure.message)",
            at: failure.location ?? model.location))
      }
    }
    let shapes = try await shapes(on: connection)
    rehearsed = shapes
    mistakes += plan.models.compactMap { keyMistake(in: $0, shape: shapes[$0.name]) }
    for model in plan.models {
      guard let shape = shapes[model.name] else { continue }
      mistakes += try await model.storageMistakes(shape: shape, on: connection)
    }
    guard mistakes.isEmpty else { return Rehearsal(mistakes: mistakes) }
    let publication = Publication(of: plan.shown, shapes: shapes, existing: existing)
    try checkLocks(recreated: publication.recreated)
    return Rehearsal(
      obstacles: publication.obstacles,
      relations: shapes.map { name, columns in publicRelation(name, columns) })
  }

  private func rehearse(_ model: Model, on connection: Connection) async throws {
    guard !model.materialization.isKept else {
      return try await rehearseKept(model, on: connection)
    }
    let isView = model.materialization == .view
    let prefix = isView ? model.createViewPrefix : model.createTablePrefix
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query + (isView ? "" : "\nWITH NO DATA"))
    }
  }

  /// A key that names columns which the model does not yield.
  private func keyMistake(in model: Model, shape: [ShapeColumn]?) -> Diagnostic? {
    guard let shape else { return nil }
    let columns = shape.map(\.name)
    guard let missing = model.key.first(where: { !columns.contains($0.text) }) else { return nil }
    let hint = suggestion(for: missing.text, among: columns).map { "; did you mean \($0)?" } ?? ""
    return Diagnostic(
      .error, "unknown-key-column",
      "\(model.name) yields no column \(missing), which its header names as key\(hint)",
      at: SourceLocation(file: model.location.file, line: 1))
  }

  /// Readers meet views: they hold no constraints, and say nothing of NULL.
  private func publicRelation(_ name: QualifiedName, _ columns: [ShapeColumn]) -> Relation {
    Relation(
      name: name, kind: .view,
      columns: columns.map {
        Column(name: Identifier($0.name), type: DataType($0.type), isNotNull: false)
      }, constraints: [])
  }

  /// The columns of everything built so far, under the names that models use.
  func shapes(on connection: Connection) async throws -> [QualifiedName: [ShapeColumn]] {
    var shapes: [QualifiedName: [ShapeColumn]] = [:]
    for layer in Layer.allCases {
      for (name, columns) in try await connection.shapes(in: layer.schema) {
        shapes[QualifiedName(layer.schema, name)] = columns
      }
    }
    return shapes
  }
}
