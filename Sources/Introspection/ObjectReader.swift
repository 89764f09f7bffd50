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
    let asides = try await asides(on: connection, version: version)
    let names = try KeyNames(
      try await connection.query(CatalogQuery.namesOfKeys.text(for: version)))
    let objects = Self.withoutStrays(
      try await objects(on: connection, version: version, asides: asides, names: names))
    let database = try await databaseIdentity(on: connection)
    // The transaction may go on to copy what was read.
    try await connection.execute(
      "SET LOCAL jit TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT")
    return SchemaSnapshot(
      reader: .full, serverVersion: version, database: database,
      unfoldsPartitions: unfoldsPartitions,
      notInspected: Self.notInspected + (unfoldsPartitions ? [] : [Self.foldedParts]),
      objects: objects)
  }

  /// Makes objects of the rows of one query while the server works on the next.
  private func objects(
    on connection: Connection, version: Int, asides: [Place: [SchemaObject.Known]], names: KeyNames
  ) async throws -> [SchemaObject] {
    let (answers, feed) = AsyncStream.makeStream(of: Answer.self)
    async let objects = Self.objects(from: answers, asides: asides, names: names)
    defer { feed.finish() }
    for query in CatalogQuery.all {
      let rows = try await connection.query(
        query.text(for: version), query.takesPartitions ? [unfoldsPartitions ? "t" : "f"] : [])
      feed.yield(Answer(query: query, rows: rows))
    }
    feed.finish()
    return try await objects
  }

  private struct Answer: Sendable {
    let query: CatalogQuery
    let rows: ResultSet
  }

  private static func objects(
    from answers: AsyncStream<Answer>, asides: [Place: [SchemaObject.Known]], names: KeyNames
  ) async throws -> [SchemaObject] {
    var names = names
    var objects: [SchemaObject] = []
    for await answer in answers {
      if answer.query.kind == .columns { try names.note(columns: answer.rows) }
      objects += try Self.objects(
        of: answer.query, in: answer.rows, asides: asides, names: names)
    }
    return objects
  }

  /// What no query here looks at.
  static let notInspected = [
    "comments on and settings of the database", "connection strings of subscriptions",
    "data and statistics of data", "names and comments of indexes behind constraints",
    "options of user mappings", "parameters and memberships of roles",
    "privileges on what PostgreSQL or an extension brought", "security labels",
    "sequences of identity columns but for their numbers", "tablespaces", "who granted a privilege",
  ]

  /// What is left out of partitions when they are folded.
  static let foldedParts = "columns, constraints and indexes of partitions (--partitions)"

  // MARK: - Rows to objects

  /// Comments and privileges, by the object they belong to.
  private func asides(
    on connection: Connection, version: Int
  ) async throws -> [Place: [SchemaObject.Known]] {
    var asides: [Place: [SchemaObject.Known]] = [:]
    for query in CatalogQuery.asides {
      let rows = try await connection.query(query.text(for: version))
      let table = FactTable(rows)
      for row in rows.rows {
        let place = Place(
          catalog: try table.text("class", in: row), oid: try table.oid(in: row),
          sub: table.sub(in: row))
        asides[place, default: []] += try table.facts(in: row)
      }
    }
    return asides
  }

  private static func objects(
    of query: CatalogQuery, in rows: ResultSet, asides: [Place: [SchemaObject.Known]],
    names: KeyNames
  ) throws -> [SchemaObject] {
    let table = FactTable(rows)
    return try rows.rows.map { row in
      let identity = CatalogIdentity(
        oid: table.oid("oid", in: row) ?? 0, sub: table.sub(in: row),
        labels: try table.list("label_oids", in: row).compactMap { UInt32($0) },
        tree: table.optional("tree", in: row).flatMap { Int64($0) })
      let place = Place(
        catalog: table.optional("class", in: row) ?? query.catalog, oid: identity.oid,
        sub: identity.sub)
      let kindName = try table.text("kind", in: row)
      guard let kind = ObjectKind(name: kindName) else {
        throw CatalogError(description: "a catalog query gave an unknown kind \(kindName)")
      }
      let path = ["schema", "relation", "name"].compactMap { table.optional($0, in: row) }
      let name = ObjectName(
        path.map { Identifier($0) }, signature: table.optional("signature", in: row))
      let facts = try table.facts(in: row)
      let more =
        (asides[place] ?? []) + (query.kind == .keyed ? try names.facts(in: row, of: table) : [])
      let known = identity.oid == 0 ? nil : identity
      return more.isEmpty
        ? SchemaObject(kind: kind, name: name, sortedFacts: facts, identity: known)
        : SchemaObject(kind: kind, name: name, facts: facts + more, identity: known)
    }
  }

  /// Leaves out the parts of relations that are not there, those of extensions, and notes the order
  /// of columns at what they are columns of: numbers would shift with each gap.
  private static func withoutStrays(_ objects: [SchemaObject]) -> [SchemaObject] {
    var columns: [ObjectName: [String]] = [:]
    for object in objects where object.kind == .column {
      columns[object.name.parent, default: []].append(object.name.last.text)
    }
    let wholes = Set(
      objects.lazy.filter { !$0.kind.isPart && $0.name.path.count == 2 }.map(\.name))
    return objects.compactMap { object in
      switch object.kind.space {
      case .relation, .type:
        guard let names = columns[object.name] else { return object }
        return object.adding(SchemaObject.Known(.columns, .list(names)))
      default: break
      }
      guard object.kind.isPart, let relation = object.name.relation else { return object }
      return wholes.contains(ObjectName([relation.schema, relation.name])) ? object : nil
    }
  }
}

/// Where an object is in the catalogs.
private struct Place: Hashable, Sendable {
  let catalog: String
  let oid: UInt32
  let sub: Int32
}
