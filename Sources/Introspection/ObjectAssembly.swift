import WarehouseModel

/// Objects in the making, from the rows of one catalog query after the other.
struct ObjectAssembly {
  /// What is of one relation or has no schema, together.
  private var groups: [QualifiedName: [SchemaObject]] = [:]
  /// The columns of relations and composite types, with their numbers.
  private var columns: [QualifiedName: [(number: Int32, name: String)]] = [:]
  /// Facts that came apart from the object they belong to.
  private var facts: [Place: [SchemaObject.Known]] = [:]
  private var names = KeyNames()

  /// Where an object is in the catalogs.
  private struct Place: Hashable {
    let catalog: String
    let oid: UInt32
    let sub: Int32
  }

  mutating func take(_ rows: ResultSet, of query: CatalogQuery) throws {
    let table = FactTable(rows)
    switch query.kind {
    case .facts:
      for row in rows.rows {
        let place = Place(
          catalog: try table.text(.catalog, in: row), oid: try table.oid(in: row),
          sub: table.sub(in: row))
        facts[place, default: []] += try table.facts(in: row)
      }
    case .names: try names.note(names: rows)
    case .columns:
      try names.note(columns: rows)
      for row in rows.rows {
        let column = try object(row, of: query, in: table)
        columns[column.group, default: []].append(
          (column.identity?.sub ?? 0, column.name.last.text))
        groups[column.group, default: []].append(column)
      }
    case .plain, .keyed:
      for row in rows.rows {
        let object = try object(row, of: query, in: table)
        groups[object.group, default: []].append(object)
      }
    }
  }

  /// All objects in the order of snapshots.
  func objects() async -> [SchemaObject] {
    let names = groups.keys.sorted()
    let (first, second) = (
      names.prefix(names.count / 2), names.suffix(names.count - names.count / 2)
    )
    // The server is done by now: both processors are free.
    async let head = objects(of: first)
    return await head + objects(of: second)
  }

  private func objects(of names: ArraySlice<QualifiedName>) -> [SchemaObject] {
    names.flatMap { name in
      whole(SchemaObject.sorted(groups[name] ?? []), columns[name] ?? [])
    }
  }

  /// The objects of one group, the order of its columns noted at what they are columns of: numbers would
  /// shift with each gap.
  ///
  /// Parts of relations that are not there, those of extensions, are left out.
  private func whole(
    _ objects: [SchemaObject], _ columns: [(number: Int32, name: String)]
  ) -> [SchemaObject] {
    guard objects.contains(where: { [.relation, .type].contains($0.kind.space) }) else {
      return objects.filter { !$0.kind.isPart }
    }
    guard !columns.isEmpty else { return objects }
    let ordered = columns.sorted { $0.number < $1.number }.map(\.name)
    return objects.map { object in
      switch object.kind.space {
      case .relation, .type: object.adding(SchemaObject.Known(.columns, .list(ordered)))
      default: object
      }
    }
  }

  private func object(
    _ row: [String?], of query: CatalogQuery, in table: FactTable
  ) throws -> SchemaObject {
    let identity = CatalogIdentity(
      oid: table.oid(.oid, in: row) ?? 0, sub: table.sub(in: row),
      labels: try table.list(.labelOIDs, in: row).compactMap { UInt32($0) },
      tree: names.tree(in: row, of: table) ?? table.number(.tree, in: row))
    let place = Place(
      catalog: table.optional(.catalog, in: row) ?? query.catalog, oid: identity.oid,
      sub: identity.sub)
    let kindName = try table.text(.kind, in: row)
    guard let kind = ObjectKind(name: kindName) else {
      throw CatalogError(description: "a catalog query gave an unknown kind \(kindName)")
    }
    let path = [.schema, .relation, .name].compactMap { (column: FactTable.Column) in
      table.optional(column, in: row)
    }
    let name = ObjectName(
      path.map { Identifier($0) }, signature: table.optional(.signature, in: row))
    let own = try table.facts(in: row)
    let more =
      (facts[place] ?? []) + (query.kind == .keyed ? try names.facts(in: row, of: table) : [])
    let known = identity.oid == 0 ? nil : identity
    return more.isEmpty
      ? SchemaObject(kind: kind, name: name, sortedFacts: own, identity: known)
      : SchemaObject(kind: kind, name: name, facts: own + more, identity: known)
  }
}
