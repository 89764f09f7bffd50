import Foundation
import Testing
import TestSupport

@Suite("Contracts from a live database", .database, .timeLimit(.minutes(15)))
struct ContractsInitTests {
  /// A project that knows one server and nothing else.
  private func project(_ setup: String) async throws -> Bare {
    let database = try await TestServer.database(setup)
    return try Bare(database)
  }

  private final class Bare: Sendable {
    let folder = "/tmp/whtest-init-\(UInt64.random(in: 0 ..< .max))"
    let database: TestDatabase

    init(_ database: TestDatabase) throws {
      self.database = database
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false)
      try write("servers: {production: {role: source, url: \"${SHOP}\"}}\n", to: "whtest.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func whtest(_ arguments: String...) async throws -> Outcome {
      try await Tool.run(arguments, in: folder, environment: ["SHOP": database.uri])
    }

    func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
    }

    func read(_ path: String) throws -> String {
      try String(contentsOf: URL(filePath: "\(folder)/\(path)"), encoding: .utf8)
    }

    func files(in path: String = "contracts") throws -> [String: String] {
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)")
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try read("\(path)/\($0)")) })
    }
  }

  private static let shop = """
    CREATE SCHEMA sales; CREATE TYPE sales.state AS ENUM ('open', 'paid');
    CREATE TABLE public.customers (id bigint PRIMARY KEY, mail text NOT NULL UNIQUE);
    COMMENT ON COLUMN public.customers.mail IS 'where we write to';
    CREATE TABLE sales.orders (id bigint PRIMARY KEY, customer bigint NOT NULL REFERENCES public.customers,
      state sales.state NOT NULL, total numeric(10,2) CHECK (total >= 0));
    CREATE TABLE sales.customers (id bigint PRIMARY KEY, parent bigint REFERENCES sales.customers);
    """

  @Test("they hold at once, and a second time changes no byte")
  func holdAtOnce() async throws {
    let project = try await project(Self.shop)
    let first = try await project.whtest("contracts", "init", "production")
    #expect(first.status == 0, "\(first.text)")
    #expect(
      first.output == """
        contracts/public.odcs.yaml: written
          customers: 2 properties
        contracts/sales.odcs.yaml: written
          customers: 2 properties
          orders: 4 properties

        """)
    #expect(first.errors.isEmpty)
    let files = try project.files()
    #expect(files.values.allSatisfy { $0.contains("server: production\n") && !$0.contains("user") })
    let held = try await project.whtest("contracts", "--fail-on", "risky")
    #expect(held.status == 0, "\(held.text)")
    #expect(held.output.contains("contracts: 36 of 36 passed"), "\(held.output)")
    for _ in 0..<2 {
      let again = try await project.whtest("contracts", "init", "production")
      #expect(again.status == 0)
      #expect(again.output == "nothing new\n")
    }
    #expect(try project.files() == files)
  }

  @Test("what a person changed stays, and what is new comes to it")
  func extended() async throws {
    let project = try await project(Self.shop)
    _ = try await project.whtest("contracts", "init", "production")
    var text = try project.read("contracts/sales.odcs.yaml")
    text =
      "# mine\n"
      + text.replacing("        required: true\n", with: "")
      .replacing("status: draft", with: "status: active  # since today")
    try project.write(text, to: "contracts/sales.odcs.yaml")
    try await project.database.execute(
      """
      ALTER TABLE sales.orders ADD note text; CREATE VIEW sales.paid AS SELECT id FROM sales.orders;
      DROP TABLE sales.customers;
      """)
    let outcome = try await project.whtest("contracts", "init", "production")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        contracts/sales.odcs.yaml: added to
          orders: note
          paid: 1 property (new)

        """)
    #expect(
      outcome.errors == "note: contracts/sales.odcs.yaml: sales.customers is not in the database,"
        + " and stays in the file\n")
    let after = try project.read("contracts/sales.odcs.yaml")
    #expect(
      after.hasPrefix(text.trimmingCharacters(in: .newlines)), "\(after)")
    #expect(try await project.whtest("contracts", "init", "production").output == "nothing new\n")
  }

  @Test("a folder, a file and standard output are places for them")
  func places() async throws {
    let project = try await project(Self.shop)
    let uri = project.database.uri
    let printed = try await project.whtest(
      "contracts", "init", uri, "--schema", "sales", "--table", "ord*", "--output", "-")
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output.contains("server: production\n"), "the address is that of a server")
    #expect(printed.output.contains("name: orders") && !printed.output.contains("name: customers"))
    let file = try await project.whtest(
      "contracts", "init", "production", "--schema", "sales", "--output", "new/x.yaml")
    #expect(file.status == 0, "\(file.errors)")
    #expect(try project.files(in: "new").keys.sorted() == ["x.yaml"])
    let folder = try await project.whtest("contracts", "init", "production", "--output", "all")
    #expect(folder.status == 0)
    #expect(try project.files(in: "all").keys.sorted() == ["public.odcs.yaml", "sales.odcs.yaml"])
    #expect(!FileManager.default.fileExists(atPath: "\(project.folder)/contracts"))
  }

  @Test("a snapshot file is a source too, and no project is needed")
  func snapshotFile() async throws {
    let project = try await project(Self.shop)
    _ = try await project.whtest("snapshot", "production", "--output", "shop.json")
    try FileManager.default.removeItem(atPath: "\(project.folder)/whtest.yaml")
    let outcome = try await project.whtest("contracts", "init", "shop.json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try project.read("contracts/public.odcs.yaml")
    #expect(text.contains("  - server: shop\n") && text.contains("description: where we write to"))
    #expect(try await project.whtest("contracts", "init", "shop.json").output == "nothing new\n")
  }

  @Test("what cannot be done is said, and nothing is written")
  func refused() async throws {
    let project = try await project(Self.shop)
    let cases: [(arguments: [String], message: String)] = [
      (["--schema", "nope"], "there is no table or view to write a contract for\n"),
      (["--table", "nope"], "there is no table or view to write a contract for\n"),
      (
        ["--output", "x.yaml"],
        "one file holds the contract of one schema, and here are public, sales; name one with"
          + " --schema\n"
      ),
      (["--output", "-"], "one file holds the contract of one schema"),
    ]
    for (arguments, message) in cases {
      let outcome = try await Tool.run(
        ["contracts", "init", "production"] + arguments, in: project.folder,
        environment: ["SHOP": project.database.uri])
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    _ = try await project.whtest("contracts", "init", "production")
    let flow =
      try project.read("contracts/sales.odcs.yaml")
      .split(separator: "\nschema:")[0] + "\nschema: [{name: orders, properties: [{name: id}]}]\n"
    try project.write(String(flow), to: "contracts/sales.odcs.yaml")
    try await project.database.execute("ALTER TABLE public.customers ADD since date")
    let before = try project.files()
    let outcome = try await project.whtest("contracts", "init", "production")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("contracts/sales.odcs.yaml:19:37: error: [cannot-extend]"),
      "\(outcome.errors)")
    #expect(try project.files() == before)
  }

  // MARK: - contracts diff

  @Test("a change that breaks readers is exit 1, and so is a version that was not raised")
  func difference() async throws {
    let project = try await project(Self.shop)
    _ = try await project.whtest("contracts", "init", "production")
    let path = "contracts/sales.odcs.yaml"
    let old = try project.read(path)
    try project.write(old, to: "old.yaml")
    #expect(
      try await project.whtest("contracts", "diff", "old.yaml", path).output == "no changes\n")
    try project.write(
      old.replacing("validValues: [open, paid]", with: "validValues: [open, paid, lost]")
        .replacing("version: 1.0.0", with: "version: 1.1.0"), to: path)
    for (threshold, status) in [("any", 1), ("risky", 1), ("breaking", 0), ("never", 0)] {
      let outcome = try await project.whtest(
        "contracts", "diff", "old.yaml", path, "--fail-on", threshold)
      #expect(outcome.status == Int32(status), "\(threshold)")
      #expect(outcome.output.contains("  risky       state  [valid-value-added]\n"))
      #expect(!outcome.output.contains("version-not-raised"))
    }
    try project.write(old.replacing("        required: true\n", with: ""), to: path)
    let broken = try await project.whtest("contracts", "diff", "old.yaml", path)
    #expect(broken.status == 1)
    #expect(broken.output.contains("[required-removed]"))
    #expect(broken.output.contains("these changes ask for 2.0.0 at least"))
    let table = try await project.whtest(
      "contracts", "diff", "old.yaml", path, "--format", "markdown")
    #expect(table.output.contains("| **breaking** | `version-not-raised` | the contract |"))
    let wrong = try await project.whtest("contracts", "diff", "none.yaml", "whtest.yaml")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("none.yaml:1:1: error: [unreadable-file]"))
    #expect(wrong.errors.contains("whtest.yaml:1:1: error: [missing-key]"))
    #expect(try await project.whtest("contracts", "diff", "-", "-").status == 64)
    #expect(try await project.whtest("contracts", "diff", "-", path).status == 2)
  }
}
