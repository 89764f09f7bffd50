import PostgresClient
import WarehouseModel

extension Model {
  /// What keeps the rows from being stored as the header says, found on an empty table.
  ///
  /// - Parameter shape: the columns that the query yields.
  func storageMistakes(
    shape: [ShapeColumn], on connection: Connection
  ) async throws(PostgresError) -> [Diagnostic] {
    // A history has columns of its own, which are made with its table.
    guard materialization == .table || materialization == .incremental else { return [] }
    let unknown = unknownColumns(shape)
    guard unknown.isEmpty else { return unknown }
    var mistakes: [Diagnostic] = []
    if let partitioning, let mistake = try await mistake(in: partitioning, shape, on: connection) {
      mistakes.append(mistake)
    }
    for index in indexes {
      let trial =
        "CREATE TABLE \(trial.quoted) (LIKE \(name.quoted)); \(index.statement(on: trial))"
      if let refusal = try await refusal(of: trial, on: connection) {
        mistakes.append(
          mistake("invalid-index", "\(name): an index on (\(index.columns.list)): \(refusal)"))
      }
    }
    return mistakes
  }

  /// What readers meet may be a view on rows that are kept elsewhere, so a table like it is tried.
  private var trial: QualifiedName { QualifiedName(layer.schema, "whtest: trial") }

  private func unknownColumns(_ shape: [ShapeColumn]) -> [Diagnostic] {
    let columns = shape.map(\.name)
    func mistake(_ column: Identifier, _ role: String) -> Diagnostic? {
      guard !columns.contains(column.text) else { return nil }
      let hint = suggestion(for: column.text, among: columns).map { "; did you mean \($0)?" } ?? ""
      return self.mistake(
        "unknown-\(role)-column",
        "\(name) yields no column \(column), which its header names for its \(role)\(hint)")
    }
    var told: Set<Identifier> = []
    return [partitioning.flatMap { mistake($0.column, "partition") }].compactMap(\.self)
      + indexes.flatMap(\.columns).filter { told.insert($0).inserted }
      .compactMap { mistake($0, "index") }
  }

  private func mistake(
    in partitioning: Partitioning, _ shape: [ShapeColumn], on connection: Connection
  ) async throws(PostgresError) -> Diagnostic? {
    let type = shape.first { $0.name == partitioning.column.text }?.type ?? ""
    if case .range(let span) = partitioning.method, SpanColumn(type: type) == nil {
      return mistake(
        "invalid-partition",
        "\(name): \(span.rawValue)(\(partitioning.column)) needs a date or a timestamp, "
          + "\(partitioning.column) is \(type)")
    }
    let refusal = try await refusal(
      of: "CREATE TABLE \(trial.quoted) (LIKE \(name.quoted)) PARTITION BY \(partitioning.clause)",
      on: connection)
    return refusal.map {
      mistake("invalid-partition", "\(name): cannot be parted by \(partitioning.column): \($0)")
    }
  }

  /// The query stands where the header ends; the header begins the file.
  private func mistake(_ id: String, _ message: String) -> Diagnostic {
    Diagnostic(.error, id, message, at: SourceLocation(file: location.file, line: 1))
  }
}

/// What the server has against a statement, which is undone in any case.
private func refusal(
  of statement: String, on connection: Connection
) async throws(PostgresError) -> String? {
  try await connection.execute("SAVEPOINT trial")
  var refusal: String?
  do {
    try await connection.execute(statement)
  } catch {
    // Anything but a mistake in the header keeps us from telling: a lock, a time-out, a lost server.
    guard let server = error.serverError, ["42", "0A", "54"].contains(server.sqlState.classCode)
    else { throw error }
    refusal = server.message
  }
  try await connection.execute("ROLLBACK TO SAVEPOINT trial; RELEASE SAVEPOINT trial")
  return refusal
}
