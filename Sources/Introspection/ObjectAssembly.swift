import WarehouseModel

/// Objects in the making, from the rows of one catalog query after the other.
struct ObjectAssembly {
  private(set) var objects: [SchemaObject] = []
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
          catalog: try table.text("class", in: row), oid: try table.oid(in: row),
          sub: table.sub(in: row))
        facts[place, default: []] += try table.facts(in: row)
      }
    case .names: try names.note(names: rows)
    case .columns:
      try names.note(columns: rows)
      objects += try rows.rows.map { try object($0, of: query, in: table) }
    case .plain, .keyed: objects += try rows.rows.map { try object($0, of: query, in: table) }
    }
  }

  private func object(
    _ row: [String?], of query: CatalogQuery, in table: FactTable
  ) throws -> SchemaObject {
    let identity = CatalogIdentity(
      oid: table.oid("oid", in: row) ?? 0, sub: table.sub(in: row),
      labels: try table.list("label_oids", in: row).compactMap { UInt32($0) },
      tree: names.tree(in: row, of: table) ?? table.number("tree", in: row))
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
    let own = try table.facts(in: row)
    let more =
      (facts[place] ?? []) + (query.kind == .keyed ? try names.facts(in: row, of: table) : [])
    let known = identity.oid == 0 ? nil : identity
    return more.isEmpty
      ? SchemaObject(kind: kind, name: name, sortedFacts: own, identity: known)
      : SchemaObject(kind: kind, name: name, facts: own + more, identity: known)
  }
}
