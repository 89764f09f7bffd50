import FoundationEssentials
import PostgresClient
package import WarehouseModel

extension RunStore {
  /// Enters what a run is about to make, so that it can be removed should the run die.
  package func record(relations: [RecordedRelation], of run: RunID) async throws {
    try await insert(
      relations.enumerated().map { index, relation in
        [
          "run_id": .number(run.number), "position": .number(Int64(index)),
          "layer": .text(relation.layer.rawValue), "name": .text(relation.name.text),
          "is_view": .flag(relation.isView), "is_stage": .flag(relation.isStage),
        ]
      }, into: "relations")
  }

  /// Enters the results of a run and closes it.
  package func finish(_ report: RunReport, of run: RunID) async throws {
    try await connection.execute("BEGIN")
    do {
      try await insert(report.steps.enumerated().map { row($1, at: $0, of: run) }, into: "steps")
      try await insert(
        report.assertions.enumerated().map { row($1, at: $0, of: run) }, into: "check_results")
      _ = try await connection.query(
        "UPDATE whtest.runs SET status = $2, message = $3, ended_at = clock_timestamp()"
          + " WHERE run_id = $1::bigint",
        [String(run.number), report.status.rawValue, report.stopped.map(storable)])
      try await forgetOldEvidence()
      try await connection.execute("COMMIT")
    } catch {
      _ = try? await connection.execute("ROLLBACK")
      throw error
    }
  }

  /// Runs whose data nobody needs: those that died or failed, from which readers were led back, and
  /// published ones beyond `keep`.
  ///
  /// Marks runs that died as abandoned; there can be no other run while we hold the lock.
  package func removableRuns(
    keeping keep: Int, except current: RunID
  ) async throws -> [(run: RunID, relations: [RecordedRelation])] {
    _ = try await connection.query(
      "UPDATE whtest.runs SET status = CASE WHEN published_at IS NULL THEN 'abandoned'"
        + " ELSE 'passed' END, ended_at = clock_timestamp()"
        + " WHERE status = 'running' AND run_id <> $1::bigint", [String(current.number)])
    let result = try await connection.query(
      """
      WITH RECURSIVE carrying AS (
        \(carryingQuery)
      ), kept AS (
        (SELECT run_id FROM whtest.publication
         UNION
         (SELECT run_id FROM whtest.runs WHERE published_at IS NOT NULL AND rolled_back_at IS NULL
          ORDER BY published_at DESC, run_id DESC LIMIT $1::bigint))
        UNION
        SELECT c.carried FROM kept AS k JOIN carrying AS c USING (run_id)
      )
      SELECT r.run_id, o.layer, o.name, o.is_view, o.is_stage
      FROM whtest.runs AS r
      LEFT JOIN whtest.relations AS o USING (run_id)
      WHERE r.removed_at IS NULL AND r.run_id <> $2::bigint
        AND r.run_id NOT IN (SELECT run_id FROM kept)
      ORDER BY r.run_id, o.position
      """, [String(keep), String(current.number)])
    var runs: [RunID: [RecordedRelation]] = [:]
    for row in result.rows {
      guard let number = row[0].flatMap({ Int64($0) }) else { continue }
      runs[RunID(number), default: []] += recordedRelation(row).map { [$0] } ?? []
    }
    // A run may read what an earlier one has made, so the latest goes first.
    return runs.sorted { $0.key > $1.key }.map { (run: $0.key, relations: $0.value) }
  }

  /// The earliest run that readers can be returned to; nil before the first.
  ///
  /// It may be one beyond `keep`, whose data stays since later runs show it, or since somebody uses it.
  package func oldestKeptRun() async throws -> RunID? { try await keptRuns().last?.run }

  /// Notes that the data of a run is gone.
  package func noteRemoval(of run: RunID) async throws {
    _ = try await connection.query(
      "UPDATE whtest.runs SET removed_at = clock_timestamp() WHERE run_id = $1::bigint",
      [String(run.number)])
  }

  /// Rows of somebody's data are not kept for ever.
  private func forgetOldEvidence() async throws {
    try await connection.execute(
      """
      UPDATE whtest.check_results AS c SET sample = NULL
      FROM whtest.runs AS r
      WHERE r.run_id = c.run_id AND c.sample IS NOT NULL
        AND r.started_at < clock_timestamp() - interval '30 days'
      """)
  }

  // MARK: - Rows

  func recordedRelation(_ row: [String?]) -> RecordedRelation? {
    guard let layer = row[1].flatMap(Layer.init(rawValue:)), let name = row[2] else { return nil }
    return RecordedRelation(
      layer: layer, name: Identifier(name), isView: row[3] == "t", isStage: row[4] == "t")
  }

  private func row(_ step: Step, at position: Int, of run: RunID) -> [String: JSONField] {
    [
      "run_id": .number(run.number), "position": .number(Int64(position)),
      "layer": .text(step.layer.rawValue), "relation": .text(step.relation.description),
      "outcome": .text(step.outcome.word), "message": .optional(step.outcome.message),
      "rows_total": .optional(step.rows?.total), "rows_before": .optional(step.rows?.before),
      "rows_inserted": .optional(step.rows?.inserted),
      "rows_updated": .optional(step.rows?.updated),
      "rows_deleted": .optional(step.rows?.deleted), "rows_read": .optional(step.rows?.read),
      "rows_unchanged": .optional(step.rows?.unchanged), "bytes": .optional(step.rows?.bytes),
      "seconds": .real(step.seconds),
    ]
  }

  private func row(
    _ result: AssertionResult, at position: Int, of run: RunID
  ) -> [String: JSONField] {
    [
      "run_id": .number(run.number), "position": .number(Int64(position)),
      "suite": .text(result.suite.name), "name": .text(result.name),
      "outcome": .text(result.outcome.word), "message": .optional(result.outcome.message),
      "rows_checked": .optional(result.evidence.rowsChecked),
      "rows_failed": .optional(result.evidence.rowsFailed), "seconds": .real(result.seconds),
      "file": .optional(result.location?.file),
      "line": .optional(result.location.map { Int64($0.line) }),
      "value": result.evidence.measured.map { .real($0) } ?? .null,
      // Of what passed there is nothing to see.
      "query": .optional(result.evidence.sample.isEmpty ? nil : result.evidence.query),
      "sample": result.evidence.sample.isEmpty ? .null : .list(result.evidence.sample),
    ]
  }

  /// Inserts any number of rows in one statement, as one JSON parameter.
  private func insert(_ rows: [[String: JSONField]], into table: String) async throws {
    guard let first = rows.first else { return }
    let columns = first.keys.sorted().map { Identifier($0) }.quotedList
    let relation = "whtest.\(Identifier(table).quoted)"
    let json = String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
    _ = try await connection.query(
      "INSERT INTO \(relation) (\(columns)) SELECT \(columns)"
        + " FROM json_populate_recordset(NULL::\(relation), $1::json)", [json])
  }
}

/// Which run shows relations that another has made, as the views in their schemas tell.
private let carryingQuery = """
  SELECT DISTINCT substring(vn.nspname from '[0-9]+$')::bigint AS run_id,
         substring(sn.nspname from '[0-9]+$')::bigint AS carried
  FROM pg_catalog.pg_namespace AS vn
  JOIN pg_catalog.pg_class AS v ON v.relnamespace = vn.oid AND v.relkind = 'v'
  JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = v.oid
  JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_catalog.pg_class'::regclass
  JOIN pg_catalog.pg_class AS s ON s.oid = d.refobjid
  JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.relnamespace
  WHERE vn.nspname ~ '^(bronze|silver|gold)__r[0-9]+$'
    AND sn.nspname ~ '^(bronze|silver|gold)__r[0-9]+$'
    AND substring(vn.nspname from '[0-9]+$') <> substring(sn.nspname from '[0-9]+$')
  """

/// PostgreSQL's text holds any character but NUL.
private func storable(_ text: String) -> String { text.filter { $0 != "\0" } }

/// One value of a row on its way into the store.
private enum JSONField: Encodable {
  case text(String)
  case number(Int64)
  case real(Double)
  case flag(Bool)
  case list([String])
  case null

  static func optional(_ text: String?) -> JSONField { text.map { .text($0) } ?? .null }
  static func optional(_ number: Int64?) -> JSONField { number.map { .number($0) } ?? .null }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let value): try container.encode(storable(value))
    case .number(let value): try container.encode(value)
    case .real(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .list(let values): try container.encode(values.map(storable))
    case .null: try container.encodeNil()
    }
  }
}
