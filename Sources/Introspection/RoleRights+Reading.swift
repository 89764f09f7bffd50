internal import FoundationEssentials
package import PostgresClient
package import WarehouseModel

/// What the roles of contracts may not do with what those promise, asked of the server in one query.
///
/// Nil where no contract speaks of roles.
package func roleRights(
  of contracts: [Contract], on connection: Connection
) async throws -> RoleRights? {
  let objects = contracts.flatMap(\.objects)
  let roles = Set(objects.flatMap(\.terms.roles).map(\.role)).sorted()
  guard !roles.isEmpty else { return nil }
  let wanted = objects.filter { !$0.terms.roles.isEmpty }.flatMap { object -> [PromisedColumn] in
    let columns: [String?] =
      object.properties.isEmpty ? [nil] : object.properties.map(\.column.text)
    return columns.map {
      PromisedColumn(
        schema: object.relation.schema.text, relation: object.relation.name.text, name: $0)
    }
  }
  let rows = try await connection.query(
    catalogQuery(PackageResources.role_rights_sql),
    [try json(roles.map(\.text)), try json(wanted)]
  ).catalogRows
  let lacks = try rows.filter { $0.optional("privilege") != nil }.map { row in
    let text = try row.text("privilege")
    guard let privilege = Privilege(rawValue: text) else {
      throw CatalogError(description: "a catalog query gave the privilege \(text)")
    }
    return RoleRights.Lack(
      role: try row.identifier("role"), relation: try row.name("schema", "relation"),
      privilege: privilege, column: row.optional("name").map { Identifier($0) })
  }
  let missing = try rows.filter { $0.optional("privilege") == nil }.map {
    try $0.identifier("role")
  }
  return RoleRights(missing: Set(missing), lacks: Set(lacks))
}

private struct PromisedColumn: Encodable {
  let schema: String
  let relation: String
  /// Nil for the relation as a whole.
  let name: String?
}

private func json(_ value: some Encodable) throws -> String {
  String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
}
