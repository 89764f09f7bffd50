import PostgresClient
package import WarehouseModel

extension RunStore {
  /// What earlier runs that passed have measured for checks, the latest first.
  ///
  /// Dry runs try things out, and readers were led back from bad runs: neither is a measure.
  package func history(of checks: [CheckID]) async throws -> [CheckID: [Double]] {
    guard !checks.isEmpty else { return [:] }
    var history: [CheckID: [Double]] = [:]
    for check in Set(checks).sorted() {
      let result = try await connection.query(
        """
        SELECT c.value
        FROM whtest.check_results AS c
        JOIN whtest.runs AS r USING (run_id)
        WHERE c.suite = $1 AND c.name = $2 AND c.value IS NOT NULL AND r.status = 'passed'
          AND NOT r.is_dry_run AND r.rolled_back_at IS NULL
        ORDER BY c.run_id DESC
        LIMIT 1000
        """, [AssertionResult.Suite.quality(check.subject).name, check.name])
      history[check] = result.rows.compactMap { $0.first.flatMap { $0 }.flatMap { Double($0) } }
    }
    return history
  }
}
