import WarehouseModel

/// Reports made up for the tests.
enum Example {
  /// The time of all examples: 2026-10-05 09:30:00 UTC.
  static let morning = 1_791_192_600.0
  static let hostname = "ci-7"

  static let memberships = QualifiedName("public", "memberships")
  static let rsvps = QualifiedName("silver", "event_rsvps")
  static let contractFile = "contracts/production.odcs.yaml"

  /// A run with every outcome; they would never occur together.
  static var report: RunReport {
    var report = RunReport(toolVersion: "1.2.0", command: "run", startedAt: morning)
    report.run = RunID(42)
    report.seconds = 6.8414
    report.contracts = [contract]
    report.assertions = contractResults + checkResults
    report.steps = steps
    report.samples = [activeTeams]
    report.diagnostics = [
      Diagnostic(
        .warning, "deprecated-key", "\"owner\" has no meaning since v3.1",
        at: SourceLocation(file: contractFile, line: 7, column: 3))
    ]
    return report
  }

  /// A run in which all is well.
  static var passedReport: RunReport {
    var report = RunReport(toolVersion: "1.2.0", command: "run", startedAt: morning)
    report.run = RunID(43)
    report.seconds = 5.2
    report.contracts = [contract]
    report.assertions = [contractResults[0]]
    report.steps = [steps[0]]
    report.isPublished = true
    return report
  }

  static let contract = ContractOutline(
    of: Contract(
      id: "club-platform", version: "1.4.0", file: contractFile,
      fingerprint: Fingerprint(hexadecimal: "9f2c41d07be8" + String(repeating: "0", count: 52)),
      server: nil,
      objects: [
        ContractObject(
          name: "memberships", relation: memberships, location: at(31), properties: [])
      ]),
    server: "production")

  static let contractResults = [
    AssertionResult(
      suite: .contract(memberships), name: "relation.exists", location: at(31), outcome: .passed,
      seconds: 0.004),
    AssertionResult(
      suite: .contract(memberships), name: "columns.joined_at.type", location: at(44),
      outcome: .failed(
        type: "whtest.contract.TypeMismatch", verdict: .breaking,
        message: "breaking: public.memberships.joined_at is text, contract says timestamptz"),
      seconds: 0.0006, evidence: Evidence(expected: "timestamptz", actual: "text")),
    AssertionResult(
      suite: .contract(memberships), name: "columns.role.required", location: at(51),
      outcome: .notExecuted("nullability of role is not visible to this reader")),
  ]

  static let checkResults = [
    AssertionResult(
      suite: .quality(rsvps), name: "rsvp_status.valid",
      location: SourceLocation(file: "contracts/silver.odcs.yaml", line: 31, column: 9),
      outcome: .failed(
        type: "whtest.quality.RowsFailed", verdict: nil,
        message: "12 of 10482 rows fail rsvp_status.valid (allowed 0)"),
      seconds: 0.812,
      evidence: Evidence(
        rowsChecked: 10482, rowsFailed: 12,
        query: "SELECT event_rsvp_id\nFROM silver.event_rsvps\nWHERE NOT (rsvp_status < 3)",
        sample: ["event_rsvp_id=1007 rsvp_status=7"])),
    AssertionResult(
      suite: .quality(rsvps), name: "stale_rsvps",
      location: SourceLocation(file: "sql/checks/stale_rsvps.sql", line: 1),
      outcome: .warned("4 of 10482 rows fail stale_rsvps (warn above 0, fail above 100)"),
      seconds: 1.1, evidence: Evidence(rowsChecked: 10482, rowsFailed: 4)),
  ]

  static let steps = [
    Step(
      layer: .bronze, relation: QualifiedName("bronze", "event_rsvps"), location: at(60),
      outcome: .passed,
      rows: RowCounts(
        total: 22930, before: 22_700, inserted: 240, updated: 0, deleted: 10, read: 1250,
        bytes: 103_871),
      seconds: 0.9315),
    Step(
      layer: .silver, relation: rsvps,
      location: SourceLocation(file: "sql/silver/event_rsvps.sql", line: 1),
      outcome: .errored(
        type: "whtest.sql.57014", message: "57014 canceling statement due to statement timeout"),
      seconds: 4.31),
    Step(
      layer: .silver, relation: QualifiedName("silver", "event_rsvps_history"),
      location: SourceLocation(file: "sql/silver/event_rsvps_history.sql", line: 1),
      outcome: .gated("silver.event_rsvps did not succeed")),
    Step(
      layer: .gold, relation: QualifiedName("gold", "daily_active_teams"),
      location: SourceLocation(file: "sql/gold/daily_active_teams.sql", line: 1),
      outcome: .passed,
      rows: RowCounts(
        total: 1, before: 1, inserted: 0, updated: 1, deleted: 0, read: 1, bytes: 8192),
      seconds: 0.0214),
  ]

  static let activeTeams = Sample(
    relation: QualifiedName("gold", "daily_active_teams"),
    rows: ResultSet(
      columns: ["day", "team", "active_members", "share"],
      rows: [
        ["2026-10-04", "Rowing – Zürich", "1204", "0.5"],
        ["2026-10-05", nil, "7", nil],
        ["2026-10-05", String(repeating: "long ", count: 20), "31", "-2.25"],
      ]))

  private static func at(_ line: Int) -> SourceLocation {
    SourceLocation(file: contractFile, line: line, column: 5)
  }
}
