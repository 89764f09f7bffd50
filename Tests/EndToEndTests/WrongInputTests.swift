import Testing
import TestSupport

/// A mistake in a definition, and the one message that tells of it.
struct WrongInput: CustomTestStringConvertible {
  let name: String
  let path: String
  /// What is replaced in the file; nil where the file is new.
  var old: String?
  let new: String
  let status: Int32
  let message: String

  var testDescription: String { name }

  static let all = [
    WrongInput(
      name: "a key that no contract knows", path: "contracts/production.odcs.yaml",
      old:
        "{pattern: \"^[A-Z]{3}$\"}\n        physicalType: text\n        required",
      new:
        "{pattern: \"^[A-Z]{3}$\"}\n        physicalType: text\n        requierd",
      status: 2,
      message: "contracts/production.odcs.yaml:62:9: error: [unknown-key] no key \"requierd\""
        + " in a property; did you mean \"required\"?"),
    WrongInput(
      name: "SQL that is none", path: "sql/gold/x.sql",
      new: "SELECT 1\nFROM silver.teams WHERE WHERE\n", status: 2,
      message: "sql/gold/x.sql:2:25: error: [sql-syntax] syntax error at or near \"WHERE\""),
    WrongInput(
      name: "a model that reads what nothing makes", path: "sql/gold/x.sql",
      new: "SELECT 1 AS a FROM silver.taems\n", status: 2,
      message: "sql/gold/x.sql:1:20: error: [unknown-relation] no contract and no model makes"
        + " silver.taems; did you mean silver.teams?"),
    WrongInput(
      name: "a model that reads itself", path: "sql/gold/y.sql", new: "SELECT 1 FROM gold.y\n",
      status: 2,
      message: "sql/gold/y.sql:1:15: error: [model-cycle] models read each other:"
        + " gold.y → gold.y"),
    WrongInput(
      name: "a model that deletes", path: "sql/silver/t.sql", new: "DELETE FROM bronze.teams\n",
      status: 2,
      message: "sql/silver/t.sql:1:1: error: [not-a-select] expected a SELECT, found DELETE"),
    WrongInput(
      name: "a column that is not there", path: "sql/silver/t.sql",
      new: "SELECT nope FROM bronze.teams\n", status: 2,
      message: "sql/silver/t.sql:1:8: error: [sql-42703] silver.t: column \"nope\" does not exist"),
  ]
}

@Suite("Wrong input", .database, .timeLimit(.minutes(15)))
struct WrongInputTests {
  @Test(
    "is told once, with its place, in the terminal and in the report",
    arguments: WrongInput.all)
  func definitions(_ input: WrongInput) async throws {
    let project = try await TestProject.make()
    if let old = input.old {
      try project.edit(input.path, old, input.new)
    } else {
      try project.write(input.new, to: input.path)
    }
    let outcome = try await project.whtest("run")
    #expect(outcome.status == input.status, "\(outcome.text)")
    #expect(outcome.errors == input.message + "\n")
    #expect(try await project.warehouse.published().isEmpty)
    #expect(try project.junit().red.map(\.message) == [input.message])
    #expect(try project.report().status != "passed")
  }

  @Test("in whtest.yaml leaves no green report of an earlier run behind")
  func configuration() async throws {
    let project = try await TestProject.make()
    #expect(try await project.whtest("run").status == 0)
    try project.edit("whtest.yaml", "gate:", "gates:")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == "whtest.yaml:7:1: error: [unknown-key] no key \"gates\" in whtest.yaml;"
        + " did you mean \"gate\"?\n")
    #expect(try !project.junit().red.isEmpty)
    #expect(try project.report().status != "passed")
  }

  @Test("of several files is listed at once")
  func several() async throws {
    let project = try await TestProject.make()
    try project.write("SELECT 1 AS a FROM silver.taems\n", to: "sql/gold/x.sql")
    try project.write("DELETE FROM bronze.teams\n", to: "sql/silver/t.sql")
    try project.edit("contracts/gold.odcs.yaml", "server: warehouse", "server: warehuose")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 2)
    for id in ["[unknown-server]", "[not-a-select]"] {
      #expect(outcome.errors.split(separator: "\n").count { $0.contains(id) } == 1, "\(id)")
    }
  }

  @Test("a contract for a table that does not exist is a finding")
  func missingTable() async throws {
    let project = try await TestProject.make()
    try project.write(
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: more
      version: 1.0.0
      status: active
      servers:
        - {server: production, type: postgres, host: h, port: 5432, database: d, schema: public}
      schema:
        - name: invoices
          properties:
            - {name: id, physicalType: bigint, required: true, primaryKey: true}

      """, to: "contracts/more.odcs.yaml")
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 1, "\(outcome.text)")
    let missing = try project.junit().cases.filter { $0.suite == "whtest.contract.public.invoices" }
    #expect(missing.first { $0.name == "relation.exists" }?.result == "failure")
    #expect(
      missing.filter { $0.name != "relation.exists" }.allSatisfy {
        $0.message.hasPrefix("GATED: ")
      })
  }

  @Test("no contract at all is nothing to check", arguments: [false, true])
  func noContracts(_ isFolderGone: Bool) async throws {
    let project = try await TestProject.make()
    for name in ["contracts/production.odcs.yaml", "contracts/gold.odcs.yaml"] {
      try project.remove(name)
    }
    if isFolderGone { try project.remove("contracts") }
    let outcome = try await project.whtest("run")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "error: nothing to check: there is no contract (*.odcs.yaml)"
        + " in \(project.folder)/contracts\n")
    #expect(try project.junit().red.map(\.name) == ["run"])
  }

  @Test("a warehouse on which nothing is published cannot be checked")
  func nothingPublished() async throws {
    let project = try await TestProject.make()
    let outcome = try await project.whtest("check")
    #expect(outcome.status == 3)
    #expect(try project.report().status == "error")
  }
}
