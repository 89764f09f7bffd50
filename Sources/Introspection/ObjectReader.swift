package import PostgresClient
package import WarehouseModel

/// Reads all objects of a database from `pg_catalog`, in a fixed number of queries
/// ([System Catalogs](https://www.postgresql.org/docs/current/catalogs.html)).
package struct ObjectReader: Sendable {
  /// Reads the columns, constraints and indexes of partitions too, not their bounds alone.
  let unfoldsPartitions: Bool

  package init(unfoldsPartitions: Bool = false) {
    self.unfoldsPartitions = unfoldsPartitions
  }

  /// Reads inside the transaction that the session is in; all facts are then of one moment.
  package func snapshot(on connection: Connection) async throws -> SchemaSnapshot {
    // Compiling a catalog query takes longer than running it.
    try await connection.execute(
      emptySearchPath + "; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0")
    let version = await connection.serverVersion
    let objects = try await objects(on: connection, version: version)
    let database = try await databaseIdentity(on: connection)
    // The transaction may go on to copy what was read.
    try await connection.execute(
      "SET LOCAL jit TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT")
    return SchemaSnapshot(
      reader: .full, serverVersion: version, database: database,
      unfoldsPartitions: unfoldsPartitions,
      notInspected: Self.notInspected + (unfoldsPartitions ? [] : [Self.foldedParts]),
      sortedObjects: objects)
  }

  /// Makes objects of the rows of one query while the server works on the next.
  private func objects(on connection: Connection, version: Int) async throws -> [SchemaObject] {
    let (answers, feed) = AsyncStream.makeStream(
      of: (CatalogQuery, Task<ResultSet, Never>).self)
    async let objects = Self.objects(from: answers)
    defer { feed.finish() }
    for query in CatalogQuery.all {
      let answer = try await connection.answer(
        to: query.text(for: version), query.takesPartitions ? [unfoldsPartitions ? "t" : "f"] : [])
      feed.yield((query, Task { answer.resultSet() }))
    }
    feed.finish()
    return try await objects
  }

  private static func objects(
    from answers: AsyncStream<(CatalogQuery, Task<ResultSet, Never>)>
  ) async throws -> [SchemaObject] {
    var assembly = ObjectAssembly()
    for await (query, rows) in answers { try assembly.take(await rows.value, of: query) }
    return await assembly.objects()
  }

  /// What no query here looks at.
  static let notInspected = [
    "comments on and settings of the database", "connection strings of subscriptions",
    "data and statistics of data", "options of user mappings",
    "parameters and memberships of roles",
    "privileges on what PostgreSQL or an extension brought", "security labels", "tablespaces",
    "who granted a privilege",
  ]

  /// What is left out of partitions when they are folded.
  static let foldedParts = "columns, constraints and indexes of partitions (--partitions)"
}
