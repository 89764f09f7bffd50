import PostgresClient
import WarehouseModel

extension Connection {
  /// Stands what a run does not make beside what it makes, as it is published: a view for each.
  ///
  /// A view that the published run has is taken over word for word, so that one carried from run to run
  /// always reads the table itself and no chain of views grows.
  func carry(_ relations: [CarriedRelation]) async throws {
    guard !relations.isEmpty else { return }
    var queries: [QualifiedName: String] = [:]
    for row in try await query(publishedQueries).rows {
      guard let schema = row[0], let name = row[1], let text = row[2] else { continue }
      queries[QualifiedName(Identifier(schema), Identifier(name))] = text
    }
    let statements = try relations.map { relation in
      guard let query = queries[relation.name] else {
        throw BuildFailure(
          code: nil, message: "\(relation.name) is not published, so it cannot be carried over",
          location: relation.location)
      }
      return "CREATE VIEW \(relation.name.quoted) AS \(query)"
    }
    // The text of a view ends with a semicolon, and that of a table does as well.
    try await execute(statements.joined(separator: "\n"))
  }
}

/// What the public views read while they are put aside: the text of a run's view, or its table by name.
private let publishedQueries = """
  SELECT DISTINCT layer, d.relname,
         CASE WHEN d.relkind = 'v' THEN pg_catalog.pg_get_viewdef(d.oid)
           ELSE format('SELECT %s FROM %I.%I;',
             (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = d.oid AND a.attnum > 0 AND NOT a.attisdropped),
             dn.nspname, d.relname) END
  FROM unnest('{\(Layer.allCases.map(\.rawValue).joined(separator: ","))}'::text[]) AS layer
  JOIN pg_catalog.pg_namespace AS pn ON pn.nspname = layer || '__live'
  JOIN pg_catalog.pg_class AS p ON p.relnamespace = pn.oid
  JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = p.oid
  JOIN pg_catalog.pg_depend AS o
    ON o.classid = 'pg_catalog.pg_rewrite'::regclass AND o.objid = w.oid
    AND o.refclassid = 'pg_catalog.pg_class'::regclass
  JOIN pg_catalog.pg_class AS d ON d.oid = o.refobjid AND d.relname = p.relname
  JOIN pg_catalog.pg_namespace AS dn
    ON dn.oid = d.relnamespace AND dn.nspname ~ ('^' || layer || '__r[0-9]+$')
  """
