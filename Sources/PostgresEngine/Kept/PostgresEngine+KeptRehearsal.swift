import PostgresClient
import WarehouseModel

extension PostgresEngine {
  /// Makes the kept table of a model without a row, in a transaction that is never committed.
  func rehearseKept(_ model: Model, on connection: Connection) async throws {
    let prefix = model.createTablePrefix
    try await inSavepoint(connection, model: model, prefix: prefix) {
      try await connection.execute(prefix + model.query + "\nWITH NO DATA")
      let columns = try await connection.columns(of: model.name)
      // A key that names other columns is told with the shapes.
      guard model.key.allSatisfy({ key in columns.contains { $0.name == key.text } }) else {
        return
      }
      let kept: KeptTable
      if model.materialization == .history {
        let old = keptTables[model.name]?.table
        try refuseOtherKey(of: model, old)
        try refuseOwnColumns(of: model, columns)
        let before = old?.history(of: model)
        kept = KeptTable(history: model, yielding: columns, after: before, madeBy: run)
        try await connection.execute(kept.makeHistory(like: model.name))
        if let before {
          try await connection.execute(kept.continueHistory(of: before, where: "FALSE"))
        }
        try await connection.execute(kept.constrainHistory)
        try await makeIndexes(model.indexes, of: kept.table, on: connection)
      } else {
        kept = KeptTable(
          of: model.name, .incremental, key: model.key, columns: columns, madeBy: run)
        try await connection.execute(
          "CREATE TABLE \(kept.table.quoted) (LIKE \(model.name.quoted)); \(kept.addKey())")
      }
      try await connection.execute(
        "DROP TABLE \(model.name.quoted); \(view(of: kept))")
    }
  }

  /// A history has columns of its own beside those of its query.
  private func refuseOwnColumns(of model: Model, _ columns: [ShapeColumn]) throws {
    let own = KeptTable.historyColumns
    guard let taken = own.first(where: { name in columns.contains { $0.name == name.text } }) else {
      return
    }
    throw BuildFailure(
      code: "42701",
      message:
        "the query yields \(taken), which is a column of every history; give it another name",
      location: SourceLocation(file: model.location.file, line: 1))
  }

  /// The versions that there are belong to other things than the ones to come.
  private func refuseOtherKey(of model: Model, _ old: KeptTable?) throws {
    guard let old, old.kind == .history, old.key != model.key else { return }
    let names = old.key.map(\.description).joined(separator: ", ")
    throw BuildFailure(
      code: "42P16",
      message:
        "its versions are those of the key (\(names)), and a history keeps its key; give the "
        + "model another name; this history stays in \(old.table)",
      location: SourceLocation(file: model.location.file, line: 1))
  }
}
