import PostgresClient
import WarehouseModel

/// What a run locks at its largest moment, shortly before it is published.
///
/// The building transaction holds a lock on all that it made until it ends. Found by counting `pg_locks`
/// in runs with 100 to 1,400 models; rather a few too many than one too few.
struct LockNeed {
  /// Catalogs and their indexes, schemas, the relations that one statement reads, the run store.
  private static let always = 250
  /// A table, its TOAST table and the index of that.
  private static let table = 3
  /// What is built as a table and dropped for a view: the table's two types, and the view.
  private static let view = 3
  /// What lasts from run to run beside what a run builds: a table and its archive, with their indexes.
  private static let kept = 12
  /// What is shown as it is published: a view, and what it reads.
  private static let carried = 2
  /// A view that is dropped: its rule and its two types, besides itself.
  private static let dropped = 3

  let count: Int

  /// - Parameters:
  ///   - existing: what bears a name in the permanent schemas today.
  ///   - recreated: how many public views must be made anew.
  ///   - partitions: locks on the partitions of what is published; this run's will be about as many.
  init(
    of plan: BuildPlan, existing: [QualifiedName: PublicRelation], recreated: Int, partitions: Int
  ) {
    let planned = Set(plan.relations.map(\.name))
    let leaving = existing.values.count { $0.isOurs && !planned.contains($0.name) }
    let built = plan.models.reduce(0) { sum, model in
      let further =
        switch model.materialization {
        case .table: 0
        case .view: Self.view
        case .incremental, .history: Self.kept
        }
      return sum + Self.table + model.indexes.count + further
    }
    // Copies that models read, with the indexes of their keys.
    let read = plan.landings.reduce(0) { sum, landing in
      let further =
        switch landing.load {
        case .full(_, let hasKey): hasKey ? 1 : 0
        case .incremental: Self.kept
        }
      return sum + Self.table + further
    }
    let publicViews = planned.count + leaving * (1 + Self.dropped)
    count =
      Self.always + read + built + plan.carried.count * Self.carried + partitions + publicViews
      + recreated * (1 + Self.dropped)
  }
}

/// How many locks the server has room for.
///
/// [20.12](https://www.postgresql.org/docs/current/runtime-config-locks.html): one table of locks for all
/// sessions, of `max_locks_per_transaction` for each session and prepared transaction that there may be.
struct LockBudget {
  let perTransaction: Int
  let transactions: Int
  /// What others hold at this moment.
  let held: Int
  let partitions: Int

  static func read(on connection: Connection) async throws(PostgresError) -> LockBudget {
    let row = try await connection.query(budgetQuery).rows.first ?? []
    let numbers = row.map { $0.flatMap { Int($0) } ?? 0 }
    guard numbers.count == 4 else {
      return LockBudget(perTransaction: 64, transactions: 100, held: 0, partitions: 0)
    }
    return LockBudget(
      perTransaction: numbers[0], transactions: numbers[1], held: numbers[2],
      partitions: numbers[3])
  }

  /// Throws where a run needs more than there is, before it has moved a row.
  func check(_ need: LockNeed, server: String) throws(BuildFailure) {
    let total = perTransaction * transactions
    guard need.count + held > total else { return }
    let enough = (need.count + held + transactions - 1) / max(1, transactions)
    // In steps that people use.
    let advice = (enough + 15) / 16 * 16
    throw BuildFailure(
      code: nil,
      message: "no row was moved: this run needs up to \(need.count) locks at once, the server"
        + " \(server) has \(total) (max_locks_per_transaction = \(perTransaction)), of which others"
        + " hold \(held); set max_locks_per_transaction to \(advice) and restart that server",
      location: nil)
  }
}

/// What is kept from run to run is read through a view of the run, so views are followed to their tables.
private let budgetQuery = """
  WITH RECURSIVE shown AS (
    SELECT v.oid, v.relkind
    FROM pg_catalog.pg_class AS v
    JOIN pg_catalog.pg_namespace AS n ON n.oid = v.relnamespace
    WHERE n.nspname IN ('bronze', 'silver', 'gold') AND v.relkind = 'v'
    UNION
    SELECT r.oid, r.relkind
    FROM shown
    JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = shown.oid
    JOIN pg_catalog.pg_depend AS d
      ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
      AND d.refclassid = 'pg_catalog.pg_class'::regclass
    JOIN pg_catalog.pg_class AS r ON r.oid = d.refobjid
    WHERE shown.relkind = 'v'
  )
  SELECT
    pg_catalog.current_setting('max_locks_per_transaction')::integer,
    pg_catalog.current_setting('max_connections')::integer
      + pg_catalog.current_setting('max_prepared_transactions')::integer,
    (SELECT count(*) FROM pg_catalog.pg_locks AS l
     WHERE NOT l.fastpath AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()),
    (SELECT coalesce(sum(1 + CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE 2 END
        + (SELECT count(*) FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid)), 0)
     FROM shown AS p
     CROSS JOIN LATERAL pg_catalog.pg_partition_tree(p.oid) AS t
     JOIN pg_catalog.pg_class AS c ON c.oid = t.relid AND t.level > 0
     WHERE p.relkind = 'p')
  """
