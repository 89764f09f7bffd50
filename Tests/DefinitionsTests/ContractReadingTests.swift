import Definitions
import Digests
import Testing
import WarehouseModel

@Suite("Reading a contract")
struct ContractReadingTests {
  private func whole() throws -> Contract {
    let (contract, diagnostics) = contract(from: ContractSample.whole, file: "x")
    #expect(diagnostics == [])
    return try #require(contract)
  }

  private func at(_ line: Int, _ column: Int) -> WarehouseModel.SourceLocation {
    WarehouseModel.SourceLocation(file: "x", line: line, column: column)
  }

  @Test
  func `takes the first PostgreSQL server and its schema`() throws {
    let contract = try whole()
    #expect(contract.id == "club")
    #expect(contract.version == "1.0.0")
    #expect(contract.server == Located("production", at: at(8, 14)))
    #expect(contract.fingerprint == sha256(Array(ContractSample.whole.utf8)))
    #expect(
      contract.objects.map(\.relation)
        == [QualifiedName("app", "team"), QualifiedName("club", "events")])
    #expect(contract.objects.map(\.location) == [at(12, 5), at(19, 5)])
    #expect(contract.objects.map(\.severity) == [.warning, .error])
  }

  @Test
  func `keeps every server with its address`() throws {
    let servers = try whole().servers
    #expect(servers.map(\.isPostgres) == [false, true])
    #expect(servers.first?.type == Located("s3", at: at(7, 26)))
    let server = try #require(servers.last)
    #expect(server.port == Located("5432", at: at(8, 59)))
    #expect(
      try server.connectionString(environment: [:]) == "host='h' port='5432' dbname='d'")
    let odd = ContractServer(
      name: nil, type: nil, host: Located("a b", at: at(1, 1)),
      database: Located("it's ${X}\\", at: at(1, 1)), location: at(1, 1))
    #expect(
      try odd.connectionString(environment: ["X": "y"]) == #"host='a b' dbname='it\'s y\\'"#)
  }

  @Test
  func `reads service levels, roles and what is critical`() throws {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties(
        """
              - {name: a, description: all, criticalDataElement: true}
              - {name: b}
        slaDefaultElement: o.a
        slaProperties:
          - {property: latency, value: 4, unit: d, element: o.b, driver: regulatory}
          - {property: re, value: "3", valueExt: 5, unit: y}
          - {property: timeOfAvailability, value: null}
        servers:
          - {server: x, type: kafka, host: h, roles: [{role: nobody}]}
          - server: y
            type: postgres
            host: h
            port: 1
            database: d
            schema: s
            roles: [{role: reader, access: read}]
        roles: [{role: owner}]
        """), file: "x")
    #expect(diagnostics == [])
    let found = try #require(contract)
    #expect(found.agreements.map(\.kind) == [.latency, .retention, nil])
    let latency = try #require(found.agreements.first)
    #expect(latency.location == at(13, 5))
    #expect(latency.value == Located(.number("4"), at: at(13, 32)))
    #expect(latency.unit == Located("d", at: at(13, 41)))
    #expect(latency.element?.value == "o.b")
    #expect(latency.driver == "regulatory")
    #expect(found.agreements.map(\.element?.value) == ["o.b", "o.a", "o.a"])
    #expect(found.agreements[1].value?.value == .string("3"))
    #expect(found.agreements[1].valueExtension?.value == .number("5"))
    #expect(found.agreements[2].value == nil)
    let properties = try #require(found.objects.first?.properties)
    #expect(properties.map(\.isCritical) == [true, false])
    #expect(properties.map(\.description) == ["all", nil])
  }

  @Test
  func `orders the primary key by position`() throws {
    let teams = try #require(try whole().objects.first)
    #expect(teams.primaryKey == ["team id", "region"])
    #expect(teams.properties.map(\.name) == ["region", "id"])
    let (contract, _) = contract(
      from: ContractSample.properties(
        """
              - {name: a, primaryKey: true}
              - {name: b, primaryKey: true, primaryKeyPosition: 1}
              - {name: c, primaryKey: true, primaryKeyPosition: -1}
              - {name: d, primaryKey: false}
        """), file: "x")
    #expect(contract?.objects.first?.primaryKey == ["b", "a", "c"])
  }

  @Test
  func `reads a property with its limits`() throws {
    let events = try #require(try whole().objects.last)
    let id = try #require(events.properties.first)
    #expect(id.logicalType == Located(.integer, at: at(23, 22)))
    #expect(id.physicalType == Located(DataType("bigint"), at: at(24, 23)))
    #expect(id.required == Located(true, at: at(25, 19)))
    #expect(id.unique == Located(true, at: at(26, 17)))
    #expect(id.primaryKeyPosition == Located(1, at: at(27, 21)))
    #expect(
      id.limits.map(\.value)
        == [.minimum(.number("1")), .exclusiveMaximum(.number("1e6")), .multipleOf("2")])
    #expect(
      events.properties[3].limits.map(\.value)
        == [.minLength(2), .maxLength(3), .pattern("^[A-Z]+$")])
    #expect(
      events.properties[2].limits.map(\.value)
        == [.minimum(.string("2020-01-01")), .maximum(.string("2030-01-01"))])
    #expect(events.properties[1].classification == "restricted")
  }

  @Test
  func `gives the object's zone to timestamps without one of their own`() throws {
    let events = try #require(try whole().objects.last)
    #expect(
      events.properties.map(\.timeZone?.value) == [nil, "Europe/Oslo", "UTC", nil, nil])
  }

  @Test
  func `resolves relationships by name and by id`() throws {
    let events = try #require(try whole().objects.last)
    #expect(
      events.relationships == [
        Relationship(
          columns: ["team"], references: QualifiedName("app", "team"),
          referencedColumns: ["team id"], location: at(37, 25)),
        Relationship(
          columns: ["region", "team"], references: QualifiedName("app", "team"),
          referencedColumns: ["region", "team id"], location: at(45, 9)),
      ])
  }

  @Test
  func `reads library metrics, and marks what it cannot run`() throws {
    let events = try #require(try whole().objects.last)
    let rules = events.properties[3].quality
    #expect(
      rules.map(\.metric) == [
        .nullValues, .missingValues([.string(""), .number("0")]),
        .invalidValues(Validity(values: [.string("A"), .number("1"), .boolean(true)])),
        .duplicateValues([]),
      ])
    #expect(rules.map(\.bounds.fail) == [.less(1), .equal(0), .notEqual(3), .between(0, 5)])
    #expect(rules.map(\.bounds.unit) == [.percent, .rows, .rows, .rows])
    #expect(rules.map(\.severity) == [.info, .error, .error, .error])
    #expect(
      events.quality.map(\.metric) == [
        .rowCount, .duplicateValues(["team", "region"]),
        .sql("SELECT 1"), .notExecuted("type: text is a description and not run"),
        .notExecuted("a reference to another contract is not run by this version"),
      ])
    #expect(events.quality.first?.name == "not empty")
  }

  @Test
  func `reads v3_0 with its own exclusive bounds and rules`() throws {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties(
        """
              - name: a
                logicalType: integer
                logicalTypeOptions: {minimum: 1, exclusiveMinimum: true, maximum: 9}
                quality:
                  - {type: library, rule: nullCheck}
                  - {rule: duplicateCount, mustBeLessThan: 3}
                  - {rule: validValues, validValues: [1, 2]}
                  - {rule: freshness, mustBe: 1}
        """, version: "v3.0.2"), file: "x")
    #expect(diagnostics == [])
    let property = try #require(contract?.objects.first?.properties.first)
    #expect(
      property.limits.map(\.value) == [.exclusiveMinimum(.number("1")), .maximum(.number("9"))])
    #expect(
      property.quality.map(\.metric) == [
        .nullValues, .duplicateValues([]),
        .invalidValues(Validity(values: [.number("1"), .number("2")])),
        .notExecuted("rule: freshness is not run by this version"),
      ])
    #expect(property.quality.map(\.bounds.fail) == [.equal(0), .less(3), .equal(0), .equal(0)])
  }

  @Test
  func `reads the enumerations of v3_2`() throws {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties(
        """
              - name: a
                enum: [{value: x, label: the x}, {value: 2}]
              - {name: total, semanticType: measure}
        """, version: "v3.2.0"), file: "x")
    #expect(
      diagnostics.map(\.description)
        == ["x:11:37: warning: [not-executed] a measure is not compared by this version"])
    let properties = try #require(contract?.objects.first?.properties)
    #expect(properties.map(\.name) == ["a"])
    #expect(
      properties.first?.quality.map(\.metric)
        == [.invalidValues(Validity(values: [.string("x"), .number("2")]))])
  }

  struct NameCase: CustomTestStringConvertible, Sendable {
    let line: String
    let relation: QualifiedName
    var testDescription: String { line }

    init(_ line: String, _ schema: String, _ name: String) {
      self.line = line
      relation = QualifiedName(Identifier(schema), Identifier(name))
    }
  }

  @Test(arguments: [
    NameCase("name: teams", "public", "teams"),
    NameCase("name: a.b", "public", "a.b"),
    NameCase("{name: x, physicalName: Teams}", "public", "Teams"),
    NameCase("{name: x, physicalName: app.teams}", "app", "teams"),
    NameCase("{name: x, physicalName: '\"a.b\"'}", "public", "a.b"),
    NameCase("{name: x, physicalName: 'app.\"a.\"\"b\"'}", "app", "a.\"b"),
    NameCase("{name: x, physicalName: 'a\"; drop table x'}", "public", "a\"; drop table x"),
  ])
  func `takes physical names as written, with a schema before a dot`(_ example: NameCase) {
    let (contract, diagnostics) = contract(
      from: ContractSample.head() + "schema:\n  - \(example.line)\n", file: "x")
    #expect(diagnostics == [])
    #expect(contract?.objects.map(\.relation) == [example.relation])
  }

  @Test
  func `warns of a contract that promises nothing`() {
    let (contract, diagnostics) = contract(from: ContractSample.head(), file: "x")
    #expect(contract?.objects == [])
    #expect(
      diagnostics.map(\.description)
        == [
          "x:1:1: warning: [nothing-promised] the contract has no object, so it promises nothing"
        ])
  }

  @Test(arguments: ["v3.0.0", "v3.0.1", "v3.0.2", "v3.1.0", "v3.2.0"])
  func `accepts the versions of the standard`(_ version: String) {
    let (contract, diagnostics) = contract(
      from: ContractSample.head(version) + "schema: [{name: a}]\n", file: "x")
    #expect(diagnostics == [])
    #expect(contract?.server == nil)
  }
}
