import PostgresClient
import WarehouseModel

extension Model {
  /// Where the rows of a partitioned table wait until its partitions are known.
  private var stage: QualifiedName { QualifiedName(layer.schema, "whtest: stage") }

  /// What comes before the query in the statement that runs it: the table itself, or its stage.
  ///
  /// The stage goes in the transaction that made it, so nothing of it has to outlive a crash.
  var tablePrefix: String {
    guard partitioning != nil else { return createTablePrefix }
    return "CREATE UNLOGGED TABLE \(stage.quoted) AS\n"
  }

  /// Makes of what the query has given a table as the header wants it: parted, indexed, analysed.
  func finishTable(on connection: Connection) async throws {
    do {
      if let partitioning { try await spread(by: partitioning, on: connection) }
      try await makeIndexes(indexes, of: name, on: connection)
      try await connection.execute("ANALYZE \(name.quoted)")
    } catch let error as PostgresError {
      // The place that the server names is in a statement of ours.
      throw error == .cancelled ? error : error.failure(at: location)
    } catch let failure as BuildFailure {
      throw BuildFailure(
        code: failure.code, message: "\(name): \(failure.message)",
        location: failure.location ?? location)
    }
  }

  /// Moves the rows from the stage into partitions.
  ///
  /// One INSERT takes as long as a CREATE TABLE AS for each of four partitions with its scan of the stage,
  /// and does not take longer for a thousand.
  private func spread(by partitioning: Partitioning, on connection: Connection) async throws {
    try await connection.execute(
      "CREATE TABLE \(name.quoted) (LIKE \(stage.quoted)) PARTITION BY \(partitioning.clause)")
    try await makePartitions(for: partitioning, of: name, from: stage, on: connection)
    try await connection.execute(
      "INSERT INTO \(name.quoted) TABLE \(stage.quoted); DROP TABLE \(stage.quoted)")
  }
}
