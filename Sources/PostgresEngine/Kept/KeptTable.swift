import FoundationEssentials
import PostgresClient
import WarehouseModel

/// A table in `whtest_state`, whose rows stay from run to run.
///
/// Readers meet it through a view in the schema of each run. A run changes it in its building
/// transaction alone. Each row knows the run that brought it; what a run takes away goes to the archive,
/// so that the rows of an earlier run can be put back.
struct KeptTable: Sendable {
  /// The schema that holds such tables, and the list of them.
  static let schema = Identifier("whtest_state")

  let name: Identifier
  /// The name that readers know.
  let relation: QualifiedName
  let kind: Kind
  /// What identifies a row, or, in a history, the versions of one thing.
  let key: [Identifier]
  /// What the copy or the model yields, in order.
  let columns: [ShapeColumn]
  /// What the model of a history yielded once: the versions of that time keep it.
  let former: [ShapeColumn]
  /// Partitions and indexes, in words.
  let layout: String

  enum Kind: String, Sendable {
    /// A copy of a production table.
    case landing
    /// What a model yields.
    case incremental
    /// What a model has yielded, a row for each version.
    case history
  }

  /// A new one, named after its relation and the run that makes it.
  init(
    of relation: QualifiedName, _ kind: Kind, key: [Identifier], columns: [ShapeColumn],
    former: [ShapeColumn] = [], layout: String = "", madeBy run: RunID
  ) {
    let wanted = "\(relation.schema)_\(relation.name)"
    let suffix = "__r\(run.number)"
    // The archive's name is longer by four bytes; PostgreSQL cuts names of more than 63.
    self.init(
      name: Identifier(PartitionName.cut(wanted, to: 59 - suffix.utf8.count) + suffix),
      relation: relation,
      kind: kind, key: key, columns: columns, former: former, layout: layout)
  }

  private init(
    name: Identifier, relation: QualifiedName, kind: Kind, key: [Identifier],
    columns: [ShapeColumn], former: [ShapeColumn], layout: String
  ) {
    self.name = name
    self.relation = relation
    self.kind = kind
    self.key = key
    self.columns = columns
    self.former = former
    self.layout = layout
  }

  var table: QualifiedName { QualifiedName(Self.schema, name) }
  /// Rows that were taken away, until no run needs them that readers can return to.
  var archive: QualifiedName { QualifiedName(Self.schema, Identifier("\(name)_old")) }
  /// The column with the run that brought a row.
  var openedRun: Identifier { (columns + former).unused("opened_run") }
  /// The column with the run that took a row away, or ended a version.
  var closedRun: Identifier { (columns + former).unused("closed_run") }

  /// The columns that a view for readers shows.
  ///
  /// Those of a history keep the order in which readers know them, and new ones come last: only so can
  /// a view of somebody's go on reading it when its model gains a column.
  private func shown(after known: [Identifier]) -> [Identifier] {
    let names = columns.map { Identifier($0.name) }
    guard kind == .history else { return names }
    let all = names + KeptTable.historyColumns
    let kept = known.filter(all.contains)
    return kept + all.filter { !kept.contains($0) }
  }

  /// What a history tells of each version beside what the model yields.
  static let historyColumns: [Identifier] = ["valid_from", "valid_to", "is_current"]

  /// The view of a run over the table.
  ///
  /// - Parameter known: the columns that readers know of the relation.
  func view(named name: QualifiedName, after known: [ShapeColumn]) -> String {
    let columns = shown(after: known.map { Identifier($0.name) }).quotedList
    return "CREATE VIEW \(name.quoted) AS SELECT \(columns) FROM \(table.quoted)"
  }

  /// Whether rows of that form can be put into the table as it stands.
  func holds(key: [Identifier], columns: [ShapeColumn], layout: String = "") -> Bool {
    self.key == key && self.columns == columns && self.layout == layout
  }
}

// MARK: - The list

/// An entry of the list, with what the catalog tells of the table.
struct KeptEntry: Sendable {
  let table: KeptTable
  /// Whether the published run shows readers this very table.
  let isShown: Bool
  /// Seconds since all rows were last compared with production; nil: that must be done again.
  let secondsSinceReconciliation: Double?
}

extension Connection {
  /// Makes the list of kept tables where there is none.
  func makeKeptTables() async throws(PostgresError) {
    try await execute(
      """
      CREATE SCHEMA IF NOT EXISTS \(KeptTable.schema.quoted);
      CREATE TABLE IF NOT EXISTS whtest_state.kept_tables (
        table_name text PRIMARY KEY,
        layer text NOT NULL,
        relation text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('landing', 'incremental', 'history')),
        key json NOT NULL,
        columns json NOT NULL,
        former_columns json NOT NULL,
        layout text NOT NULL,
        created_run bigint NOT NULL,
        reconciled_run bigint,
        reconciled_at timestamptz,
        is_abandoned boolean NOT NULL DEFAULT FALSE
      )
      """)
  }

  var hasKeptTables: Bool {
    get async throws(PostgresError) {
      try await query("SELECT to_regclass('whtest_state.kept_tables') IS NOT NULL")
        .rows.first?.first == "t"
    }
  }

  /// The kept tables that are in use, the newest of each relation.
  func keptTables() async throws -> [QualifiedName: KeptEntry] {
    guard try await hasKeptTables else { return [:] }
    let result = try await query(keptTablesQuery)
    let entries = try result.rows.compactMap { row in try keptEntry(row) }
    return Dictionary(entries.map { ($0.table.relation, $0) }, uniquingKeysWith: { $1 })
  }

  /// Enters a table that this run has made.
  func enter(_ kept: KeptTable, madeBy run: RunID) async throws {
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
    _ = try await query(
      """
      INSERT INTO whtest_state.kept_tables
        (table_name, layer, relation, kind, key, columns, former_columns, layout, created_run)
      VALUES ($1, $2, $3, $4, $5::json, $6::json, $7::json, $8, $9::bigint)
      """,
      [
        kept.name.text, kept.relation.schema.text, kept.relation.name.text, kept.kind.rawValue,
        try json(kept.key.map(\.text)), try json(kept.columns), try json(kept.former), kept.layout,
        String(run.number),
      ])
  }

  /// Notes that all rows of a table have been compared with production's.
  func noteReconciliation(of kept: KeptTable, by run: RunID) async throws {
    _ = try await query(
      "UPDATE whtest_state.kept_tables SET reconciled_run = $2::bigint,"
        + " reconciled_at = clock_timestamp() WHERE table_name = $1",
      [kept.name.text, String(run.number)])
  }
}

extension KeptTable {
  fileprivate init?(row: [String?]) throws {
    guard row.count >= 8, let name = row[0], let schema = row[1], let relation = row[2],
      let kind = row[3].flatMap(Kind.init(rawValue:)), let key = row[4], let columns = row[5],
      let former = row[6], let layout = row[7]
    else { return nil }
    self.init(
      name: Identifier(name), relation: QualifiedName(Identifier(schema), Identifier(relation)),
      kind: kind,
      key: try JSONDecoder().decode([String].self, from: Data(key.utf8)).map { Identifier($0) },
      columns: try JSONDecoder().decode([ShapeColumn].self, from: Data(columns.utf8)),
      former: try JSONDecoder().decode([ShapeColumn].self, from: Data(former.utf8)),
      layout: layout)
  }
}

private func keptEntry(_ row: [String?]) throws -> KeptEntry? {
  try KeptTable(row: row).map {
    KeptEntry(
      table: $0, isShown: row[8] == "t",
      secondsSinceReconciliation: row[9].flatMap { Double($0) })
  }
}

/// Readers see a table when the public view of its relation's name reads a view of that name which reads it.
private let keptTablesQuery = """
  SELECT k.table_name, k.layer, k.relation, k.kind, k.key, k.columns, k.former_columns,
         k.layout,
         EXISTS (
           SELECT
           FROM pg_catalog.pg_depend AS d
           JOIN pg_catalog.pg_rewrite AS w
             ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid
           JOIN pg_catalog.pg_class AS v ON v.oid = w.ev_class AND v.relname = k.relation
           JOIN pg_catalog.pg_depend AS pd
             ON pd.refclassid = 'pg_catalog.pg_class'::regclass AND pd.refobjid = v.oid
           JOIN pg_catalog.pg_rewrite AS pw
             ON pd.classid = 'pg_catalog.pg_rewrite'::regclass AND pw.oid = pd.objid
           JOIN pg_catalog.pg_class AS p ON p.oid = pw.ev_class AND p.relname = k.relation
           JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
           WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
             AND pn.nspname = k.layer) AS is_shown,
         extract(epoch FROM clock_timestamp() - k.reconciled_at)
  FROM whtest_state.kept_tables AS k
  JOIN pg_catalog.pg_class AS t ON t.relname = k.table_name
  JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = 'whtest_state'
  WHERE NOT k.is_abandoned
  ORDER BY k.created_run
  """
