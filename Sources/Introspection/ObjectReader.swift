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
    try await connection.execute(emptySearchPath)
    let version = await connection.serverVersion
    var objects: [SchemaObject] = []
    let asides = try await asides(on: connection, version: version)
    for query in CatalogQuery.all {
      let rows = try await connection.query(
        query.text(for: version), query.takesPartitions ? [unfoldsPartitions ? "t" : "f"] : [])
      objects += try Self.objects(of: query, in: rows, asides: asides)
    }
    return SchemaSnapshot(
      reader: .full, serverVersion: version,
      database: try await databaseIdentity(on: connection),
      unfoldsPartitions: unfoldsPartitions, notInspected: Self.notInspected,
      objects: Self.withoutStrays(objects))
  }

  /// What no query here looks at.
  static let notInspected = [
    "data and statistics of data", "database settings", "options of user mappings",
    "connection strings of subscriptions", "parameters and memberships of roles",
    "security labels", "tablespaces",
  ]

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
    of query: CatalogQuery, in rows: ResultSet, asides: [Place: [SchemaObject.Known]]
  ) throws -> [SchemaObject] {
    let table = FactTable(rows)
    return try rows.rows.map { row in
      let identity = CatalogIdentity(
        oid: try table.oid(in: row), sub: table.sub(in: row),
        labels: try table.list("label_oids", in: row).compactMap { UInt32($0) },
        tree: table.optional("tree", in: row).flatMap { Int64($0) })
      let place = Place(
        catalog: table.optional("class", in: row) ?? query.catalog, oid: identity.oid,
        sub: identity.sub)
      let kindName = try table.text("kind", in: row)
      guard let kind = ObjectKind(rawValue: kindName) else {
        throw CatalogError(description: "a catalog query gave an unknown kind \(kindName)")
      }
      let path = ["schema", "relation", "name"].compactMap { table.optional($0, in: row) }
      return SchemaObject(
        kind: kind,
        name: ObjectName(
          path.map { Identifier($0) }, signature: table.optional("signature", in: row)),
        facts: try table.facts(in: row) + (asides[place] ?? []), identity: identity)
    }
  }

  /// Leaves out the parts of relations that are not there: those of extensions.
  private static func withoutStrays(_ objects: [SchemaObject]) -> [SchemaObject] {
    let wholes = Set(
      objects.lazy.filter { !$0.kind.isPart && $0.name.path.count == 2 }.map(\.name))
    return objects.filter { object in
      guard object.kind.isPart, let relation = object.name.relation else { return true }
      return wholes.contains(ObjectName([relation.schema, relation.name]))
    }
  }

  /// The system identifier of the cluster and the OID of the database; nil where the role may not ask.
  private func databaseIdentity(on connection: Connection) async throws -> String? {
    try await connection.execute("SAVEPOINT identity")
    do throws(PostgresError) {
      let rows = try await connection.query(
        """
        SELECT pg_catalog.concat(c.system_identifier, '/', d.oid)
        FROM pg_catalog.pg_control_system() AS c, pg_catalog.pg_database AS d
        WHERE d.datname = pg_catalog.current_database()
        """)
      try await connection.execute("RELEASE SAVEPOINT identity")
      return rows.rows.first?.first ?? nil
    } catch {
      guard error.serverError != nil else { throw error }
      try await connection.execute("ROLLBACK TO SAVEPOINT identity")
      return nil
    }
  }
}

/// Where an object is in the catalogs.
private struct Place: Hashable {
  let catalog: String
  let oid: UInt32
  let sub: Int32
}

/// Reads facts from rows by the names that the query gave its columns.
private struct FactTable {
  private let positions: [String: Int]
  private let aspects: [(index: Int, aspect: Aspect)]

  init(_ rows: ResultSet) {
    positions = Dictionary(
      zip(rows.columns, rows.columns.indices), uniquingKeysWith: { first, _ in first })
    aspects = rows.columns.enumerated().compactMap { index, name in
      Aspect(rawValue: name).map { (index, $0) }
    }
  }

  func optional(_ column: String, in row: [String?]) -> String? {
    positions[column].flatMap { row[$0] }
  }

  func text(_ column: String, in row: [String?]) throws -> String {
    guard let value = optional(column, in: row) else {
      throw CatalogError(description: "a catalog query gave no \(column)")
    }
    return value
  }

  func oid(in row: [String?]) throws -> UInt32 {
    guard let oid = UInt32(try text("oid", in: row)) else {
      throw CatalogError(description: "a catalog query gave no oid")
    }
    return oid
  }

  func sub(in row: [String?]) -> Int32 { optional("sub", in: row).flatMap { Int32($0) } ?? 0 }

  func list(_ column: String, in row: [String?]) throws -> [String] {
    try optional(column, in: row).map { try JSONText.strings($0) } ?? []
  }

  func facts(in row: [String?]) throws -> [SchemaObject.Known] {
    try aspects.compactMap { index, aspect in
      guard let value = row[index], let fact = try fact(aspect, value) else { return nil }
      return SchemaObject.Known(aspect, fact)
    }
  }

  private func fact(_ aspect: Aspect, _ value: String) throws -> Fact? {
    switch aspect.shape {
    case .text: value.isEmpty ? nil : .text(aspect.normalised(value))
    case .flag: value == "t" ? .flag : nil
    case .number: Int64(value).map { .number($0) }
    case .list:
      try JSONText.strings(value).nonEmpty.map { .list($0.map(aspect.normalised)) }
    }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
