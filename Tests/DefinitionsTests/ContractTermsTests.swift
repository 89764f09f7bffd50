import Definitions
import Testing
import WarehouseModel

@Suite("How a contract says that it is held")
struct ContractTermsTests {
  private static let whole = """
    apiVersion: v3.1.0
    kind: DataContract
    id: club
    version: 1.0.0
    status: active
    customProperties:
      - {property: whtest.mode, value: full}
      - {property: whtest.severity, value: {schema: warning}}
      - {property: whtest.extraColumns, value: warn}
    roles:
      - {role: analyst, access: read}
      - {role: loader, access: write}
      - {role: loader, access: Read}
      - {role: approver}
      - {role: owner, access: everything}
    schema:
      - name: teams
        physicalType: table
        properties: [{name: id}]
      - name: events
        physicalType: MATERIALIZED VIEW
        customProperties:
          - {property: whtest.mode, value: exact}
          - {property: whtest.severity, value: info}
          - {property: whtest.extraColumns, value: fail}
          - {property: whtest.constraints, value: [a_check, "Odd one"]}
          - property: whtest.waivers
            value:
              - {assertion: primary_key, reason: " goes in May ", expires: 2026-05-31}
        properties:
          - name: id
            customProperties:
              - {property: whtest.severity, value: {data: warning}}
              - {property: whtest.position, value: 3}
              - {property: whtest.default, value: now()}
              - {property: whtest.generated, value: true}
          - name: day
            physicalName: on day
            customProperties:
              - {property: whtest.severity, value: error}
              - property: whtest.waivers
                value:
                  - assertion: type
                    reason: legacy
                    expires: "2026-12-31"
                  - {assertion: columns.on day.required, reason: r, expires: 2027-01-01}
    """

  private static func place(_ line: Int, _ column: Int) -> WarehouseModel.SourceLocation {
    SourceLocation(file: "x", line: line, column: column)
  }

  private func read() throws -> Contract {
    let (contract, diagnostics) = contract(from: Self.whole, file: "x")
    #expect(diagnostics.map(\.description) == [])
    return try #require(contract)
  }

  @Test
  func `hands on to objects what they do not say themselves`() throws {
    let teams = try read().objects[0]
    #expect(teams.terms.mode == .full)
    #expect(teams.terms.extraColumns == Located(.warn, at: Self.place(9, 44)))
    #expect(teams.extraColumns == .warn)
    #expect(teams.terms.severity == .warning)
    // Only of the schema was it said.
    #expect(teams.severity == .error)
    #expect(teams.terms.kind?.location == Self.place(18, 19))
    #expect(teams.terms.kind?.value.kinds == [.table, .partitionedTable])
    #expect(teams.terms.waivers == [])
  }

  @Test
  func `lets an object and a column say it themselves`() throws {
    let events = try read().objects[1]
    #expect(events.terms.mode == .exact)
    #expect(events.terms.extraColumns?.value == .fail)
    #expect(events.terms.severity == .info && events.severity == .info)
    #expect(events.terms.knownConstraints == ["a_check", "Odd one"])
    #expect(events.terms.kind?.value.kinds == [.materializedView])
    #expect(
      events.properties.map(\.terms.severity) == [nil, .error])
    #expect(events.properties.map(\.terms.dataSeverity) == [.warning, .error])
    let id = events.properties[0].terms
    #expect(id.position == Located(3, at: Self.place(34, 48)))
    #expect(id.defaultExpression == Located("now()", at: Self.place(35, 47)))
    #expect(id.generated == Located(true, at: Self.place(36, 49)))
  }

  @Test
  func `reads waivers, and names the assertions of a column by its name`() throws {
    let relation = QualifiedName("public", "events")
    #expect(
      try read().objects[1].waivers == [
        Waiver(
          relation: relation, assertion: "primary_key", reason: "goes in May",
          expires: CalendarDay("2026-05-31"), location: Self.place(29, 25)),
        Waiver(
          relation: relation, assertion: "columns.on day.type", reason: "legacy",
          expires: CalendarDay("2026-12-31"), location: Self.place(43, 28)),
        Waiver(
          relation: relation, assertion: "columns.on day.required", reason: "r",
          expires: CalendarDay("2027-01-01"), location: Self.place(46, 29)),
      ])
  }

  @Test
  func `promises to roles what is said of their access, added up`() throws {
    let expected = [
      RolePromise(role: "analyst", access: .read, location: Self.place(11, 29)),
      RolePromise(role: "loader", access: .readWrite, location: Self.place(12, 28)),
      RolePromise(role: "owner", access: .other("everything"), location: Self.place(15, 27)),
    ]
    #expect(try read().objects.allSatisfy { $0.terms.roles == expected })
  }

  @Test
  func `holds for a reader, loudly, where nothing is said`() throws {
    let text = ContractSample.properties("      - name: a\n")
    let object = try #require(contract(from: text, file: "x").contract?.objects.first)
    #expect(object.terms == ObjectTerms())
    #expect(object.properties[0].terms == PropertyTerms())
    #expect(object.severity == .error && object.extraColumns == .allow)
  }

  // MARK: - Mistakes

  private static func object(_ property: String) -> String {
    ContractSample.head() + "schema:\n  - name: o\n    customProperties:\n      - {\(property)}\n"
  }

  private static func column(_ property: String) -> String {
    ContractSample.properties("      - {name: a, customProperties: [{\(property)}]}\n")
  }

  private static func waiver(_ text: String) -> String {
    object("property: whtest.waivers, value: [{\(text)}]")
  }

  static let mistakes: [MistakeCase] = [
    MistakeCase(
      "a misspelt mode", object("property: whtest.mode, value: raeder"),
      "[unknown-value] whtest.mode: \"raeder\" is not known; did you mean \"reader\"?", at: 9, 40),
    MistakeCase(
      "a mode that is none", object("property: whtest.mode, value: backward"),
      "[unknown-value] whtest.mode: \"backward\" is not known; allowed: reader, writer, full, exact,"
        + " none", at: 9, 40),
    MistakeCase(
      "a mode of a column", column("property: whtest.mode, value: exact"),
      "[unknown-custom-property] no custom property \"whtest.mode\" on a property", at: 9, 49),
    MistakeCase(
      "a policy that is none", object("property: whtest.extraColumns, value: error"),
      "[unknown-value] whtest.extraColumns: \"error\" is not known; allowed: allow, warn, fail",
      at: 9, 48),
    MistakeCase(
      "a misspelt severity", column("property: whtest.severity, value: warnin"),
      "[unknown-value] whtest.severity: \"warnin\" is not known; did you mean \"warning\"?", at: 9,
      73),
    MistakeCase(
      "a severity of nothing", object("property: whtest.severity, value: {shema: info}"),
      "[unknown-key] no key \"shema\" in whtest.severity; did you mean \"schema\"?", at: 9, 45),
    MistakeCase(
      "a severity of data that is none", object("property: whtest.severity, value: {data: loud}"),
      "[unknown-value] data: \"loud\" is not known; allowed: error, warning, info", at: 9, 51),
    MistakeCase(
      "constraints that are no list", object("property: whtest.constraints, value: c"),
      "[wrong-type] whtest.constraints: expected a list of names, found the text \"c\"", at: 9, 47),
    MistakeCase(
      "a position of none", column("property: whtest.position, value: 0"),
      "[wrong-type] whtest.position: expected a whole number from 1, found the number 0", at: 9, 73),
    MistakeCase(
      "an empty default", column("property: whtest.default, value: \"\""),
      "[wrong-type] whtest.default: expected a text, found an empty one", at: 9, 72),
    MistakeCase(
      "generated by whom", column("property: whtest.generated, value: always"),
      "[wrong-type] whtest.generated: expected true or false, found the text \"always\"", at: 9, 74),
    MistakeCase(
      "waivers that are no list", object("property: whtest.waivers, value: {assertion: a}"),
      "[wrong-type] whtest.waivers: expected a list, found keys and values", at: 9, 43),
    MistakeCase(
      "a waiver without all", waiver("asertion: primary_key"),
      messages: [
        "x:9:44: error: [missing-key] a waiver needs the key \"assertion\"",
        "x:9:44: error: [missing-key] a waiver needs the key \"expires\"",
        "x:9:44: error: [missing-key] a waiver needs the key \"reason\"",
        "x:9:45: error: [unknown-key] no key \"asertion\" in a waiver; did you mean \"assertion\"?",
      ]),
    MistakeCase(
      "a waiver without a reason", waiver("assertion: a, reason: \" \", expires: 2026-12-31"),
      "[wrong-type] reason: expected a text, found an empty one", at: 9, 67),
    MistakeCase(
      "a day that there is not", waiver("assertion: a, reason: r, expires: 2026-02-30"),
      "[invalid-value] expires: expected a day such as 2026-12-31, found \"2026-02-30\"", at: 9, 79),
    MistakeCase(
      "a day of another form", waiver("assertion: a, reason: r, expires: 31.12.2026"),
      "[invalid-value] expires: expected a day such as 2026-12-31, found \"31.12.2026\"", at: 9, 79),
    MistakeCase(
      "a year", waiver("assertion: a, reason: r, expires: 2026"),
      "[wrong-type] expires: expected a text, found the number 2026; write \"2026\" in quotes",
      at: 9,
      79),
  ]

  @Test(arguments: mistakes)
  func `tells mistakes`(_ mistake: MistakeCase) {
    let (contract, diagnostics) = contract(from: mistake.text, file: "x")
    #expect(diagnostics.map(\.description) == mistake.messages)
    #expect(contract == nil)
  }

  @Test
  func `warns of a kind of object that it does not know`() {
    let text = ContractSample.head() + "schema:\n  - {name: o, physicalType: topic}\n"
    let (contract, diagnostics) = contract(from: text, file: "x")
    #expect(
      diagnostics.map(\.description) == [
        "x:7:29: warning: [unknown-value] physicalType: \"topic\" is not known and not compared;"
          + " known: table, view, materialized view, foreign table, partitioned table"
      ])
    #expect(contract?.objects.first?.terms.kind == nil)
  }
}
