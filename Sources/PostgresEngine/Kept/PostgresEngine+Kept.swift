import PostgresClient
import WarehouseModel

/// Tables that stay from run to run. All that is done to them is part of the building transaction.
extension PostgresEngine {
  /// Brings the kept table of a model to what its query yields, and lets this run's view show it.
  func buildKept(_ model: Model) async throws {
    let connection = try building()
    let old = keptTables[model.name]
    if model.materialization == .incremental, old.map({ canTake(model, $0) }) != true {
      return try await makeIncremental(model, on: connection)
    }
    let rows = QualifiedName(KeptTable.schema, "rows of this run")
    let prefix = "CREATE UNLOGGED TABLE \(rows.quoted) AS\n"
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query)
      try await connection.execute("ANALYZE \(rows.quoted)")
      let kept: KeptTable
      if model.materialization == .history {
        kept = try await keepHistory(of: model, rows, old, on: connection)
      } else if let table = old?.table {
        kept = table
        counted[model.name] = try await merge(Arrival(rows: rows), into: kept, on: connection)
      } else {
        return
      }
      try await connection.execute(
        "DROP TABLE \(rows.quoted); ANALYZE \(kept.table.quoted); \(kept.view(named: model.name))")
    }
  }

  /// Whether what the model yields can be put into the table that readers see now.
  private func canTake(_ model: Model, _ entry: KeptEntry) -> Bool {
    guard entry.isShown, entry.table.kind == .incremental, let shape = rehearsed[model.name]
    else { return false }
    return entry.table.holds(key: model.key, columns: shape, layout: model.layout)
  }

  private func makeIncremental(_ model: Model, on connection: Connection) async throws {
    let kept = KeptTable(
      of: model.name, .incremental, key: model.key, columns: rehearsed[model.name] ?? [],
      layout: model.layout, madeBy: run)
    let prefix = "CREATE TABLE \(kept.table.quoted) AS\n"
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query)
      try await beginKeeping(kept, on: connection)
      try await connection.execute(
        "ANALYZE \(kept.table.quoted); \(kept.view(named: model.name))")
    }
  }

  /// Gives a table whose rows are there its key, its archive, and its entry in the list.
  func beginKeeping(_ kept: KeptTable, on connection: Connection) async throws {
    try await adding(key: kept.key) { () throws(PostgresError) in
      try await connection.execute(kept.addKey)
    }
    try await connection.execute(kept.markOpened(by: run))
    try await connection.execute(kept.makeArchive)
    try await connection.enter(kept, madeBy: run)
  }

  /// Takes what has arrived into a kept table, and tells how many rows that changed.
  func merge(
    _ arrival: Arrival, into kept: KeptTable, on connection: Connection
  ) async throws -> RowCounts {
    let gone = try await connection.execute(kept.removeGone(arrival, by: run))
    let changed = try await connection.execute(kept.removeChanged(arrival, by: run))
    var new: Int64 = 0
    try await adding(key: kept.key) { () throws(PostgresError) in
      new = try await connection.execute(kept.addNew(arrival, by: run))
    }
    let total = try await number(of: kept.table)
    return RowCounts(
      total: total, before: total - new + gone + changed, inserted: new - changed,
      updated: changed, deleted: gone)
  }

  /// Ends and begins versions; a history of another form than today's is taken over into a new table.
  private func keepHistory(
    of model: Model, _ rows: QualifiedName, _ old: KeptEntry?, on connection: Connection
  ) async throws -> KeptTable {
    let columns = try await connection.shapes(in: KeptTable.schema)[rows.name] ?? []
    let before = old?.table.history(of: model)
    let kept: KeptTable
    if let before, before.holds(key: model.key, columns: columns, layout: model.layout) {
      kept = before
    } else {
      kept = KeptTable(history: model, yielding: columns, after: before, madeBy: run)
      try await connection.execute(kept.makeHistory(like: rows))
      try await connection.execute(
        before.map { kept.continueHistory(of: $0) }
          ?? kept.beginHistory(rows, at: moment, by: run))
      try await adding(key: model.key) { () throws(PostgresError) in
        try await connection.execute(kept.constrainHistory)
      }
      try await connection.enter(kept, madeBy: run)
    }
    if before != nil {
      let counts = try await turn(kept, rows, on: connection)
      // Readers may have met something else under that name.
      if old?.isShown == true { counted[model.name] = counts }
    }
    return kept
  }

  /// Ends the versions that hold no longer, and begins those that hold now.
  ///
  /// A row of a history is a version: what ends is updated, nothing is ever deleted.
  private func turn(
    _ kept: KeptTable, _ rows: QualifiedName, on connection: Connection
  ) async throws -> RowCounts {
    try await connection.execute("ANALYZE \(kept.table.quoted)")
    let closed = try await connection.execute(kept.closeVersions(rows, at: moment, by: run))
    var opened: Int64 = 0
    try await adding(key: kept.key) { () throws(PostgresError) in
      opened = try await connection.execute(kept.openVersions(rows, at: moment, by: run))
    }
    let total = try await number(of: kept.table)
    return RowCounts(
      total: total, before: total - opened, inserted: opened, updated: closed, deleted: 0)
  }

  /// Says in plain words that a key does not identify rows.
  private func adding(
    key: [Identifier], _ body: () async throws(PostgresError) -> Void
  ) async throws {
    do throws(PostgresError) { try await body() } catch {
      let names = key.map(\.description).joined(separator: ", ")
      switch error.serverError?.sqlState.code {
      case "23505":
        throw BuildFailure(
          code: "23505", message: "the key (\(names)) is not unique: several rows have the same",
          location: nil)
      case "23502":
        throw BuildFailure(
          code: "23502", message: "the key (\(names)) has NULL in it", location: nil)
      default: throw error
      }
    }
  }
}

extension KeptTable {
  /// The table itself where it is a history that the model goes on with.
  func history(of model: Model) -> KeptTable? {
    kind == .history && key == model.key ? self : nil
  }

  init(
    history model: Model, yielding columns: [ShapeColumn], after old: KeptTable?, madeBy run: RunID
  ) {
    self.init(
      of: model.name, .history, key: model.key, columns: columns,
      former: old.map { KeptTable.former(of: $0, now: columns) } ?? [], layout: model.layout,
      madeBy: run)
  }
}

extension Model {
  /// What a kept table has beside its rows and its key; when that changes, it is made anew.
  var layout: String {
    let parts = partitioning.map { ["partition \($0.method) \($0.column.quoted)"] } ?? []
    return (parts + indexes.map { "\($0.isUnique ? "unique " : "")(\($0.columns.quotedList))" })
      .joined(separator: "; ")
  }
}
