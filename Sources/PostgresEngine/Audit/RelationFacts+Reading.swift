import PostgresClient
import SQLAnalysis
import WarehouseModel

extension Connection {
  /// What the catalog tells of relations that are to be checked, in a fixed number of queries.
  ///
  /// Nothing is asked that has to lock a relation, so that one which is being altered holds up nobody.
  func facts(
    of relations: Set<QualifiedName>
  ) async throws(PostgresError) -> [QualifiedName: RelationFacts] {
    let names = [
      arrayLiteral(relations.sorted().map(\.schema.text)),
      arrayLiteral(relations.sorted().map(\.name.text)),
    ]
    let version = serverVersion
    let columns = try await query(columnQuery(version), names)
    let keys = try await query(keyQuery, names)
    let references = try await query(referenceQuery, names)
    let conditions = try await conditions(of: names)
    return CatalogFacts(
      columns: columns, keys: keys, references: references, conditions: conditions
    ).relations
  }

  /// To print a check, the server has to open its table: where that is locked, nothing is proven by checks.
  private func conditions(of names: [String]) async throws(PostgresError) -> ResultSet {
    try await execute("SAVEPOINT facts; SET LOCAL lock_timeout = '100ms'")
    do {
      let rows = try await query(conditionQuery, names)
      try await execute("ROLLBACK TO SAVEPOINT facts; RELEASE SAVEPOINT facts")
      return rows
    } catch {
      guard error.serverError != nil else { throw error }
      try await execute("ROLLBACK TO SAVEPOINT facts; RELEASE SAVEPOINT facts")
      return ResultSet(columns: [], rows: [])
    }
  }
}

/// Puts the answers together.
private struct CatalogFacts {
  private var columns: [QualifiedName: [Identifier: RelationFacts.ColumnFacts]] = [:]
  private var rows: [QualifiedName: Double] = [:]
  private var keys: [QualifiedName: [RelationFacts.ProvenKey]] = [:]
  private var references: [QualifiedName: [RelationFacts.ProvenReference]] = [:]

  private var conditions: [QualifiedName: [RelationFacts.ProvenCondition]] = [:]

  init(
    columns: ResultSet, keys: ResultSet, references: ResultSet, conditions: ResultSet
  ) {
    for row in columns.rows {
      guard let (name, rest) = row.relation else { continue }
      if let count = rest[0].flatMap({ Double($0) }), count >= 0 { rows[name] = count }
      var known = self.columns[name] ?? [:]
      if let column = rest[1], let type = rest[2] {
        known[Identifier(column)] = RelationFacts.ColumnFacts(
          type: DataType(type), isNotNull: rest[3] == "t", labels: rest[4].map(elements),
          isDeterministic: rest[5] != "f")
      }
      self.columns[name] = known
    }
    for row in keys.rows {
      guard let (name, rest) = row.relation, let key = rest[0], let columns = rest[1] else {
        continue
      }
      self.keys[name, default: []].append(
        RelationFacts.ProvenKey(
          name: Identifier(key), columns: Set(elements(of: columns).map { Identifier($0) })))
    }
    for row in references.rows {
      guard let (name, rest) = row.relation, let key = rest[0], let columns = rest[1],
        let schema = rest[2], let table = rest[3], let referenced = rest[4]
      else { continue }
      self.references[name, default: []].append(
        RelationFacts.ProvenReference(
          name: Identifier(key), columns: elements(of: columns).map { Identifier($0) },
          referenced: QualifiedName(Identifier(schema), Identifier(table)),
          referencedColumns: elements(of: referenced).map { Identifier($0) }))
    }
    note(conditions)
  }

  private mutating func note(_ conditions: ResultSet) {
    for row in conditions.rows {
      guard let (name, rest) = row.relation, let check = rest[0], let expression = rest[1] else {
        continue
      }
      let types = columns[name] ?? [:]
      let known = demands(ofCheck: expression).compactMap { demand in
        types[demand.column].flatMap { fact in
          demand.condition(on: fact.type).map { condition in
            RelationFacts.ProvenCondition(
              name: Identifier(check), column: demand.column, condition: condition)
          }
        }
      }
      self.conditions[name, default: []] += known
    }
  }

  var relations: [QualifiedName: RelationFacts] {
    Dictionary(
      uniqueKeysWithValues: columns.map { name, columns in
        let facts = RelationFacts(
          columns: columns, keys: keys[name] ?? [], references: references[name] ?? [],
          conditions: conditions[name] ?? [], estimatedRows: rows[name])
        return (name, facts)
      })
  }
}

extension [String?] {
  /// The relation that a row speaks of, and what it says.
  fileprivate var relation: (QualifiedName, [String?])? {
    guard count > 2, let schema = self[0], let name = self[1] else { return nil }
    return (QualifiedName(Identifier(schema), Identifier(name)), Array(dropFirst(2)))
  }
}

extension ColumnDemand {
  /// The demand as contracts say it, where the server compares as our checks would: without a cast, and
  /// with values of the column's own kind.
  fileprivate func condition(on type: DataType) -> RelationFacts.ProvenCondition.Condition? {
    let isText = !type.isArray && ["text", "character varying"].contains(type.base)
    guard cast == nil || isText && cast == "text" else { return nil }
    switch condition {
    case .compare(.greaterOrEqual, let bound): return .limit(.minimum(bound))
    case .compare(.greater, let bound): return .limit(.exclusiveMinimum(bound))
    case .compare(.lessOrEqual, let bound): return .limit(.maximum(bound))
    case .compare(.less, let bound): return .limit(.exclusiveMaximum(bound))
    case .isIn(let values): return .oneOf(values)
    case .length(.lessOrEqual, let length) where isText: return .limit(.maxLength(length))
    case .length(.less, let length) where isText: return .limit(.maxLength(length - 1))
    case .length(.greaterOrEqual, let length) where isText: return .limit(.minLength(length))
    case .length(.greater, let length) where isText: return .limit(.minLength(length + 1))
    case .matches(let pattern) where isText: return .limit(.pattern(pattern))
    case .compare, .length, .matches: return nil
    }
  }
}

/// The elements of a text array as PostgreSQL prints it
/// ([8.15.6](https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO)).
private func elements(of text: String) -> [String] {
  var elements: [String] = []
  var element = ""
  var isQuoted = false
  var isEscaped = false
  for scalar in text.unicodeScalars.dropFirst().dropLast() {
    switch scalar {
    case _ where isEscaped:
      element.unicodeScalars.append(scalar)
      isEscaped = false
    case "\\": isEscaped = true
    case "\"": isQuoted.toggle()
    case "," where !isQuoted:
      elements.append(element)
      element = ""
    default: element.unicodeScalars.append(scalar)
    }
  }
  return text == "{}" ? [] : elements + [element]
}

/// The relations that are asked for; `isWhole` where no other table inherits from it, whose rows its
/// constraints would not cover.
private let wanted = """
  WITH wanted AS (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples,
           c.relkind = 'm'
           OR c.relkind = 'r' AND NOT EXISTS (
             SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid)
           -- Nobody holds the rows of a foreign partition to anything.
           OR c.relkind = 'p' AND NOT EXISTS (
             WITH RECURSIVE parts AS (
               SELECT h.inhrelid FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid
               UNION ALL
               SELECT h.inhrelid
               FROM parts JOIN pg_catalog.pg_inherits AS h ON h.inhparent = parts.inhrelid
             )
             SELECT FROM parts
             JOIN pg_catalog.pg_class AS p ON p.oid = parts.inhrelid AND p.relkind = 'f'
           ) AS is_whole
    FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[]))
      AS w (schema, name)
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
    WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')
  )
  """

/// Since version 18 a column may be marked NOT NULL before its rows were looked at
/// ([CREATE TABLE](https://www.postgresql.org/docs/18/sql-createtable.html)).
private func columnQuery(_ version: Int) -> String {
  let isValidated =
    version < 180_000
    ? ""
    : """

           AND NOT EXISTS (
             SELECT FROM pg_catalog.pg_constraint AS k
             WHERE k.conrelid = w.oid AND k.contype = 'n' AND NOT k.convalidated
               AND a.attnum = ANY (k.conkey))
    """
  return wanted + """

    SELECT w.nspname, w.relname, w.reltuples, a.attname,
           pg_catalog.format_type(a.atttypid, a.atttypmod),
           w.is_whole AND a.attnotnull\(isValidated),
           (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
            FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = a.atttypid),
           (SELECT l.collisdeterministic
            FROM pg_catalog.pg_collation AS l WHERE l.oid = a.attcollation)
    FROM wanted AS w
    LEFT JOIN pg_catalog.pg_attribute AS a
      ON a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
    """
}

/// Unique indexes over plain columns and all rows, compared as the columns themselves are.
private let keyQuery =
  wanted + """

    SELECT w.nspname, w.relname, ic.relname,
           pg_catalog.array_agg(a.attname::text ORDER BY k.position)
    FROM wanted AS w
    JOIN pg_catalog.pg_index AS i ON i.indrelid = w.oid
    JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
    CROSS JOIN LATERAL ROWS FROM (
      pg_catalog.unnest(i.indkey::smallint[]), pg_catalog.unnest(i.indcollation::oid[]),
      pg_catalog.unnest(i.indclass::oid[])
    ) WITH ORDINALITY AS k (attnum, "collation", class, position)
    LEFT JOIN pg_catalog.pg_opclass AS oc ON oc.oid = k.class
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = w.oid AND a.attnum = k.attnum
    WHERE w.is_whole AND i.indisunique AND i.indisvalid AND i.indisready AND NOT i.indisexclusion
      AND i.indpred IS NULL AND i.indexprs IS NULL AND k.position <= i.indnkeyatts
    GROUP BY w.nspname, w.relname, ic.relname
    HAVING pg_catalog.bool_and(k."collation" IS NOT DISTINCT FROM a.attcollation)
      AND pg_catalog.bool_and(oc.opcdefault OR oc.opcname LIKE '%\\_pattern\\_ops')
    """

/// Foreign keys that were validated and whose triggers nobody has turned off.
private let referenceQuery =
  wanted + """

    SELECT w.nspname, w.relname, k.conname,
           (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.position)
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
            JOIN pg_catalog.pg_attribute AS a
              ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
           rn.nspname, r.relname,
           (SELECT pg_catalog.array_agg(a.attname::text ORDER BY u.position)
            FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, position)
            JOIN pg_catalog.pg_attribute AS a
              ON a.attrelid = k.confrelid AND a.attnum = u.attnum)
    FROM wanted AS w
    JOIN pg_catalog.pg_constraint AS k ON k.conrelid = w.oid AND k.contype = 'f'
    JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
    JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
    WHERE w.is_whole AND k.convalidated
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_trigger AS t
        WHERE t.tgconstraint = k.oid AND t.tgenabled NOT IN ('O', 'A'))
    """

/// CHECK constraints that were validated, as the server prints them.
private let conditionQuery =
  wanted + """

    SELECT w.nspname, w.relname, k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
    FROM wanted AS w
    JOIN pg_catalog.pg_constraint AS k ON k.conrelid = w.oid AND k.contype = 'c'
    WHERE w.is_whole AND k.convalidated AND NOT k.connoinherit
    """
