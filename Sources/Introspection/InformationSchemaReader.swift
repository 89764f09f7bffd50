import PostgresClient
import WarehouseModel

/// The portable reader: `information_schema` alone, as the SQL standard names things
/// ([The Information Schema](https://www.postgresql.org/docs/current/information-schema.html)).
///
/// It knows no materialized views, indexes, comments or validity, takes a partitioned table for a
/// table, and says nothing (nil) about constraints that are hidden from the role.
struct InformationSchemaReader: SchemaReader {
  func read(on connection: Connection) async throws -> LiveSchema {
    try await connection.execute(emptySearchPath)
    let relations = try await connection.query(
      catalogQuery(PackageResources.portable_relations_sql))
    let columns = try await connection.query(catalogQuery(PackageResources.portable_columns_sql))
    let constraints = try await connection.query(
      catalogQuery(PackageResources.portable_constraints_sql))

    let columnsByRelation = try Dictionary(
      grouping: columns.catalogRows, by: { try $0.name("schema", "relation") })
    let constraintsByRelation = try Dictionary(
      grouping: constraints.catalogRows, by: { try $0.name("schema", "relation") })
    let version = await connection.serverVersion
    let snapshot = Snapshot(
      reader: .portable,
      relations: try relations.catalogRows.map { row in
        let name = try row.name("schema", "name")
        let visible = try row.flag("sees_constraints")
        let rows = constraintsByRelation[name] ?? []
        return Relation(
          name: name,
          kind: try Self.kind(row.text("kind")),
          columns: try (columnsByRelation[name] ?? []).map(Self.column),
          constraints: visible || !rows.isEmpty
            ? try rows.compactMap {
              try Self.constraint($0, serverVersion: version)
            } : nil)
      })
    let obscure = try constraintsByRelation.filter { _, rows in
      try rows.contains { try $0.flag("has_namesake") }
    }
    return LiveSchema(
      schema: SchemaSnapshot(
        of: snapshot, obscure: Set(obscure.keys), serverVersion: version), snapshot: snapshot)
  }

  private static func kind(_ tableType: String) throws -> Relation.Kind {
    switch tableType {
    case "BASE TABLE", "LOCAL TEMPORARY": .table
    case "VIEW": .view
    case "FOREIGN": .foreignTable
    default: throw CatalogError(description: "unknown table_type \(tableType)")
    }
  }

  private static func column(_ row: CatalogRow) throws -> Column {
    // is_nullable is NO for a NOT NULL domain too, which is not the column's own rule.
    let isDomain = row.optional("domain_name") != nil
    let isNotNull = try row.text("is_nullable") == "NO"
    return Column(
      name: try row.identifier("name"),
      type: try type(row),
      isNotNull: isDomain && isNotNull ? nil : isNotNull,
      defaultExpression: row.optional("default_expression"), generation: try generation(row),
      domain: isDomain ? Column.Domain(base: try baseType(row), isNotNull: nil) : nil)
  }

  private static func generation(_ row: CatalogRow) throws -> Column.Generation? {
    switch (row.optional("identity_generation"), try row.text("is_generated")) {
    case ("ALWAYS"?, _): .identityAlways
    case (.some, _): .identityByDefault
    case (nil, "ALWAYS"): .computed
    default: nil
    }
  }

  private static func type(_ row: CatalogRow) throws -> DataType {
    if let schema = row.optional("domain_schema"), let name = row.optional("domain_name") {
      return DataType(named(schema, name))
    }
    return try baseType(row)
  }

  /// The type without regard to domains: the view tells what a domain stands for.
  private static func baseType(_ row: CatalogRow) throws -> DataType {
    switch try row.text("data_type") {
    case "ARRAY":
      guard let element = row.optional("element_data_type") else {
        // Of a domain's array the view of elements says nothing; its own name begins with _.
        return DataType(
          base: DataType(String(try row.text("udt_name").drop { $0 == "_" })).base, isArray: true)
      }
      let name =
        element == "USER-DEFINED"
        ? named(try row.text("element_udt_schema"), try row.text("element_udt_name")) : element
      return DataType(base: DataType(name).base, isArray: true)
    case "USER-DEFINED":
      return DataType(named(try row.text("udt_schema"), try row.text("udt_name")))
    case let name:
      return DataType(base: DataType(name).base, modifiers: modifiers(of: name, row))
    }
  }

  /// A type as `format_type` prints it under an empty path: bare in `pg_catalog`, else qualified.
  private static func named(_ schema: String, _ name: String) -> String {
    schema == "pg_catalog" ? name : "\(printed(schema)).\(printed(name))"
  }

  /// Quoted only where PostgreSQL's `quote_identifier` would.
  private static func printed(_ name: String) -> String {
    let isPlain = name.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
      default: false
      }
    }
    return isPlain ? name : Identifier(name).quoted
  }

  private static func modifiers(of name: String, _ row: CatalogRow) -> [Int] {
    switch name {
    case "character varying", "character", "bit", "bit varying":
      row.integer("length").map { [$0] } ?? []
    case "numeric":
      [row.integer("precision"), row.integer("scale")].compactMap { $0 }
    case _ where name.hasPrefix("time"):
      // Six digits are what a type without modifier has; the view cannot tell the two apart.
      row.integer("datetime_precision").flatMap { $0 == 6 ? nil : [$0] } ?? []
    default: []
    }
  }

  private static func constraint(
    _ row: CatalogRow, serverVersion: Int
  ) throws -> Constraint? {
    let columns = try row.identifiers("columns")
    let name = try row.identifier("name")
    switch try row.text("kind") {
    case "PRIMARY KEY":
      return Constraint(name: name, kind: .primaryKey(columns: columns), isValid: nil)
    case "UNIQUE":
      return Constraint(name: name, kind: .unique(columns: columns), isValid: nil)
    case "CHECK":
      guard let clause = row.optional("expression") else { return nil }
      return Constraint(
        name: name,
        kind: .check(
          expression: Aspect.expression.normalised(
            expression(clause, serverVersion: serverVersion))),
        isValid: nil)
    case "FOREIGN KEY":
      guard row.optional("referenced_relation") != nil else { return nil }
      return Constraint(
        name: name,
        kind: .foreignKey(
          columns: columns, references: try row.name("referenced_schema", "referenced_relation"),
          referenced: try row.identifiers("referenced_columns")),
        isValid: nil)
    default: return nil
    }
  }

  /// The expression without what servers before 18 add: outer parentheses, NOT VALID, NO INHERIT.
  private static func expression(_ clause: String, serverVersion: Int) -> String {
    guard serverVersion < 180_000 else { return clause }
    var text = Substring(clause)
    for suffix in [" NOT VALID", " NO INHERIT"] where text.hasSuffix(suffix) {
      text = text.dropLast(suffix.count)
    }
    return String(text.dropFirst().dropLast())
  }
}
