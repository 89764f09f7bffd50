import Foundation
import Testing
import TestSupport

/// A contract in a folder without any project, and the database that it speaks of.
private final class StandaloneContract: Sendable {
  let folder: String
  let database: TestDatabase
  /// Where the database is, piece by piece.
  private let host: String
  private let port: String
  private let name: String

  init() async throws {
    database = try await TestServer.database(
      """
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (order_id bigint PRIMARY KEY, state text, amount numeric);
      INSERT INTO shop.orders VALUES (1, 'open', 10), (2, 'paid', NULL), (3, 'lost', 5);
      """)
    host = String(try #require(database.uri.firstMatch(of: /host=([^&]+)/)?.1))
    port = String(try #require(database.uri.firstMatch(of: /port=(\d+)/)?.1))
    name = try #require(try await database.value("SELECT current_database()"))
    folder = "/tmp/whtest-standalone-\(UInt64.random(in: 0 ..< .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes the contract with servers of its own.
  func write(_ servers: String? = nil, to file: String = "orders.yaml") throws {
    let own = """
      servers:
        - {server: lake, type: s3, location: "s3://x", format: json}
        - server: shop
          type: postgres
          host: \(host)
          port: \(port)
          database: ${SHOP_DATABASE}
          schema: ${SHOP_SCHEMA:-shop}

      """
    let text = """
      apiVersion: v3.1.0
      kind: DataContract
      id: shop
      version: 1.0.0
      status: active
      \(servers ?? own)
      schema:
        - name: orders
          properties:
            - {name: order_id, physicalType: bigint, required: true, primaryKey: true}
            - name: state
              physicalType: text
              quality:
                - {metric: invalidValues, arguments: {validValues: [open, paid]}, mustBe: 0}
            - {name: amount, physicalType: numeric}

      """
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
  }

  func whtest(_ arguments: String...) async throws -> Outcome {
    try await Tool.run(
      arguments, in: folder, environment: ["PGUSER": "postgres", "SHOP_DATABASE": name])
  }

  func junit() throws -> JUnitFile { try JUnitFile(path: "\(folder)/reports/junit.xml") }
}

@Suite("A contract without a project", .database, .timeLimit(.minutes(15)))
struct StandaloneContractTests {
  @Test("is held against the database that it names")
  func hold() async throws {
    let contract = try await StandaloneContract()
    try contract.write()
    let outcome = try await contract.whtest("contracts", "--contract", "orders.yaml")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.errors.isEmpty)
    let report = try contract.junit()
    #expect(report.red.isEmpty)
    #expect(report.identities.contains("whtest.contract.shop.orders columns.amount.type"))
    try await contract.database.execute("ALTER TABLE shop.orders DROP COLUMN amount")
    let broken = try await contract.whtest("contracts", "--contract", "orders.yaml")
    #expect(broken.status == 1, "\(broken.text)")
    #expect(
      try contract.junit().red.map(\.identity) == [
        "whtest.contract.shop.orders columns.amount.exists"
      ])
  }

  @Test("is checked on the tables themselves")
  func check() async throws {
    let contract = try await StandaloneContract()
    try contract.write()
    let outcome = try await contract.whtest("check", "--contract", "orders.yaml", "--reports", "r")
    #expect(outcome.status == 1, "\(outcome.text)")
    let report = try JUnitFile(path: "\(contract.folder)/r/junit.xml")
    #expect(report.red.map(\.identity) == ["whtest.quality.shop.orders state.valid"])
    #expect(report.identities.contains("whtest.quality.shop.orders primary_key"))
    #expect(!FileManager.default.fileExists(atPath: "\(contract.folder)/reports"))
  }

  @Test("goes to the server of the command line", arguments: ["contracts", "check"])
  func server(_ command: String) async throws {
    let contract = try await StandaloneContract()
    try contract.write(
      "servers: [{server: s, type: postgres, host: 127.0.0.1, port: 1, database: x, schema: shop}]")
    let lost = try await contract.whtest(command, "--contract", "orders.yaml")
    #expect(lost.status == 3)
    #expect(lost.errors.hasPrefix("error: cannot connect to s: "), "\(lost.errors)")
    #expect(try contract.junit().red.map(\.name) == ["run"])
    let found = try await contract.whtest(
      command, "--contract", "orders.yaml", "--server", contract.database.uri)
    #expect(found.status == (command == "check" ? 1 : 0), "\(found.text)")
    #expect(try contract.junit().cases.allSatisfy { $0.suite.hasSuffix(".shop.orders") })
  }

  @Test("takes the one of its servers that is named")
  func namedServer() async throws {
    let contract = try await StandaloneContract()
    try contract.write()
    let named = try await contract.whtest("check", "--contract", "orders.yaml", "--server", "shop")
    #expect(named.status == 1, "\(named.text)")
    let misspelt = try await contract.whtest(
      "check", "--contract", "orders.yaml", "--server", "shpo")
    #expect(misspelt.status == 2)
    #expect(
      misspelt.errors == "orders.yaml:7:5: error: [unknown-server] no server \"shpo\" in this"
        + " contract; did you mean \"shop\"?\n")
    let lake = try await contract.whtest("check", "--contract", "orders.yaml", "--server", "lake")
    #expect(lake.status == 2)
    #expect(lake.errors.hasPrefix("orders.yaml:7:26: error: [unsupported-server] "))
  }

  @Test("that cannot be run says where", arguments: ["contracts", "check"])
  func mistakes(_ command: String) async throws {
    let contract = try await StandaloneContract()
    try contract.write("servers: [{server: a, type: kafka, host: h}]", to: "a.yaml")
    try contract.write("tags: []", to: "b.yaml")
    try contract.write(
      "servers: [{server: a, type: postgres, host: h, port: 1, database: d, schema: \"${NO}\"}]",
      to: "c.yaml")
    let outcome = try await contract.whtest(
      command, "--contract", "b.yaml", "--contract", "a.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        a.yaml:6:29: error: [unsupported-server] only servers of type postgres can be run, found \
        "kafka"
        b.yaml:1:1: error: [missing-key] the contract names no server; say where its data is with \
        --server

        """)
    #expect(try contract.junit().red.map(\.name) == ["definitions"])
    let unset = try await contract.whtest(command, "--contract", "c.yaml")
    #expect(unset.status == 2)
    #expect(
      unset.errors
        == "c.yaml:6:79: error: [unset-variable] the environment variable NO is not set\n")
  }

  @Test("goes without a configuration")
  func usage() async throws {
    for arguments in [
      ["check", "--contract", "a", "--config", "b"], ["contracts", "--server", "a"],
    ] {
      let outcome = try await Tool.run(arguments, in: "/tmp")
      #expect(outcome.status == 64, "\(outcome.text)")
    }
  }
}
