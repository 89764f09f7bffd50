import Quality
import Testing
import WarehouseModel

@Suite("The checks that a contract's clauses amount to")
struct PureClauseChecksTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let property: ContractProperty
    /// For each check its name, the line that asked for it, and what it counts.
    let expected: [Expected]
    var testDescription: String { expected.map(\.name).joined(separator: ", ") }

    init(_ property: ContractProperty, _ expected: Expected...) {
      self.property = property
      self.expected = expected
    }
  }

  struct Expected: Equatable, Sendable {
    let name: String
    let line: Int
    let rule: Check.Rule

    init(_ name: String, _ line: Int, _ rule: Check.Rule) {
      self.name = name
      self.line = line
      self.rule = rule
    }

    init(_ check: Check) { self.init(check.name, check.location.line, check.rule) }
  }

  private static func limited(_ limits: ValueLimit...) -> ContractProperty {
    PureSample.property("a", limits: limits)
  }

  @Test(arguments: [
    Case(PureSample.property("a")),
    Case(PureSample.property("a", required: false, unique: false)),
    Case(
      PureSample.property("a", required: true),
      Expected("a.required", 3, .offendingRows(.isNull("a")))),
    Case(PureSample.property("a", unique: true), Expected("a.unique", 4, .unique(["a"]))),
    Case(
      PureSample.property("a", key: 1), Expected("a.required", 5, .offendingRows(.isNull("a"))),
      Expected("primary_key", 5, .unique(["a"]))),
    Case(
      PureSample.property("a", required: true, key: 1),
      Expected("a.required", 3, .offendingRows(.isNull("a"))),
      Expected("primary_key", 5, .unique(["a"]))),
    // Who says that a key's column may be NULL is not believed.
    Case(
      PureSample.property("a", required: false, key: 1),
      Expected("a.required", 5, .offendingRows(.isNull("a"))),
      Expected("primary_key", 5, .unique(["a"]))),
    Case(
      limited(.minimum(.number("0")), .maximum(.number("10"))),
      Expected("a.minimum", 6, .offendingRows(.compare("a", .less, .number("0")))),
      Expected("a.maximum", 6, .offendingRows(.compare("a", .greater, .number("10"))))),
    Case(
      limited(.exclusiveMinimum(.string("a")), .exclusiveMaximum(.string("z"))),
      Expected("a.exclusive_minimum", 6, .offendingRows(.compare("a", .lessOrEqual, .string("a")))),
      Expected(
        "a.exclusive_maximum", 6, .offendingRows(.compare("a", .greaterOrEqual, .string("z"))))),
    Case(
      limited(.minLength(2), .maxLength(9)),
      Expected("a.min_length", 6, .offendingRows(.length("a", .less, 2))),
      Expected("a.max_length", 6, .offendingRows(.length("a", .greater, 9)))),
    Case(
      limited(.pattern("^x")),
      Expected("a.pattern", 6, .offendingRows(.not(.matches("a", "^x"))))),
    // A second clause of one name bears its number.
    Case(
      limited(.pattern("^x"), .pattern("y$")),
      Expected("a.pattern", 6, .offendingRows(.not(.matches("a", "^x")))),
      Expected("a.pattern_2", 6, .offendingRows(.not(.matches("a", "y$"))))),
  ])
  func `count the rows that break them`(_ example: Case) {
    let checks = PureSample.checks([example.property])
    #expect(checks.map(Expected.init) == example.expected)
    #expect(checks.allSatisfy { $0.subject == QualifiedName("bronze", "rsvps") })
    #expect(checks.allSatisfy { $0.warn == .rows(0) && $0.fail == .rows(0) })
  }

  @Test
  func `take a key's columns in the order of their positions`() {
    let checks = PureSample.checks([
      PureSample.property("b", key: 2), PureSample.property("a", key: 1),
    ])
    #expect(checks.map(\.name) == ["b.required", "a.required", "primary_key"])
    #expect(checks.last?.rule == .unique(["a", "b"]))
    #expect(checks.allSatisfy { $0.evidenceColumns == ["a", "b"] })
  }

  @Test(arguments: CheckSeverity.allCases)
  func `are as loud as the contract says`(_ severity: CheckSeverity) {
    let checks = PureSample.checks(
      [PureSample.property("a", required: true, unique: true, key: 1)], severity: severity)
    #expect(checks.map(\.severity) == [severity, severity, severity])
  }

  @Test
  func `are as loud as the column says, where it does`() {
    func link(_ columns: [Identifier]) -> Relationship {
      Relationship(
        columns: columns, references: QualifiedName("public", "teams"),
        referencedColumns: columns, location: PureSample.line(8))
    }
    let loud = PureSample.property(
      "a", required: true, unique: true, key: 1, limits: [.minLength(1)], severity: .error)
    let checks = PureSample.checks(
      [loud, PureSample.property("b", required: true)],
      relationships: [link(["a"]), link(["b"]), link(["a", "b"])], severity: .info)
    #expect(
      checks.map { "\($0.name) \($0.severity)" } == [
        "a.required error", "a.unique error", "a.min_length error", "b.required info",
        "primary_key info", "a.reference error", "b.reference info", "a_b.reference info",
      ])
  }

  private static let teams = QualifiedName("public", "teams")

  private let relationship = Relationship(
    columns: ["team_id", "day"], references: teams, referencedColumns: ["id", "d"],
    location: PureSample.line(9))

  @Test
  func `look up references where the data lies`() {
    let checks = PureSample.checks(relationships: [relationship])
    let bronze = QualifiedName("bronze", "teams")
    #expect(
      checks.map(Expected.init) == [
        Expected(
          "team_id_day.reference", 9, .reference(["team_id", "day"], to: bronze, ["id", "d"]))
      ])
    #expect(checks.map(\.evidenceColumns) == [["team_id", "day"]])
    #expect(checks.map(\.relations) == [[bronze, QualifiedName("bronze", "rsvps")]])
  }

  @Test
  func `are not executed where the other side cannot be looked at, and say so`() {
    let checks = PureSample.checks(
      relationships: [relationship],
      place: { $0 == Self.teams ? nil : QualifiedName("bronze", $0.name) })
    let reason = "public.teams is not among the contracted tables"
    #expect(
      checks.map(Expected.init) == [Expected("team_id_day.reference", 9, .notExecuted(reason))])
    #expect(checks.first?.outcome(offending: 0, of: 5) == .notExecuted(reason))
  }

  @Test
  func `are none where the relation itself cannot be looked at`() {
    let checks = PureSample.checks(
      [PureSample.property("a", required: true)], relationships: [relationship],
      place: { _ in nil })
    #expect(checks.isEmpty)
  }

  @Test
  func `never show a classified column as evidence`() {
    let properties = [
      PureSample.property("id", key: 1),
      PureSample.property("email", required: true, classification: "restricted"),
      PureSample.property("ssn", key: 2, limits: [.minLength(3)], classification: "secret"),
      PureSample.property("status", required: true, limits: [.pattern("^x")]),
    ]
    let email = Relationship(
      columns: ["email", "status"], references: Self.teams, referencedColumns: ["a", "b"],
      location: PureSample.line(9))
    let checks = PureSample.checks(properties, relationships: [email])
    let evidence = Dictionary(uniqueKeysWithValues: checks.map { ($0.name, $0.evidenceColumns) })
    #expect(
      evidence == [
        "id.required": ["id"], "email.required": ["id"], "ssn.required": ["id"],
        "ssn.min_length": ["id"], "status.required": ["id", "status"],
        "status.pattern": ["id", "status"], "primary_key": ["id"],
        "email_status.reference": ["id", "status"],
      ])
  }
}
