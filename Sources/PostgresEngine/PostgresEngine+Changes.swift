import PostgresClient
package import WarehouseModel

extension PostgresEngine {
  package func changes(
    of relation: QualifiedName, layer: Layer, key: [Identifier]
  ) async throws -> RowCounts {
    if let counts = counted[relation] { return counts }
    let extent = try await extent(of: relation)
    guard let before = published[relation], before.isOurs else {
      return extent.counts(before: 0, inserted: extent.rows, updated: 0, deleted: 0)
    }
    let shape = try await building().columns(of: relation)
    let common = shape.filter(before.columns.contains)
    return try await withPublished(relation, layer: layer) { old in
      try await compare(
        Comparison(
          new: relation, old: old, columns: common, key: key,
          taken: Set((shape + before.columns).map(\.name))), extent)
    }
  }

  private func compare(_ comparison: Comparison, _ extent: Extent) async throws -> RowCounts {
    let previous = try await number(of: comparison.old)
    if let joined = comparison.joined {
      let found = try await numbers(of: joined)
      // With a key that is unique and never NULL every row is matched once, and the sums come out.
      if found.count == 5, found[4] == 0, found[0] + found[1] == extent.rows,
        found[0] + found[3] == previous
      {
        return extent.counts(
          before: previous, inserted: found[1], updated: found[2], deleted: found[3])
      }
    }
    let found = try await numbers(of: comparison.grouped)
    return extent.counts(
      before: previous, inserted: found.first ?? 0, updated: found.dropFirst().first ?? 0,
      deleted: found.dropFirst(2).first ?? 0)
  }

  /// The relation as readers see it now; a view is read once, into a table that goes again.
  private func withPublished<Value: Sendable>(
    _ relation: QualifiedName, layer: Layer, _ body: (QualifiedName) async throws -> Value
  ) async throws -> Value {
    let old = QualifiedName(LayerSchemas.aside(layer), relation.name)
    guard views.contains(relation) else { return try await body(old) }
    // In our own schema: a role may lack the right to temporary tables.
    let connection = try building()
    let copy = QualifiedName(layer.schema, "whtest: as published")
    do {
      try await connection.execute(
        "SAVEPOINT published; CREATE TABLE \(copy.quoted) AS SELECT * FROM \(old.quoted)")
      let value = try await body(copy)
      try await connection.execute("ROLLBACK TO SAVEPOINT published; RELEASE SAVEPOINT published")
      return value
    } catch {
      _ = try? await connection.execute(
        "ROLLBACK TO SAVEPOINT published; RELEASE SAVEPOINT published")
      guard let error = error as? PostgresError else { throw error }
      throw error.forCaller
    }
  }

  /// How much there is of a relation that was just built; what will be a view takes no room.
  func extent(of relation: QualifiedName) async throws -> Extent {
    let store = stores[relation] ?? relation
    let name = "\(quotedLiteral(store.quoted))::regclass"
    let bytes =
      views.contains(relation)
      ? "0"
      : """
      coalesce((SELECT sum(pg_catalog.pg_total_relation_size(relid))
          FROM pg_catalog.pg_partition_tree(\(name))),
        pg_catalog.pg_total_relation_size(\(name)))
      """
    let found = try await numbers(of: "SELECT count(*), \(bytes) FROM \(relation.quoted)")
    return Extent(rows: found.first ?? 0, bytes: found.last ?? 0)
  }

  func number(of relation: QualifiedName) async throws -> Int64 {
    try await numbers(of: dialect.number(.rows, of: RowSet(relation))).first ?? 0
  }

  /// The one row of a query that counts; what is no number is an error, and must not pass for zero.
  func numbers(of query: String) async throws -> [Int64] {
    try await values(of: AuditQuery(query)).map { value in
      guard let number = value.flatMap({ Int64($0) }) else {
        throw BuildFailure(
          code: nil, message: "a counting query gave \(value ?? "NULL")", location: nil)
      }
      return number
    }
  }
}

/// How much there is of a relation.
struct Extent {
  let rows: Int64
  let bytes: Int64

  func counts(before: Int64, inserted: Int64, updated: Int64, deleted: Int64) -> RowCounts {
    RowCounts(
      total: rows, before: before, inserted: inserted, updated: updated, deleted: deleted,
      read: rows, bytes: bytes)
  }
}

/// The SQL that compares a relation of this run with the published one.
private struct Comparison {
  let new: QualifiedName
  let old: QualifiedName
  /// Columns that both have, with the same type.
  let columns: [ShapeColumn]
  let key: [Identifier]
  /// The names of all columns of either.
  let taken: Set<String>

  init(
    new: QualifiedName, old: QualifiedName, columns: [ShapeColumn], key: [Identifier],
    taken: Set<String>
  ) {
    self.new = new
    self.old = old
    self.columns = columns
    self.taken = taken
    let names = Set(columns.map(\.name))
    self.key = key.allSatisfy { names.contains($0.text) } ? key : []
  }

  /// Matched, inserted, updated, deleted, right if the key is unique; nil without a key.
  var joined: String? {
    guard !key.isEmpty else { return nil }
    let match = keyColumns.map { "\($0.comparable(of: "n")) = \($0.comparable(of: "o"))" }
      .joined(separator: " AND ")
    let rest = columns.filter { !key.contains(Identifier($0.name)) }
    let differs =
      rest.isEmpty
      ? "FALSE"
      : "ROW(\(values(rest, of: "n"))) IS DISTINCT FROM ROW(\(values(rest, of: "o")))"
    let here = unused("here")
    let unknown = key.map { "coalesce(n.\($0.quoted)::text, o.\($0.quoted)::text) IS NULL" }
      .joined(separator: " OR ")
    let both = "n.\(here) AND o.\(here)"
    return """
      SELECT count(*) FILTER (WHERE \(both)),
             count(*) FILTER (WHERE o.\(here) IS NULL),
             count(*) FILTER (WHERE \(both) AND \(differs)),
             count(*) FILTER (WHERE n.\(here) IS NULL),
             count(*) FILTER (WHERE \(unknown))
      FROM (SELECT *, TRUE AS \(here) FROM \(new.quoted)) AS n
      FULL JOIN (SELECT *, TRUE AS \(here) FROM \(old.quoted)) AS o ON \(match)
      """
  }

  /// Inserted, updated, deleted, for whatever data.
  ///
  /// Rows of one key are counted against each other: those with the same content on both sides are
  /// unchanged, and of the others as many are updated as there are on both sides.
  var grouped: String {
    let sides = [(new, "TRUE"), (old, "FALSE")].map { relation, isNew in
      "SELECT \(names), \(isNew) AS \(unused("is_new")) FROM \(relation.quoted)"
    }
    let hash = "md5(ROW(\(columns.isEmpty ? "NULL" : values(columns, of: "d")))::text)"
    let keys = key.isEmpty ? [hash] : keyColumns.map { $0.comparable(of: "d") }
    let keyNames = keys.indices.map { "key_\($0)" }
    // By position: a column of the data may bear any name that we give.
    let positions = (1...(keys.count + 1)).map(String.init).joined(separator: ", ")
    let isNew = "d.\(unused("is_new"))"
    let keyList = zip(keyNames, keys).map { "\($1) AS \($0)" }.joined(separator: ", ")
    return """
      WITH contents AS (
        SELECT \(keyList), \(hash) AS hash,
               count(*) FILTER (WHERE \(isNew)) AS after,
               count(*) FILTER (WHERE NOT \(isNew)) AS before
        FROM (\(sides.joined(separator: " UNION ALL "))) AS d
        GROUP BY \(positions)
      ), keys AS (
        SELECT sum(after) AS after, sum(before) AS before, sum(least(after, before)) AS same
        FROM contents
        GROUP BY \(keyNames.joined(separator: ", "))
      )
      SELECT coalesce(sum(greatest(after - before, 0)), 0),
             coalesce(sum(least(after, before) - same), 0),
             coalesce(sum(greatest(before - after, 0)), 0)
      FROM keys
      """
  }

  private var keyColumns: [ShapeColumn] { columns.among(key) }

  /// A name that no column of either relation bears.
  private func unused(_ name: String) -> String {
    var name = "whtest_\(name)"
    while taken.contains(name) { name += "_" }
    return name
  }

  private var names: String {
    columns.isEmpty ? "NULL" : columns.quotedList
  }

  private func values(_ columns: [ShapeColumn], of alias: String) -> String {
    columns.map { $0.comparable(of: alias) }.joined(separator: ", ")
  }
}
