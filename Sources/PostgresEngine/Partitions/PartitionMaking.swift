import PostgresClient
import WarehouseModel

/// Creates the partitions that a partitioned table lacks for the rows of a stage.
///
/// A list gets one partition for each value, NULL too. A range gets one for each span of time in which there
/// are rows, in UTC, between the years 1 and 9999, and a default one for NULL, infinity and all else.
///
/// - Parameter isRead: whether others read the table meanwhile. A partition is then made beside it and attached,
///   for which readers need not wait, and there is a default one only where rows need it.
/// - Throws: `BuildFailure` without a location when there would be too many.
func makePartitions(
  for partitioning: Partitioning, of table: QualifiedName, from stage: QualifiedName,
  isRead: Bool = false, on connection: Connection
) async throws {
  let existing = try await connection.partitions(of: table)
  let span = try await connection.span(of: partitioning, in: stage)
  let missing = try await connection.query(
    partitioning.missingParts(
      in: stage, taken: existing.filter { !$0.isDefault }.map(\.condition), as: span)
  ).rows
  guard existing.count + missing.count <= partitionLimit else {
    throw BuildFailure(
      code: SQLState.programLimitExceeded.code,
      message: "more than \(partitionLimit) partitions would be needed by \(partitioning.column); "
        + "take a longer span, or a column with fewer values", location: nil)
  }
  var statements = missing.map { row in
    let name = PartitionName.partition(of: table.name, row[0])
    return table.makePartition(name, partitioning.bounds(row), isRead: isRead)
  }
  var wantsDefault = span != nil && !existing.contains(where: \.isDefault)
  if wantsDefault, isRead {
    wantsDefault = try await connection.hasRowsOfNoSpan(partitioning, in: stage)
  }
  if wantsDefault {
    let name = PartitionName.defaultPartition(of: table.name)
    statements.append(table.makePartition(name, "DEFAULT", isRead: isRead))
  }
  guard !statements.isEmpty else { return }
  try await connection.execute(statements.joined(separator: "; "))
}

/// Whether a table that others read can get the partitions that the rows of a stage need.
///
/// It has room for so many only, those counted that have no row any more. To attach one next to a default
/// partition locks that one for itself alone, whose rows might belong to the new one
/// ([ALTER TABLE](https://www.postgresql.org/docs/current/sql-altertable.html)), so readers would wait.
func canAddPartitions(
  for partitioning: Partitioning, to table: QualifiedName, from stage: QualifiedName,
  on connection: Connection
) async throws -> Bool {
  let existing = try await connection.partitions(of: table)
  let missing = try await connection.query(
    partitioning.missingParts(
      in: stage, taken: existing.filter { !$0.isDefault }.map(\.condition),
      as: try await connection.span(of: partitioning, in: stage))
  ).rows.count
  return missing == 0
    || existing.count + missing <= partitionLimit && !existing.contains(where: \.isDefault)
}

extension QualifiedName {
  fileprivate func makePartition(_ name: Identifier, _ bounds: String, isRead: Bool) -> String {
    let partition = QualifiedName(schema, name).quoted
    guard isRead else { return "CREATE TABLE \(partition) PARTITION OF \(quoted) \(bounds)" }
    return "CREATE TABLE \(partition) (LIKE \(quoted)); "
      + "ALTER TABLE \(quoted) ATTACH PARTITION \(partition) \(bounds)"
  }
}

/// Creates the indexes of a header; on a partitioned table, on each of its partitions too.
func makeIndexes(
  _ indexes: [ModelIndex], of table: QualifiedName, on connection: Connection
) async throws(PostgresError) {
  for index in indexes { try await connection.execute(index.statement(on: table)) }
}

extension ModelIndex {
  func statement(on table: QualifiedName) -> String {
    let name = PartitionName.index(self, on: table.name)
    return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name.quoted) ON \(table.quoted)"
      + " (\(columns.quotedList))"
  }
}

extension Connection {
  /// A partition that is there, and which rows it takes.
  fileprivate struct ExistingPartition {
    let isDefault: Bool
    /// As the server prints it, over the columns of the table.
    let condition: String
  }

  fileprivate func partitions(
    of table: QualifiedName
  ) async throws(PostgresError) -> [ExistingPartition] {
    let result = try await query(
      """
      SELECT c.oid = p.partdefid, pg_catalog.pg_get_partition_constraintdef(c.oid)
      FROM pg_catalog.pg_partitioned_table AS p
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent = p.partrelid
      JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
      WHERE p.partrelid = $1::regclass
      ORDER BY c.relname
      """, [table.quoted])
    return result.rows.map { row in
      // A default partition that is alone takes all.
      ExistingPartition(isDefault: row[0] == "t", condition: row[1] ?? "TRUE")
    }
  }

  /// Whether a stage has rows that belong to no span of time.
  fileprivate func hasRowsOfNoSpan(
    _ partitioning: Partitioning, in stage: QualifiedName
  ) async throws(PostgresError) -> Bool {
    let isInSpan = Partitioning.isInSpan(partitioning.column.quoted)
    return try await query(
      "SELECT EXISTS (SELECT FROM \(stage.quoted) WHERE (\(isInSpan)) IS NOT TRUE)"
    )
    .rows.first?.first == "t"
  }

  /// What kind of time the column holds; nil where the partitioning is none by time.
  fileprivate func span(
    of partitioning: Partitioning, in stage: QualifiedName
  ) async throws -> SpanColumn? {
    guard case .range = partitioning.method else { return nil }
    let result = try await query(
      """
      SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
      FROM pg_catalog.pg_attribute AS a
      WHERE a.attrelid = $1::regclass AND a.attname = $2 AND NOT a.attisdropped
      """, [stage.quoted, partitioning.column.text])
    let type = result.rows.first?.first.flatMap(\.self)
    guard let type, let span = SpanColumn(type: type) else {
      throw BuildFailure(
        code: SQLState.datatypeMismatch.code,
        message: "\(partitioning.column) is no date and no timestamp", location: nil)
    }
    return span
  }
}
