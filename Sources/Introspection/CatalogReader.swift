import PostgresClient
import WarehouseModel

/// The full reader: `pg_catalog`, which shows a role with nothing but SELECT what the owner sees
/// ([System Catalogs](https://www.postgresql.org/docs/current/catalogs.html)).
struct CatalogReader: SchemaReader {
  func snapshot(on connection: Connection) async throws -> Snapshot {
    try await connection.execute(emptySearchPath)
    let relations = try await connection.query(catalogQuery(PackageResources.full_relations_sql))
    let columns = try await connection.query(catalogQuery(PackageResources.full_columns_sql))
    let constraints = try await connection.query(
      catalogQuery(PackageResources.full_constraints_sql))

    let columnsByRelation = try Dictionary(
      grouping: columns.catalogRows, by: { try $0.name("schema", "relation") })
    let constraintsByRelation = try Dictionary(
      grouping: constraints.catalogRows, by: { try $0.name("schema", "relation") })
    let known = Set(try relations.catalogRows.map { try $0.name("schema", "name") })
    return Snapshot(
      reader: .full,
      relations: try relations.catalogRows.map { row in
        let name = try row.name("schema", "name")
        return Relation(
          name: name,
          kind: try Self.kind(row.text("kind")),
          columns: try (columnsByRelation[name] ?? []).map(Self.column),
          constraints: try (constraintsByRelation[name] ?? []).map(Self.constraint),
          comment: row.optional("comment"))
      },
      unreadable: try columnsByRelation.mapValues { rows in
        Set(try rows.filter { try !$0.flag("is_readable") }.map { try $0.identifier("name") })
      }.filter { !$0.value.isEmpty && known.contains($0.key) })
  }

  private static func kind(_ relkind: String) throws -> Relation.Kind {
    switch relkind {
    case "r": .table
    case "p": .partitionedTable
    case "v": .view
    case "m": .materializedView
    case "f": .foreignTable
    default: throw CatalogError(description: "unknown relkind \(relkind)")
    }
  }

  private static func column(_ row: CatalogRow) throws -> Column {
    Column(
      name: try row.identifier("name"),
      type: DataType(try row.text("type")),
      isNotNull: try row.flag("is_not_null"),
      defaultExpression: row.optional("default_expression"),
      comment: row.optional("comment"))
  }

  private static func constraint(_ row: CatalogRow) throws -> Constraint {
    let columns = try row.identifiers("columns")
    let kind: Constraint.Kind =
      switch try row.text("kind") {
      case "p": .primaryKey(columns: columns)
      case "u": .unique(columns: columns)
      case "i": .uniqueIndex(columns: columns)
      case "c": .check(expression: Aspect.expression.normalised(try row.text("expression")))
      case "f":
        .foreignKey(
          columns: columns, references: try row.name("referenced_schema", "referenced_relation"),
          referenced: try row.identifiers("referenced_columns"))
      case let other: throw CatalogError(description: "unknown contype \(other)")
      }
    return Constraint(
      name: try row.identifier("name"), kind: kind, isValid: try row.flag("is_valid"))
  }
}
