import PostgresClient
import WarehouseModel

/// How the rows of a table that is kept have come into the bronze of this run.
struct StagedLanding: Sendable {
  let landing: Landing
  let watermark: Watermark
  let rows: Identifier
  let keys: Identifier
  /// The table that takes them; nil: they begin one.
  let into: KeptTable?
  /// Whether all rows have come, to be compared with those that are there.
  let isWhole: Bool
  /// What the watermark says to be new, as SQL over `n`; nil where nothing was known.
  let isTold: String?
}

extension PostgresEngine {
  /// Reads what is kept, where this run keeps anything, and fixes its moment.
  func prepareKeptTables(for plan: BuildPlan, on connection: Connection) async throws {
    run = plan.run
    guard plan.keepsRows else { return }
    try await connection.makeKeptTables()
    keptTables = try await connection.keptTables()
    var known = plan.moment
    if known == nil {
      known = try await connection.query("SELECT clock_timestamp()").rows.first?.first ?? nil
    }
    if let known { moment = "\(quotedLiteral(known))::timestamptz" }
  }

  /// Puts what has come of kept tables into them, and shows each by a view of this run.
  func settleLandings(of plan: BuildPlan, on connection: Connection) async throws {
    for landing in plan.landings {
      guard let staged = staged[landing.target] else { continue }
      do {
        try await settle(staged, on: connection)
      } catch let error as PostgresError where error != .cancelled {
        throw error.failure(at: landing.location)
      } catch let failure as BuildFailure {
        throw BuildFailure(
          code: failure.code, message: "\(landing.source): \(failure.message)",
          location: landing.location)
      }
    }
  }

  private func settle(_ staged: StagedLanding, on connection: Connection) async throws {
    let target = staged.landing.target
    let rows = QualifiedName(target.schema, staged.rows)
    let kept: KeptTable
    if let old = staged.into {
      kept = old
      let keys = QualifiedName(target.schema, staged.keys)
      if staged.isWhole { try await tellRepairs(staged, rows, old, on: connection) }
      let counts = try await merge(
        Arrival(rows: rows, keys: staged.isWhole ? nil : keys), into: old, on: connection)
      counted[target] = counts
      if !staged.isWhole { try await tellMissing(staged, keys, counts, on: connection) }
      try await connection.execute(
        "DROP TABLE \(rows.quoted)" + (staged.isWhole ? "" : ", \(keys.quoted)"))
    } else {
      kept = KeptTable(
        of: target, .landing, key: staged.landing.key,
        columns: try await connection.columns(of: rows), madeBy: run)
      try await connection.execute(
        """
        ALTER TABLE \(rows.quoted) SET SCHEMA \(KeptTable.schema.quoted);
        ALTER TABLE \(QualifiedName(KeptTable.schema, staged.rows).quoted)
          RENAME TO \(kept.name.quoted)
        """)
      try await beginKeeping(kept, on: connection)
      try await connection.execute(
        "CREATE INDEX ON \(kept.table.quoted) (\(staged.watermark.column.quoted))")
    }
    if staged.isWhole { try await connection.noteReconciliation(of: kept, by: run) }
    try await show(kept, on: connection)
  }

  /// Says which differences the watermark alone would have missed, before they are mended.
  private func tellRepairs(
    _ staged: StagedLanding, _ rows: QualifiedName, _ kept: KeptTable, on connection: Connection
  ) async throws {
    guard let isTold = staged.isTold else { return }
    let missed =
      try await numbers(
        of: """
          SELECT count(*) FROM \(rows.quoted) AS n
          LEFT JOIN \(kept.table.quoted) AS o ON \(kept.match)
          WHERE NOT \(isTold) AND \(kept.columns.areIdentical) IS NOT TRUE
          """
      ).first ?? 0
    guard missed > 0 else { return }
    notes.append(
      "\(staged.landing.target): the reconciliation repaired \(missed) "
        + (missed == 1 ? "row" : "rows") + " of which \(staged.watermark.column) had not told")
  }

  /// Says that rows of production are older than the watermark and were never copied.
  private func tellMissing(
    _ staged: StagedLanding, _ keys: QualifiedName, _ counts: RowCounts, on connection: Connection
  ) async throws {
    let missing = try await number(of: keys) - counts.total
    guard missing > 0, let kept = staged.into else { return }
    notes.append(
      "\(staged.landing.target): \(missing) "
        + (missing == 1 ? "row of production is" : "rows of production are")
        + " not there yet, since \(staged.watermark.column) did not tell of them; the next run "
        + "copies the whole table")
    try await connection.requireReconciliation(of: kept)
  }
}

extension BuildPlan {
  /// Whether any rows of this run stay for the next one.
  var keepsRows: Bool {
    models.contains { $0.materialization.isKept }
      || landings.contains { if case .incremental = $0.load { true } else { false } }
  }
}
