import PostgresClient
package import WarehouseModel

/// A published run whose data is still there.
package struct KeptRun: Hashable, Sendable {
  package let run: RunID
  /// In UTC, to the second.
  package let publishedAt: String
  /// Of all its relations together; nil where the run died before it could enter them.
  package let rows: Int64?
}

extension RunStore {
  /// The published runs that readers can be shown, the latest first; the one that they see is among
  /// them.
  package func keptRuns() async throws -> [KeptRun] {
    let result = try await connection.query(
      """
      SELECT r.run_id, to_char(r.published_at, 'YYYY-MM-DD HH24:MI:SS "UTC"'),
             (SELECT sum(s.rows_total) FROM whtest.steps AS s WHERE s.run_id = r.run_id)
      FROM whtest.runs AS r
      WHERE r.published_at IS NOT NULL AND r.rolled_back_at IS NULL AND r.removed_at IS NULL
      ORDER BY r.run_id DESC
      """)
    return result.rows.compactMap { row in
      guard let number = row[0].flatMap({ Int64($0) }), let publishedAt = row[1] else { return nil }
      return KeptRun(
        run: RunID(number), publishedAt: publishedAt, rows: row[2].flatMap { Int64($0) })
    }
  }

  /// Why readers cannot be shown a run, in a few words; nil where they can.
  package func absence(of run: RunID) async throws -> String? {
    let result = try await connection.query(
      """
      SELECT published_at IS NOT NULL, to_char(rolled_back_at, 'YYYY-MM-DD HH24:MI:SS "UTC"'),
             to_char(removed_at, 'YYYY-MM-DD HH24:MI:SS "UTC"'), is_dry_run, status
      FROM whtest.runs WHERE run_id = $1::bigint
      """, [String(run.number)])
    guard let row = result.rows.first else { return "there is no run \(run)" }
    if row[0] == "f" {
      return row[3] == "t"
        ? "run \(run) was a dry run and never published"
        : "run \(run) was never published (\(row[4] ?? "unknown"))"
    }
    if let moment = row[1] { return "readers were led back from run \(run) at \(moment)" }
    return row[2].map { "the data of run \(run) was removed at \($0)" }
  }

  /// What a run has made in its own schemas.
  package func relations(of run: RunID) async throws -> [RecordedRelation] {
    let result = try await connection.query(
      """
      SELECT run_id, layer, name, is_view, is_stage FROM whtest.relations WHERE run_id = $1::bigint
      ORDER BY position
      """, [String(run.number)])
    return result.rows.compactMap(recordedRelation)
  }

  /// The statement by which an earlier run becomes the published one again; for the transaction that
  /// leads readers back.
  ///
  /// Fails when readers meanwhile see another run than the one to lead them back from.
  package func rollbackRecord(from current: RunID, to target: RunID) -> String {
    """
    DO $$
    BEGIN
      UPDATE whtest.publication SET run_id = \(target.number) WHERE run_id = \(current.number);
      IF NOT FOUND THEN
        RAISE EXCEPTION 'readers see run \(current) no more';
      END IF;
    END $$;
    UPDATE whtest.runs SET rolled_back_at = clock_timestamp()
    WHERE run_id > \(target.number) AND published_at IS NOT NULL AND rolled_back_at IS NULL
    """
  }
}
