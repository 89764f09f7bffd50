import FoundationEssentials
import Testing
import TestSupport

@Suite("Snapshots and their differences", .database, .timeLimit(.minutes(15)))
struct SnapshotCommandTests {
  @Test("a changed database is exit 1, and the change is named")
  func changed() async throws {
    let project = try await TestProject.make()
    let written = try await project.whtest("snapshot", "production", "--output", "before.json")
    #expect(written.status == 0, "\(written.errors)")
    #expect(written.output.isEmpty)
    #expect(written.errors.hasPrefix("before.json: "))
    try await project.production.execute("ALTER TABLE memberships DROP COLUMN role_title CASCADE")
    let outcome = try await project.whtest("diff", "before.json", "production")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    #expect(
      outcome.output.contains(
        "  breaking    column public.memberships.role_title  [column-dropped]\n"))
    for (threshold, status) in [("risky", 1), ("breaking", 1), ("never", 0)] {
      let judged = try await project.whtest(
        "diff", "before.json", "production", "--fail-on", threshold, "--format", "markdown")
      #expect(judged.status == Int32(status), "\(threshold)")
      #expect(judged.output.contains("| **breaking** | `column-dropped` |"))
    }
    let added = try await project.whtest("snapshot", "production", "--output", "after.json")
    #expect(added.status == 0)
    let files = try await project.whtest("diff", "before.json", "after.json")
    #expect(files.status == 1)
    #expect(files.output == outcome.output)
  }

  @Test("what was only added is below the threshold of risky")
  func compatible() async throws {
    let project = try await TestProject.make()
    _ = try await project.whtest("snapshot", "production", "--output", "before.json")
    try await project.production.execute("ALTER TABLE memberships ADD COLUMN added date")
    #expect(try await project.whtest("diff", "before.json", "production").status == 1)
    let judged = try await project.whtest(
      "diff", "before.json", "production", "--fail-on", "risky")
    #expect(judged.status == 0)
    #expect(judged.output.contains("[column-added]"))
  }

  @Test("nothing changed is exit 0, between files and with the server, whatever the side")
  func unchanged() async throws {
    let project = try await TestProject.make()
    let printed = try await project.whtest("snapshot", "production")
    #expect(printed.status == 0)
    #expect(printed.errors.isEmpty)
    try project.write(printed.output, to: "one.json")
    let uri = try #require(project.environment["WHTEST_PRODUCTION_URL"])
    for (from, to) in [("one.json", "one.json"), ("one.json", uri), ("production", "one.json")] {
      let outcome = try await project.whtest("diff", from, to)
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(outcome.output.hasPrefix("no changes\n"))
    }
    _ = try await project.whtest("snapshot", "one.json", "--output", "two.json")
    #expect(try project.read("two.json") == printed.output)
  }

  @Test("a schema that was left out is in no snapshot")
  func schemas() async throws {
    let project = try await TestProject.make()
    try await project.production.execute("CREATE SCHEMA scratch_1; CREATE TABLE scratch_1.t ()")
    let without = try await project.whtest("snapshot", "production", "--exclude", "scratch*")
    #expect(!without.output.contains("scratch_1"))
    let only = try await project.whtest("snapshot", "production", "--schema", "scratch_?")
    #expect(only.output.contains("\"scratch_1\""))
    #expect(!only.output.contains("\"memberships\""))
    try project.write(only.output, to: "only.json")
    try project.write(without.output, to: "without.json")
    for (from, to) in [
      ("only.json", "production"), ("production", "only.json"), ("without.json", "production"),
      ("without.json", "only.json"),
    ] {
      let outcome = try await project.whtest("diff", from, to)
      #expect(outcome.output.hasPrefix("no changes\n"), "\(from) \(to): \(outcome.text)")
    }
    let none = try await project.whtest("diff", "production", "production", "--schema", "scrtch")
    #expect(none.status == 2)
    #expect(none.errors == "no schema matches --schema scrtch\n")
  }

  @Test("two files tell what the two databases tell, whoever read them")
  func files() async throws {
    let project = try await TestProject.make()
    try await project.production.execute(
      """
      CREATE TABLE swap_a (i integer, x text CONSTRAINT k CHECK (x <> '')); CREATE TABLE swap_b (i integer);
      CREATE TABLE top (n integer); CREATE TABLE middle () INHERITS (top); CREATE TABLE low () INHERITS (middle)
      """)
    let readings = [[], ["--portable"], ["--partitions"]]
    for (index, options) in readings.enumerated() {
      _ = try await project.whtest(
        ["snapshot", "production", "--output", "before\(index).json"] + options)
    }
    try await project.production.execute(
      """
      ALTER TABLE swap_a RENAME TO swap; ALTER TABLE swap_b RENAME TO swap_a; ALTER TABLE swap RENAME TO swap_b;
      ALTER TABLE top ALTER n SET DEFAULT 5; ALTER TABLE teams ADD CONSTRAINT k CHECK (true);
      ALTER TABLE memberships ALTER role_title TYPE varchar(7)
      """)
    for (index, options) in readings.enumerated() {
      _ = try await project.whtest(
        ["snapshot", "production", "--output", "after\(index).json"] + options)
      let files = try await project.whtest(["diff", "before\(index).json", "after\(index).json"])
      let live = try await project.whtest(["diff", "before\(index).json", "production"] + options)
      #expect(files.output == live.output, "\(options)")
      #expect(files.status == 1)
    }
  }

  @Test("what the standard's views do not show is not taken for gone")
  func portable() async throws {
    let project = try await TestProject.make()
    try await project.production.execute(
      """
      CREATE TYPE pair AS (a integer, b text); CREATE DOMAIN small AS integer CHECK (VALUE < 9);
      CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one; CREATE INDEX ON teams (created_at);
      """)
    _ = try await project.whtest("snapshot", "production", "--portable", "--output", "shown.json")
    for (from, to) in [("shown.json", "production"), ("production", "shown.json")] {
      let outcome = try await project.whtest("diff", from, to)
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }

  // MARK: - What is no source

  struct Mistake: CustomTestStringConvertible, Sendable {
    let name: String
    let source: String
    let status: Int32
    let message: String
    var testDescription: String { name }

    init(_ name: String, _ source: String, _ status: Int32, _ message: String) {
      self.name = name
      self.source = source
      self.status = status
      self.message = message
    }
  }

  @Test(
    "what is no source is told in one message, and nothing is written",
    arguments: [
      Mistake("no snapshot", "text", 2, "text:1:1: error: [not-a-snapshot] expected {\n"),
      Mistake(
        "a newer format", "newer", 2,
        "newer: format 2 is newer than this whtest reads (1); update whtest\n"),
      Mistake("truncated", "half", 2, "half:1:31: error: [not-a-snapshot] the text ends "),
      Mistake(
        "an unknown server", "producton", 2,
        "whtest.yaml names no such server (it has production, warehouse); did you mean"
          + " production?\n"),
      Mistake(
        "no server listening", "postgresql://u:s3cr3t@127.0.0.1:1/x", 3,
        "error: cannot connect to database: "),
    ])
  func mistakes(_ mistake: Mistake) async throws {
    let project = try await TestProject.make()
    try project.write("hello\n", to: "text")
    try project.write("{\"format\":2,\"what\":[]}\n", to: "newer")
    try project.write("{\"format\":1,\"notInspected\":[\"a", to: "half")
    let outcome = try await Tool.run(
      ["snapshot", mistake.source, "--output", "new.json"], in: project.folder)
    #expect(outcome.status == mistake.status, "\(outcome.text)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(mistake.message), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(!outcome.errors.contains("s3cr3t"))
    let compared = try await Tool.run(
      ["diff", mistake.source, mistake.source], in: project.folder)
    #expect(compared.status == mistake.status, "\(compared.text)")
    #expect(compared.output.isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: project.folder)
    #expect(files.allSatisfy { !$0.contains("new.json") })
  }

  @Test("a file that cannot be written is exit 3, and no part of it is left")
  func unwritable() async throws {
    let project = try await TestProject.make()
    try project.write("", to: "file")
    let below = try await project.whtest("snapshot", "production", "--output", "file/new.json")
    #expect(below.status == 3)
    #expect(below.errors == "error: cannot write file/new.json: Not a directory\n")
    let before = try FileManager.default.contentsOfDirectory(atPath: project.folder)
    let folder = try await project.whtest("snapshot", "production", "--output", "sql")
    #expect(folder.status == 3)
    #expect(folder.errors == "error: cannot write sql: Is a directory\n")
    let after = try FileManager.default.contentsOfDirectory(atPath: project.folder)
    #expect(Set(after) == Set(before))
  }

  // MARK: - What an id means

  @Test("an id is explained by its page")
  func explained() async throws {
    let outcome = try await Tool.run(["explain", "column-dropped"], in: "/tmp")
    #expect(outcome.status == 0)
    let page = "\(TestProject.repository)/docs/changes/column-dropped.md"
    #expect(try outcome.output == String(contentsOf: URL(filePath: page), encoding: .utf8))
    let all = try await Tool.run(["explain"], in: "/tmp")
    #expect(all.status == 0)
    #expect(all.output.split(separator: "\n").contains("column-dropped"))
  }

  @Test("a misspelt id is bad usage, with the nearest one")
  func misspelt() async throws {
    let outcome = try await Tool.run(["explain", "column-droped"], in: "/tmp")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors.hasPrefix(
        "Error: no change has the id column-droped; did you mean column-dropped?\n"))
  }
}
