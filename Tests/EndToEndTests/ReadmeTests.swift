import FoundationEssentials
import Testing
import TestSupport

@Suite("The README", .database, .timeLimit(.minutes(15)))
struct ReadmeTests {
  private let text: String

  init() throws {
    text = try String(
      contentsOf: URL(filePath: "\(TestProject.repository)/README.md"), encoding: .utf8)
  }

  @Test("names only commands, options and scripts that there are")
  func commands() async throws {
    let commands = text.matches(
      of:
        /whtest ((?:run|contracts|etl|check|lint|snapshot|diff|drift|explain|impact|rollback|demo|sandbox)\b[^\n`\]#|]*)/
    )
    .map { $0.1.split(separator: " ").map(String.init) }
    #expect(commands.count > 8)
    for words in commands {
      let help = try await Tool.run([words[0], "--help"], in: "/tmp")
      #expect(help.status == 0)
      for option in words where option.hasPrefix("--") {
        #expect(help.output.contains("\n  \(option) "), "\(words.joined(separator: " "))")
      }
    }
    for script in Set(text.matches(of: /scripts\/[a-z]+/).map { String($0.0) }) {
      #expect(
        FileManager.default.isExecutableFile(atPath: "\(TestProject.repository)/\(script)"),
        "\(script)")
    }
  }

  @Test("shows a configuration that works, with all keys")
  func configuration() async throws {
    let project = try await TestProject.make()
    let block = try #require(blocks("yaml").first { $0.hasPrefix("servers:") })
    try project.write(block, to: "whtest.yaml")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try await project.warehouse.published() == Undisturbed.published())
  }

  @Test("shows a model and a check that work")
  func definitions() async throws {
    let project = try await TestProject.make()
    let model = try #require(blocks("sql").first { $0.contains("-- materialize: table") })
    let check = try #require(blocks("sql").first { $0.contains("-- severity: error") })
    try project.write(model, to: "sql/silver/memberships.sql")
    try project.write(check, to: "sql/checks/readme.sql")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(
      try project.junit().first("whtest.quality.silver.events readme")?.message
        == "WARN: 1 of 500 rows fail readme (warn above 0, fail above 1%)")
  }

  @Test("creates roles with which runs and readers work")
  func roles() async throws {
    let project = try await TestProject.make()
    let blocks = blocks("sql")
    let setup = try #require(blocks.first { $0.contains("CREATE ROLE whtest_reader") })
    let owner = try #require(blocks.first { $0.contains("CREATE ROLE whtest_etl") })
    let grants = try #require(blocks.first { $0.contains("TO analyst") })
    let production = try await project.production.value("SELECT current_database()") ?? ""
    let warehouse = try await project.warehouse.value("SELECT current_database()") ?? ""
    let analyst = try await project.warehouse.createRole()
    let salt = warehouse.dropFirst(5)
    func own(_ block: String) -> String {
      block.replacing("CREATE DATABASE warehouse;\n", with: "")
        .replacing("DATABASE production", with: "DATABASE \(production)")
        .replacing("DATABASE warehouse", with: "DATABASE \(warehouse)")
        .replacing("whtest_reader", with: "reader_\(salt)")
        .replacing("whtest_etl", with: "etl_\(salt)").replacing("analyst", with: analyst)
    }
    try await project.production.execute(own(setup))
    try await project.warehouse.execute(own(owner))
    let environment = [
      "WHTEST_PRODUCTION_URL": project.production.uri(as: "reader_\(salt)"),
      "WHTEST_WAREHOUSE_URL": project.warehouse.uri(as: "etl_\(salt)"),
    ]
    for _ in 1...2 {
      let outcome = try await Tool.run(["run"], in: project.folder, environment: environment)
      #expect(outcome.status == 0, "\(outcome.text)")
      try await project.warehouse.execute("SET ROLE etl_\(salt); " + own(grants))
      try await project.warehouse.execute("SET ROLE \(analyst); TABLE gold.rsvp_summary")
    }
  }

  @Test("shows what `whtest contracts` says of a renamed column, word for word")
  func renamedColumn() async throws {
    let project = try await TestProject.make()
    try await project.production.execute(
      "ALTER TABLE event_rsvps RENAME member_id TO membership_id")
    let outcome = try await project.whtest("contracts")
    #expect(outcome.status == 1)
    let shown = try #require(blocks("text").first { $0.hasPrefix("contracts: ") })
    #expect(wording(outcome.output).hasPrefix(wording(shown)), "\(outcome.output)")
  }

  @Test("shows the summary of a demo, word for word")
  func demoSummary() async throws {
    let project = try await TestProject.make()
    let lines = wording(try await project.whtest("run").output)
    let verdict = try #require(text.firstMatch(of: /PASSED run r1 in [^\n]+/)?.0)
    #expect(lines.contains(wording(String(verdict))), "\(verdict)")
  }

  /// A text without what differs from run to run and by the width of the page.
  private func wording(_ text: String) -> String {
    text.replacing(/\d+\.\d{3} s/, with: "0 s").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  /// The fenced blocks of a language.
  private func blocks(_ language: String) -> [String] {
    text.split(separator: "\n```", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix("\(language)\n") }
      .map { $0.dropFirst(language.count + 1) + "\n" }
  }
}
