import FoundationEssentials
import PostgresClient
import WarehouseModel

/// Something that bears a name in a permanent layer schema: a view of ours, or somebody's object.
struct PublicRelation: Sendable {
  let name: QualifiedName
  let layer: Layer
  let oid: String
  /// A view of whtest's own making: it reads the relation of its own name in a schema of a run.
  let isOurs: Bool
  let columns: [ShapeColumn]
  /// Such as `security_barrier=true`.
  let options: [String]
  let owner: Identifier
  let isOwnedByUs: Bool
  /// Whether we have the rights of its owner.
  let isReplaceable: Bool
  /// What gives the relation back its privileges and comments, should it be made anew.
  let restorations: [Restoration]
  /// What other people have built on it, in PostgreSQL's own words: `view bi.teams`.
  let dependents: [String]

  /// Whether CREATE OR REPLACE VIEW can give it the new shape: columns may only be appended.
  func canTakeShape(_ shape: [ShapeColumn]) -> Bool {
    shape.count >= columns.count && Array(shape.prefix(columns.count)) == columns
  }
}

/// A GRANT or COMMENT statement, and the column it is about.
struct Restoration: Sendable, Codable {
  let column: String?
  let statement: String
}

/// A column as far as a view's identity goes.
struct ShapeColumn: Hashable, Sendable, Codable {
  let name: String
  let type: String
  let collation: String?
}

extension Connection {
  /// Everything that has a name in the permanent schemas of the layers.
  func publicRelations() async throws -> [QualifiedName: PublicRelation] {
    let result = try await query(publicRelationsQuery)
    let types = try await query(publicTypesQuery)
    let found = try (types.rows + result.rows).map { row in try publicRelation(row) }
    return Dictionary(found.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The columns of a relation; none where it is not there.
  func columns(of relation: QualifiedName) async throws -> [ShapeColumn] {
    try await shapes(in: relation.schema, of: relation.name)[relation.name] ?? []
  }

  /// The columns of the relations in a schema, or of one of them, by the relation's name.
  func shapes(
    in schema: Identifier, of relation: Identifier? = nil
  ) async throws -> [Identifier: [ShapeColumn]] {
    let result = try await query(shapesQuery, [schema.text, relation?.text])
    var shapes: [Identifier: [ShapeColumn]] = [:]
    for row in result.rows {
      guard let name = row[0], let columns = row[1] else { continue }
      shapes[Identifier(name)] = try JSONDecoder().decode(
        [ShapeColumn].self, from: Data(columns.utf8))
    }
    return shapes
  }
}

private func publicRelation(_ row: [String?]) throws -> PublicRelation {
  func strings(_ index: Int) throws -> [String] {
    try JSONDecoder().decode([String].self, from: Data((row[index] ?? "[]").utf8))
  }
  let schema = row[0] ?? ""
  guard let layer = Layer(rawValue: schema) else {
    throw BuildFailure(code: nil, message: "no layer is called \(schema)", location: nil)
  }
  return PublicRelation(
    name: QualifiedName(Identifier(schema), Identifier(row[1] ?? "")),
    layer: layer,
    oid: row[2] ?? "",
    isOurs: row[3] == "t",
    columns: try JSONDecoder().decode([ShapeColumn].self, from: Data((row[4] ?? "[]").utf8)),
    options: try strings(5),
    owner: Identifier(row[6] ?? ""),
    isOwnedByUs: row[7] == "t",
    isReplaceable: row[10] == "t",
    restorations: try JSONDecoder().decode(
      [Restoration].self, from: Data((row[8] ?? "[]").utf8)),
    dependents: try strings(9))
}

/// The columns of a pg_class row `c` as JSON, in order.
private let columnsAsJSON = """
  (SELECT coalesce(json_agg(json_build_object(
      'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'collation', k.collname) ORDER BY a.attnum), '[]')
   FROM pg_catalog.pg_attribute AS a
   LEFT JOIN pg_catalog.pg_collation AS k ON k.oid = a.attcollation
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
  """

/// The privileges in an access control list, in the words of GRANT.
private func explodedPrivileges(_ list: String) -> String {
  """
  SELECT e.grantee, e.privilege_type,
         CASE WHEN e.grantee = 0 THEN 'PUBLIC'
           ELSE quote_ident(pg_catalog.pg_get_userbyid(e.grantee)) END AS name,
         CASE WHEN e.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS suffix
  FROM pg_catalog.aclexplode(\(list)) AS e
  """
}

private let shapesQuery = """
  SELECT c.relname, \(columnsAsJSON)
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm')
    AND ($2::text IS NULL OR c.relname = $2) AND NOT c.relispartition
  """

/// Types that are no relation's own: a view of that name could not be made either.
private let publicTypesQuery = """
  SELECT n.nspname, t.typname, t.oid, FALSE, '[]', '[]', pg_catalog.pg_get_userbyid(t.typowner),
         FALSE, '[]', '[]', FALSE
  FROM pg_catalog.pg_type AS t
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
  WHERE n.nspname IN ('bronze', 'silver', 'gold') AND t.typrelid = 0 AND t.typelem = 0
  """

private let publicRelationsQuery = """
  SELECT n.nspname,
         c.relname,
         c.oid,
         c.relkind = 'v' AND EXISTS (
           SELECT FROM pg_catalog.pg_rewrite AS w
           JOIN pg_catalog.pg_depend AS d
             ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
             AND d.refclassid = 'pg_catalog.pg_class'::regclass
           JOIN pg_catalog.pg_class AS data ON data.oid = d.refobjid
           JOIN pg_catalog.pg_namespace AS dn ON dn.oid = data.relnamespace
           WHERE w.ev_class = c.oid AND data.relname = c.relname
             AND dn.nspname ~ ('^' || n.nspname || '__r[0-9]+$')) AS is_ours,
         \(columnsAsJSON),
         to_json(coalesce(c.reloptions, '{}')),
         pg_catalog.pg_get_userbyid(c.relowner),
         c.relowner = (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user),
         (SELECT coalesce(json_agg(json_build_object('column', r.column, 'statement', r.statement)),
             '[]')
          FROM (
            SELECT NULL AS column, x.grantee, format('GRANT %s ON %I.%I TO %s%s', x.privilege_type,
              n.nspname, c.relname, x.name, x.suffix) AS statement
            FROM (\(explodedPrivileges("c.relacl"))) AS x
            UNION ALL
            SELECT a.attname, x.grantee, format('GRANT %s (%I) ON %I.%I TO %s%s', x.privilege_type,
              a.attname, n.nspname, c.relname, x.name, x.suffix)
            FROM pg_catalog.pg_attribute AS a, LATERAL (\(explodedPrivileges("a.attacl"))) AS x
            WHERE a.attrelid = c.oid AND NOT a.attisdropped
            UNION ALL
            SELECT a.attname, NULL, CASE WHEN o.objsubid = 0
              THEN format('COMMENT ON VIEW %I.%I IS %L', n.nspname, c.relname, o.description)
              ELSE format('COMMENT ON COLUMN %I.%I.%I IS %L', n.nspname, c.relname, a.attname,
                o.description) END
            FROM pg_catalog.pg_description AS o
            LEFT JOIN pg_catalog.pg_attribute AS a
              ON a.attrelid = c.oid AND a.attnum = o.objsubid AND o.objsubid > 0
            WHERE o.classoid = 'pg_catalog.pg_class'::regclass AND o.objoid = c.oid
          ) AS r WHERE r.grantee IS DISTINCT FROM c.relowner),
         (SELECT to_json(coalesce(array_agg(DISTINCT name), '{}')) FROM (
            SELECT CASE WHEN w.oid IS NOT NULL
              THEN pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, w.ev_class, 0)
              ELSE pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) END AS name
            FROM pg_catalog.pg_depend AS d
            LEFT JOIN pg_catalog.pg_rewrite AS w
              ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid
            WHERE (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = c.oid
                OR d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid = c.reltype)
              AND d.deptype IN ('n', 'a')
              AND (w.ev_class = c.oid AND w.rulename = '_RETURN') IS NOT TRUE) AS dependents),
         pg_catalog.pg_has_role(c.relowner, 'USAGE')
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('bronze', 'silver', 'gold') AND c.relkind <> 't'
  """
