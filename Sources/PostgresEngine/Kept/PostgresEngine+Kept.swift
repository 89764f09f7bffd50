import PostgresClient
import WarehouseModel

/// Tables that stay from run to run. All that is done to them is part of the building transaction.
extension PostgresEngine {
  /// Brings the kept table of a model to what its query yields, and lets this run's view show it.
  func buildKept(_ model: Model) async throws {
    let connection = try building()
    let old = keptTables[model.name]
    let isNew = model.materialization == .incremental && old.map({ canTake(model, $0) }) != true
    if isNew, model.partitioning == nil { return try await fill(model, on: connection) }
    let rows = QualifiedName(KeptTable.schema, "rows of this run")
    let prefix = "CREATE UNLOGGED TABLE \(rows.quoted) AS\n"
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query)
      try await connection.execute("ANALYZE \(rows.quoted)")
      let kept =
        model.materialization == .history
        ? try await keepHistory(of: model, rows, old, on: connection)
        : try await keepRows(of: model, rows, isNew ? nil : old?.table, on: connection)
      try await connection.execute("DROP TABLE \(rows.quoted)")
      try await show(kept, on: connection)
    }
  }

  /// Whether what the model yields can be put into the table that readers see now.
  private func canTake(_ model: Model, _ entry: KeptEntry) -> Bool {
    guard entry.isShown, entry.table.kind == .incremental, let shape = rehearsed[model.name]
    else { return false }
    return entry.table.holds(key: model.key, columns: shape, layout: model.layout)
  }

  /// Lets the query itself fill a new table.
  private func fill(_ model: Model, on connection: Connection) async throws {
    let kept = newTable(for: model)
    let prefix = "CREATE TABLE \(kept.table.quoted) AS\n"
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query)
      try await beginKeeping(kept, of: model, on: connection)
      try await show(kept, on: connection)
    }
  }

  /// Takes rows into the table that is there, or, where that cannot be, into a new one.
  private func keepRows(
    of model: Model, _ rows: QualifiedName, _ old: KeptTable?, on connection: Connection
  ) async throws -> KeptTable {
    if model.partitioning.map({ !model.key.contains($0.column) }) == true {
      let hasTwins = try await connection.query(newTable(for: model).hasTwins(rows))
      guard hasTwins.rows.first?.first == "f" else { throw notUnique(model.key) }
    }
    if let old {
      let needsAnother = try await model.partitioning.asyncMap {
        try await !canAddPartitions(for: $0, to: old.table, from: rows, on: connection)
      }
      if needsAnother != true {
        if let partitioning = model.partitioning {
          try await makePartitions(
            for: partitioning, of: old.table, from: rows, isRead: true, on: connection)
        }
        counted[model.name] = try await merge(Arrival(rows: rows), into: old, on: connection)
        return old
      }
    }
    let kept = newTable(for: model)
    let clause = model.partitioning.map { " PARTITION BY \($0.clause)" } ?? ""
    try await connection.execute("CREATE TABLE \(kept.table.quoted) (LIKE \(rows.quoted))\(clause)")
    if let partitioning = model.partitioning {
      try await makePartitions(
        for: partitioning, of: kept.table, from: rows, isRead: true, on: connection)
    }
    try await connection.execute(
      "INSERT INTO \(kept.table.quoted) (\(kept.columns.quotedList)) TABLE \(rows.quoted)")
    try await beginKeeping(kept, of: model, on: connection)
    return kept
  }

  private func newTable(for model: Model) -> KeptTable {
    KeptTable(
      of: model.name, .incremental, key: model.key, columns: rehearsed[model.name] ?? [],
      layout: model.layout, madeBy: run)
  }

  /// Makes this run's view on a kept table.
  func show(_ kept: KeptTable, on connection: Connection) async throws(PostgresError) {
    stores[kept.relation] = kept.table
    try await connection.execute(
      "ANALYZE \(kept.table.quoted); \(view(of: kept))")
  }

  /// This run's view on a kept table.
  func view(of kept: KeptTable) -> String {
    kept.view(named: kept.relation, after: published[kept.relation]?.columns ?? [])
  }

  /// Gives a table whose rows are there its key, its archive, and its entry in the list.
  func beginKeeping(
    _ kept: KeptTable, of model: Model? = nil, on connection: Connection
  ) async throws {
    try await adding(key: kept.key) { () throws(PostgresError) in
      try await connection.execute(kept.addKey(partedBy: model?.partitioning?.column))
    }
    try await connection.execute(kept.markOpened(by: run))
    try await connection.execute(kept.makeArchive)
    try await makeIndexes(model?.indexes ?? [], of: kept.table, on: connection)
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
    let (extent, read) = (try await extent(of: kept.table), try await number(of: arrival.rows))
    // Rows that are the same as one that is there are no less two rows of one key.
    guard arrival.keys != nil || read == extent.rows else { throw notUnique(kept.key) }
    return extent.counts(read: read, inserted: new - changed, updated: changed, deleted: gone)
  }

  /// Ends and begins versions; a history of another form than today's is taken over into a new table.
  private func keepHistory(
    of model: Model, _ rows: QualifiedName, _ old: KeptEntry?, on connection: Connection
  ) async throws -> KeptTable {
    let columns = try await connection.columns(of: rows)
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
      try await makeIndexes(model.indexes, of: kept.table, on: connection)
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
    let current = try await numbers(
      of: "SELECT count(*) FROM \(kept.table.quoted) WHERE is_current")
    let read = try await number(of: rows)
    guard current == [read] else { throw notUnique(kept.key) }
    return try await extent(of: kept.table).counts(
      read: read, inserted: opened, updated: closed, deleted: 0)
  }

  /// Says in plain words that a key does not identify rows.
  private func adding(
    key: [Identifier], _ body: () async throws(PostgresError) -> Void
  ) async throws {
    do throws(PostgresError) { try await body() } catch {
      switch error.serverError?.sqlState.code {
      case "23505": throw notUnique(key)
      case "23502":
        throw BuildFailure(
          code: "23502", message: "the key (\(names(key))) has NULL in it", location: nil)
      default: throw error
      }
    }
  }

  private func notUnique(_ key: [Identifier]) -> BuildFailure {
    BuildFailure(
      code: "23505", message: "the key (\(names(key))) is not unique: several rows have the same",
      location: nil)
  }

  private func names(_ key: [Identifier]) -> String {
    key.map(\.description).joined(separator: ", ")
  }
}

extension Extent {
  /// What changed in a table that now has this extent.
  fileprivate func counts(
    read: Int64, inserted: Int64, updated: Int64, deleted: Int64
  ) -> RowCounts {
    RowCounts(
      total: rows, before: rows - inserted + deleted, inserted: inserted, updated: updated,
      deleted: deleted, read: read, bytes: bytes)
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
