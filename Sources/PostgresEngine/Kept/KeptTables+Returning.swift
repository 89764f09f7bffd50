import PostgresClient
package import WarehouseModel

extension Connection {
  /// Puts all kept tables back to the rows that they had when a run was published.
  ///
  /// For the transaction that shows readers that run again. Needs the archive back to that run.
  func restoreKeptTables(to run: RunID) async throws {
    guard try await hasKeptTables else { return }
    try await execute(
      """
      UPDATE whtest_state.kept_tables SET is_abandoned = TRUE WHERE created_run > \(run.number);
      UPDATE whtest_state.kept_tables SET reconciled_at = NULL WHERE reconciled_run > \(run.number)
      """)
    for entry in try await keptTables().values.sorted(by: { $0.table.name < $1.table.name }) {
      try await execute(entry.table.restore(to: run))
    }
  }

  /// Makes the next run compare all rows of a table with production's.
  func requireReconciliation(of kept: KeptTable) async throws(PostgresError) {
    _ = try await query(
      "UPDATE whtest_state.kept_tables SET reconciled_at = NULL WHERE table_name = $1",
      [kept.name.text])
  }
}

extension KeptTable {
  /// Undoes what later runs did.
  fileprivate func restore(to run: RunID) -> String {
    let later = "DELETE FROM \(table.quoted) WHERE \(openedRun.quoted) > \(run.number)"
    guard kind != .history else {
      return """
        \(later);
        UPDATE \(table.quoted) SET valid_to = NULL, \(closedRun.quoted) = NULL
        WHERE \(closedRun.quoted) > \(run.number)
        """
    }
    let names = "\(columns.quotedList), \(openedRun.quoted)"
    return """
      \(later);
      INSERT INTO \(table.quoted) (\(names))
      SELECT \(names) FROM \(archive.quoted)
      WHERE \(openedRun.quoted) <= \(run.number) AND \(closedRun.quoted) > \(run.number);
      DELETE FROM \(archive.quoted) WHERE \(closedRun.quoted) > \(run.number)
      """
  }
}

extension Warehouse {
  /// Drops kept tables that no run shows any more, and forgets what only earlier runs would need.
  ///
  /// A history that nothing has taken over stays: what it knows is nowhere else.
  ///
  /// What cannot be done now is left to a later run.
  ///
  /// - Parameter oldest: the earliest run that readers can be returned to.
  /// - Returns: why something stayed; nil when all is gone.
  package func tidyKeptTables(backTo oldest: RunID) async throws -> String? {
    let connection = try await openWorker(statement: limits.model)
    do {
      let reason = try await tidy(backTo: oldest, on: connection)
      await connection.close()
      return reason
    } catch {
      await connection.close()
      throw (error as? PostgresError)?.forCaller ?? error
    }
  }

  private func tidy(backTo oldest: RunID, on connection: Connection) async throws -> String? {
    guard try await connection.hasKeptTables else { return nil }
    var reason: String?
    for row in try await connection.query(unusedTablesQuery).rows {
      guard let name = row[0] else { continue }
      let table = QualifiedName(KeptTable.schema, Identifier(name))
      let archive = QualifiedName(KeptTable.schema, Identifier("\(name)_old"))
      // One message of several statements is one transaction.
      reason =
        await attempt(
          """
          DROP TABLE IF EXISTS \(table.quoted), \(archive.quoted);
          DELETE FROM whtest_state.kept_tables WHERE table_name = \(quotedLiteral(name))
          """, on: connection) ?? reason
    }
    for entry in try await connection.keptTables().values where entry.table.kind != .history {
      reason =
        await attempt(
          "DELETE FROM \(entry.table.archive.quoted)"
            + " WHERE \(entry.table.closedRun.quoted) <= \(oldest.number)", on: connection)
        ?? reason
    }
    return reason
  }
}

/// Tables that no view reads, but for the last form of a history.
private let unusedTablesQuery = """
  SELECT k.table_name
  FROM whtest_state.kept_tables AS k
  LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = 'whtest_state'
  LEFT JOIN pg_catalog.pg_class AS t ON t.relnamespace = n.oid AND t.relname = k.table_name
  WHERE NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend AS d
      WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid)
    AND (k.kind <> 'history' OR k.is_abandoned OR EXISTS (
      SELECT FROM whtest_state.kept_tables AS later
      WHERE (later.layer, later.relation, later.kind) = (k.layer, k.relation, k.kind)
        AND later.created_run > k.created_run AND NOT later.is_abandoned))
  ORDER BY k.created_run
  """
