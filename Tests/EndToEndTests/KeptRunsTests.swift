import TestSupport
import Testing

/// Runs with tables that stay: a copy by a watermark, an incremental model, a history.
@Suite("Runs that keep rows", .database, .timeLimit(.minutes(15)))
struct KeptRunsTests {
  private static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    id: answers
    version: 1.0.0
    status: active
    servers: [{server: production, type: postgres, host: h, port: 1, database: d, schema: app}]
    schema:
      - name: answers
        physicalName: Answers
        customProperties:
          - {property: whtest.load, value: {mode: incremental, watermark: seen, overlap: 5min}}
        properties:
          - {name: id, logicalType: integer, required: true, primaryKey: true, primaryKeyPosition: 1}
          - {name: month, logicalType: date}
          - {name: value, logicalType: number}
          - {name: seen, logicalType: timestamp}
    """

  private static let production = """
    CREATE SCHEMA app;
    CREATE TABLE app."Answers" (
      id integer PRIMARY KEY, month date, value numeric, seen timestamptz DEFAULT clock_timestamp());
    INSERT INTO app."Answers" (id, month, value)
    SELECT i, date '2024-01-01' + i % 90, i % 7 FROM generate_series(1, 200) AS i
    """

  private let query = "SELECT id, month, value FROM bronze.\"Answers\""

  private func project() async throws -> TestProject {
    let project = try await TestProject.make()
    for name in ["contracts/production.odcs.yaml", "contracts/gold.odcs.yaml", "sql"] {
      try project.remove(name)
    }
    try project.makeFolder("sql/silver")
    try project.write(Self.contract, to: "contracts/answers.odcs.yaml")
    let header = "-- key: id\n-- partition: month(month)\n-- indexes: (value)\n"
    try project.write(
      "-- materialize: incremental\n\(header)\n\(query)", to: "sql/silver/current.sql")
    try project.write(
      "-- materialize: history\n-- key: id\n\n\(query)", to: "sql/silver/versions.sql")
    try project.write("\(header)\n\(query)", to: "sql/silver/rebuilt.sql")
    try await project.production.execute(Self.production)
    return project
  }

  private func rows(_ query: String, _ database: TestDatabase) async throws -> [String] {
    try await database.rows("SELECT r::text FROM (\(query)) AS r ORDER BY 1")
      .compactMap { $0.first ?? nil }
  }

  @Test("equal a rebuild after each of ten, and the history has the versions that were")
  func tenRuns() async throws {
    let project = try await project()
    var random = SeededGenerator(seed: 5)
    var versions: [Version] = []
    var earlier: [Version] = []
    for run in 1...10 {
      try await project.production.execute(change(using: &random))
      if run == 4 {
        let outcome = try await project.whtest("run", "--dry-run")
        #expect(outcome.status == 0, "\(outcome.text)")
      }
      if run == 7 {
        // Back to the run before, whose versions are those of then; the next run goes forward again.
        #expect(try await project.whtest("rollback").status == 0)
        versions = earlier
        #expect(try await shown(project) == versions.sorted())
      }
      earlier = versions
      let outcome = try await project.whtest("run")
      #expect(outcome.status == 0, "run \(run): \(outcome.text)")
      let now = try await rows(
        #"SELECT id, month, value FROM app."Answers""#, project.production)
      versions = versions.continued(with: now)
      #expect(
        try await rows(#"TABLE bronze."Answers""#, project.warehouse)
          == rows(#"TABLE app."Answers""#, project.production))
      #expect(try await rows("TABLE silver.current", project.warehouse) == now)
      #expect(try await rows("TABLE silver.rebuilt", project.warehouse) == now)
      #expect(try await shown(project) == versions.sorted())
      for step in try project.report().steps {
        let rows = try #require(step.rows)
        #expect(rows.before + rows.inserted - rows.deleted == rows.total, "\(step.relation)")
      }
    }
    #expect(versions.count { !$0.isCurrent } > 50)
  }

  @Test("rise in time without a gap or an overlap")
  func moments() async throws {
    let project = try await project()
    for run in 1...3 {
      #expect(try await project.whtest("run").status == 0)
      try await project.production.execute(
        #"UPDATE app."Answers" SET value = value + 1, seen = clock_timestamp() WHERE id = \#(run)"#)
    }
    let chain = try await project.warehouse.rows(
      """
      SELECT count(*), count(*) FILTER (WHERE valid_from = before), count(*) FILTER (WHERE before IS NULL)
      FROM (SELECT valid_from, lag(valid_to) OVER (PARTITION BY id ORDER BY valid_from) AS before
            FROM silver.versions) AS v
      """)
    #expect(chain == [["202", "2", "200"]])
    #expect(
      try await project.warehouse.rows(
        """
        SELECT DISTINCT valid_from = r.moment FROM silver.versions
        JOIN whtest.runs AS r ON r.run_id = 3 WHERE id = 2 AND is_current
        """) == [["t"]])
  }

  private func change(using random: inout SeededGenerator) -> String {
    let salt = Int.random(in: 0...1_000_000, using: &random)
    let pick = "abs(hashint4(id + \(salt))) % 10"
    return """
      DELETE FROM app."Answers" WHERE \(pick) = 0;
      UPDATE app."Answers" SET value = value + 1, seen = clock_timestamp() WHERE \(pick) = 1;
      UPDATE app."Answers" SET month = NULL, seen = clock_timestamp() WHERE \(pick) = 2;
      INSERT INTO app."Answers" (id, month, value)
      SELECT i, date '2024-06-01' + i % 40, NULL FROM generate_series(1, 260) AS i
      WHERE abs(hashint4(i + \(salt + 1))) % 10 = 0 ON CONFLICT DO NOTHING
      """
  }

  private func shown(_ project: TestProject) async throws -> [Version] {
    try await project.warehouse.rows(
      "SELECT ROW(id, month, value)::text, is_current FROM silver.versions"
    ).map { Version(row: $0[0] ?? "", isCurrent: $0[1] == "t") }.sorted()
  }
}

/// A row as it was for some time.
private struct Version: Comparable {
  let row: String
  var isCurrent: Bool

  static func < (left: Version, right: Version) -> Bool {
    (left.row, left.isCurrent ? 1 : 0) < (right.row, right.isCurrent ? 1 : 0)
  }
}

extension [Version] {
  /// What becomes of versions when these rows are there: a history kept by hand.
  fileprivate func continued(with rows: [String]) -> [Version] {
    let current = Set(filter(\.isCurrent).map(\.row))
    let kept = map { version in
      Version(row: version.row, isCurrent: version.isCurrent && rows.contains(version.row))
    }
    return kept + rows.filter { !current.contains($0) }.map { Version(row: $0, isCurrent: true) }
  }
}
