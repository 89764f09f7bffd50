import Foundation
import Testing
import TestSupport

/// Contract files in a folder of their own.
private final class LintedFolder: Sendable {
  let path = "/tmp/whtest-lint-\(UInt64.random(in: 0 ..< .max))"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ file: String, _ lines: String, version: String = "v3.1.0") throws {
    let head = "apiVersion: \(version)\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
    try Data((head + lines).utf8).write(to: URL(filePath: "\(path)/\(file)"))
  }

  func lint(_ arguments: String...) async throws -> Outcome {
    try await Tool.run(["contracts", "lint"] + arguments, in: path)
  }
}

@Suite("whtest contracts lint", .timeLimit(.minutes(15)))
struct ContractsLintTests {
  @Test("accepts what the standard does, whatever the server, and says how much it saw")
  func accepted() async throws {
    let folder = try LintedFolder()
    try folder.write(
      "a.yaml",
      """
      servers: [{server: s, type: bigquery, project: p, dataset: d}]
      schema: [{name: orders, physicalName: p.d.orders, properties: [{name: id}]}]
      """)
    try folder.write(
      "b.json", "schema: [{name: a, properties: [{name: x, relationships: [{to: b.x}]}]}]\n")
    let outcome = try await folder.lint("a.yaml", "b.json")
    #expect(outcome.status == 0)
    #expect(outcome.output == "2 contracts, 0 errors, 1 warning\n")
    #expect(
      outcome.errors
        == "b.json:6:64: warning: [unknown-object] no object \"b\" in this contract; did you mean"
        + " \"a\"?\n")
    let strict = try await folder.lint("--strict", "a.yaml", "b.json")
    #expect(strict.status == 2)
    #expect(strict.output == "2 contracts, 1 error, 0 warnings\n")
  }

  @Test("tells every mistake of every file, sorted")
  func mistakes() async throws {
    let folder = try LintedFolder()
    try folder.write("a.yaml", "tags: 5\nschema: [{name: a, requried: true}]\n")
    try folder.write("b.yaml", "tags: [a\nstatus: }\n")
    try folder.write("c.yaml", "schema: [\n")
    let outcome = try await folder.lint("c.yaml", "none.yaml", "a.yaml", "b.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.output == "4 contracts, 5 errors, 0 warnings\n")
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    #expect(
      lines.map { $0.prefix { $0 != "]" } } == [
        "a.yaml:6:7: error: [wrong-type", "a.yaml:7:20: error: [unknown-key",
        "b.yaml:7:7: error: [yaml-syntax", "c.yaml:7:1: error: [yaml-syntax",
        "none.yaml:1:1: error: [unreadable-file",
      ])
  }

  @Test("takes a clause that is not executed for a mistake when it is strict")
  func notExecuted() async throws {
    let folder = try LintedFolder()
    try folder.write(
      "a.yaml", "schema: [{name: a, quality: [{type: text, description: always right}]}]\n")
    #expect(try await folder.lint("a.yaml").status == 0)
    let strict = try await folder.lint("a.yaml", "--strict")
    #expect(strict.status == 2)
    #expect(strict.errors.hasPrefix("a.yaml:6:30: error: [not-executed] "))
  }

  @Test("looks at the contracts of the project")
  func project() async throws {
    let folder = try TestProject.copyDefinitions()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let clean = try await Tool.run(["contracts", "lint"], in: folder)
    #expect(clean.status == 0, "\(clean.text)")
    #expect(clean.output == "2 contracts, 0 errors, 0 warnings\n")
    let file = "\(folder)/contracts/gold.odcs.yaml"
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    try Data(text.replacing("server: warehouse", with: "server: warehuose").utf8)
      .write(to: URL(filePath: file))
    let wrong = try await Tool.run(["contracts", "lint"], in: folder)
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("[unknown-server]"))
    try FileManager.default.removeItem(atPath: "\(folder)/contracts")
    #expect(try await Tool.run(["contracts", "lint"], in: folder).status == 3)
  }
}
