import Foundation
import TestSupport

extension TestDatabase {
  /// The address for another role.
  func uri(as role: String) -> String { uri.replacing("user=postgres", with: "user=\(role)") }

  /// The public views, each with a digest of all its rows.
  func published() async throws -> [String: String] {
    let names = try await rows(
      """
      SELECT quote_ident(schemaname) || '.' || quote_ident(viewname) FROM pg_views
      WHERE schemaname IN ('bronze', 'silver', 'gold') ORDER BY 1
      """
    ).compactMap { $0[0] }
    var digests: [String: String] = [:]
    for name in names {
      digests[name] = try await value(
        """
        SELECT count(*) || ' ' || md5(string_agg(row, ' ' ORDER BY row))
        FROM (SELECT (to_jsonb(t) - '{valid_from,valid_to,from_day,to_day}'::text[])::text AS row
              FROM \(name) t) AS rows
        """)
    }
    return digests
  }

  /// The schemas that hold the data of runs.
  func runSchemas() async throws -> [String] {
    try await rows(
      #"SELECT nspname FROM pg_namespace WHERE nspname ~ '__r\d+$' ORDER BY nspname"#
    ).compactMap { $0[0] }
  }

  /// Every byte that `pg_dump` sees of the database, the tool's own records left out.
  func dump() async throws -> String {
    let folder = try await TestServer.binaries()
    let program = try RunningProgram(
      "\(folder)/pg_dump", ["--exclude-schema=whtest", uri], in: "/tmp", environment: [:])
    let outcome = await program.outcome()
    guard outcome.status == 0, !outcome.output.isEmpty else { throw TestMistake(outcome.errors) }
    // Newer ones guard their scripts by a word that is another one each time.
    return outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("\\restrict ") && !$0.hasPrefix("\\unrestrict ") }
      .joined(separator: "\n")
  }

  /// Sessions of other programs that are on this database now.
  func sessions() async throws -> [String] {
    try await rows(
      """
      SELECT application_name FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name LIKE 'whtest %' AND backend_type = 'client backend'
      """
    ).compactMap { $0[0] }
  }
}

extension TestDatabase {
  /// Returns once no session of the tool is on this database any more.
  func waitUntilIdle() async throws {
    try await wait(
      until: """
        NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
          AND application_name LIKE 'whtest %')
        """)
  }

  /// Returns once so many runs have come to the warehouse.
  func waitUntilRuns(_ number: Int) async throws {
    try await wait(
      until: """
        (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
          AND application_name = 'whtest run store') >= \(number)
        """)
  }

  /// The runs to which the tool's own records say that readers were led.
  func publishedRuns() async throws -> [String] {
    try await rows(
      "SELECT run_id FROM whtest.runs WHERE published_at IS NOT NULL ORDER BY run_id"
    ).compactMap { $0[0] }
  }
}
