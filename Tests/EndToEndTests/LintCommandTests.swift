import Foundation
import Testing
import TestSupport

/// The example's definitions in a folder, and no server anywhere.
private final class LintedProject: Sendable {
  let folder: String

  init() throws { folder = try TestProject.copyDefinitions() }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  func edit(_ path: String, _ old: String, _ new: String) throws {
    let url = URL(filePath: "\(folder)/\(path)")
    let text = try String(contentsOf: url, encoding: .utf8)
    guard text.contains(old) else { throw TestMistake("\(path) has no \(old)") }
    try write(text.replacing(old, with: new), to: path)
  }

  func lint(_ arguments: String...) async throws -> Outcome {
    try await Tool.run(["lint"] + arguments, in: folder)
  }
}

@Suite("whtest lint", .timeLimit(.minutes(15)))
struct LintCommandTests {
  @Test("finds nothing in the example, without a server or a variable")
  func clean() async throws {
    let outcome = try await LintedProject().lint()
    #expect(outcome.errors == "")
    #expect(outcome.output == "2 contracts, 9 models, 3 checks, 0 errors, 0 warnings\n")
    #expect(outcome.status == 0)
  }

  @Test("tells mistakes of every kind of file at once, each with its place")
  func mistakes() async throws {
    let project = try LintedProject()
    try project.write("-- partition: mont(a)\nSELECT 1 AS a\n", to: "sql/silver/broken.sql")
    // What reads a file that could not be read is not to blame.
    try project.write(
      "SELECT a FROM silver.broken, gold.late, taems\n", to: "sql/silver/reader.sql")
    try project.write("SELECT a FROM gold.turn\n", to: "sql/gold/round.sql")
    try project.write("SELECT a FROM gold.round\n", to: "sql/gold/turn.sql")
    try project.write(
      "-- title: t\n-- layer: gold\nSELECT * FROM gold.rsvp_sumary\n", to: "sql/checks/c.sql")
    try project.edit("contracts/gold.odcs.yaml", "domain: clubs", "domian: clubs")
    let outcome = try await project.lint()
    #expect(
      outcome.errors == """
        contracts/gold.odcs.yaml:11:1: error: [unknown-key] no key "domian" in a contract; did you mean "domain"?
        sql/checks/c.sql:3:8: warning: [select-star] takes every column there is, and another meaning whenever one is added or moved; name those that are needed
        sql/checks/c.sql:3:15: error: [unknown-relation] no contract and no model makes gold.rsvp_sumary; did you mean gold.rsvp_summary?
        sql/gold/round.sql:1:15: error: [model-cycle] models read each other: gold.round → gold.turn → gold.round
        sql/silver/broken.sql:1:15: error: [unknown-value] partition: "mont" is not known; did you mean "month"?
        sql/silver/reader.sql:1:30: error: [unknown-relation] no contract and no model makes gold.late
        sql/silver/reader.sql:1:41: error: [unqualified-relation] taems has no schema in front of it

        """)
    #expect(outcome.output == "1 contract, 12 models, 4 checks, 6 errors, 1 warning\n")
    #expect(outcome.status == 2)
  }

  @Test("says of bronze nothing that a broken contract may promise")
  func brokenContract() async throws {
    let project = try LintedProject()
    try project.edit("contracts/production.odcs.yaml", "kind: DataContract", "kind: DataContrakt")
    let outcome = try await project.lint()
    #expect(!outcome.errors.contains("unknown-relation"), "\(outcome.errors)")
    #expect(outcome.status == 2)
  }

  @Test("exits 1 for warnings alone, unless they are not to count")
  func warnings() async throws {
    let project = try LintedProject()
    try project.write(
      "WITH t AS (SELECT team_id FROM silver.teams) SELECT t.*, e.* FROM t, silver.events AS e\n",
      to: "sql/gold/wide.sql")
    let outcome = try await project.lint()
    #expect(outcome.errors.hasPrefix("sql/gold/wide.sql:1:58: warning: [select-star] "))
    #expect(outcome.status == 1)
    #expect(try await project.lint("--fail-on", "never").status == 0)
    #expect(try await project.lint("--fail-on", "error").status == 64)
  }

  @Test("refuses a view over a copy that a crash empties, as a run does")
  func unlogged() async throws {
    let project = try LintedProject()
    try project.edit(
      "contracts/production.odcs.yaml",
      "the legacy rows are known.\n    customProperties:\n",
      "the legacy rows are known.\n    customProperties:\n      - {property: whtest.load, value: {mode:"
        + " full, logged: false}}\n")
    #expect(try await project.lint().status == 0)
    try project.write(
      "-- materialize: view\nSELECT team_id FROM bronze.teams\n", to: "sql/silver/v.sql")
    let message =
      "sql/silver/v.sql:2:21: error: [view-over-unlogged] silver.v is a view over bronze.teams, which"
      + " is loaded with logged: false and empty after a crash of the server; make it a table\n"
    let outcome = try await project.lint()
    #expect(outcome.errors == message)
    #expect(outcome.status == 2)
    let run = try await Tool.run(["run"], in: project.folder)
    #expect(run.errors.hasSuffix(message), "\(run.text)")
    #expect(run.status == 2)
  }

  @Test("refuses a load in a contract for the warehouse")
  func misplacedLoad() async throws {
    let project = try LintedProject()
    try project.edit(
      "contracts/gold.odcs.yaml", "  - name: daily_active_teams\n",
      "  - name: daily_active_teams\n    customProperties: [{property: whtest.load, value: full}]\n"
    )
    let outcome = try await project.lint()
    #expect(
      outcome.errors.contains(": error: [misplaced-load] whtest.load belongs to a contract for"))
    #expect(outcome.status == 2)
  }

  @Test("has nothing to say of an empty project, and exits 3")
  func nothing() async throws {
    let project = try LintedProject()
    for folder in ["contracts", "sql"] {
      try FileManager.default.removeItem(atPath: "\(project.folder)/\(folder)")
    }
    let outcome = try await project.lint()
    #expect(outcome.status == 3)
    #expect(outcome.errors.hasPrefix("error: nothing to check: "))
  }

  @Test("looks at 1,400 models")
  func many() async throws {
    let project = try LintedProject()
    for number in 1...1400 {
      let source = number < 8 ? "silver.teams" : "gold.m\(number - 7)"
      try project.write(
        "-- key: team_id\nSELECT team_id FROM \(source) WHERE team_id <> '\(number)'\n",
        to: "sql/gold/m\(number).sql")
    }
    let outcome = try await project.lint()
    #expect(outcome.output == "2 contracts, 1409 models, 3 checks, 0 errors, 0 warnings\n")
  }
}
