import PostgresClient
import WarehouseModel

/// Creates the partitions that a partitioned table lacks for the rows of a stage.
///
/// A list gets one partition for each value, NULL too. A range gets one for each span of time in which there
/// are rows, in UTC, between the years 1 and 9999, and a default one for NULL, infinity and all else.
///
/// - Throws: `BuildFailure` without a location when there would be too many.
func makePartitions(
  for partitioning: Partitioning, of table: QualifiedName, from stage: QualifiedName,
  on connection: Connection
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
    return "CREATE TABLE \(QualifiedName(table.schema, name).quoted) PARTITION OF \(table.quoted) "
      + partitioning.bounds(row)
  }
  if span != nil, !existing.contains(where: \.isDefault) {
    let name = PartitionName.defaultPartition(of: table.name)
    statements.append(
      "CREATE TABLE \(QualifiedName(table.schema, name).quoted) PARTITION OF \(table.quoted) DEFAULT"
    )
  }
  guard !statements.isEmpty else { return }
  try await connection.execute(statements.joined(separator: "; "))
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
