import Testing
import WarehouseModel

@Suite("A contract's changes")
struct ContractDifferenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let change: String
    let before: ContractObject
    let after: ContractObject
    var testDescription: String { change }

    init(_ change: String, _ before: ContractProperty, _ after: ContractProperty) {
      self.init(change, promise([before]), promise([after]))
    }

    init(_ change: String, _ before: ContractObject, _ after: ContractObject) {
      (self.change, self.before, self.after) = (change, before, after)
    }
  }

  fileprivate static func limited(_ limits: ValueLimit...) -> ContractProperty {
    ContractProperty(
      name: "a", column: "a", location: line(2), limits: limits.map { Located($0, at: line(9)) })
  }

  private static func rule(
    _ metric: QualityRule.Metric, _ expectation: WarehouseModel.Expectation = .equal(0),
    unit: Bounds.Unit = .rows, severity: CheckSeverity = .error, name: String? = nil
  ) -> QualityRule {
    QualityRule(
      name: name, metric: metric, bounds: Bounds(fail: expectation, unit: unit), severity: severity,
      location: line(8))
  }

  private static func ruled(_ rules: QualityRule...) -> ContractObject {
    ContractObject(
      name: "rsvps", relation: rsvps, location: line(1), properties: [], quality: rules)
  }

  private static func values(_ values: String...) -> ContractProperty {
    ContractProperty(
      name: "a", column: "a", location: line(2),
      quality: [rule(.invalidValues(Validity(values: values.map(Literal.string))))])
  }

  private static func linked(_ links: Relationship...) -> ContractObject {
    ContractObject(
      name: "rsvps", relation: rsvps, location: line(1), properties: [], relationships: links)
  }

  private static let link = Relationship(
    columns: ["a"], references: QualifiedName("public", "u"), referencedColumns: ["b"],
    location: line(7))

  private static func named(_ name: String, _ relation: QualifiedName) -> ContractObject {
    ContractObject(name: name, relation: relation, location: line(1), properties: [])
  }

  private static func column(
    _ name: String, _ column: Identifier, zone: String? = nil, class classification: String? = nil
  ) -> ContractProperty {
    ContractProperty(
      name: name, column: column, location: line(2),
      timeZone: zone.map { Located($0, at: line(3)) }, classification: classification)
  }

  private static func loaded(_ load: LoadMode?) -> ContractObject {
    ContractObject(
      name: "rsvps", relation: rsvps, location: line(1), properties: [],
      terms: ObjectTerms(load: load.map { Located($0, at: line(6)) }))
  }

  private static func watermark(
    _ overlap: Watermark.Overlap = .time(.seconds(3600))
  ) -> Watermark {
    Watermark(column: "at", overlap: overlap, reconciliation: .seconds(604_800))
  }

  static let cases: [Case] = [
    Case("risky object-renamed", named("a", rsvps), named("b", rsvps)),
    Case("breaking object-moved", named("a", rsvps), named("a", QualifiedName("b", "rsvps"))),
    Case("breaking property-removed", promise([property("a")]), promise()),
    Case("compatible property-added", promise(), promise([property("a")])),
    Case("risky property-renamed", column("a", "x"), column("b", "x")),
    Case("breaking column-changed", column("a", "x"), column("a", "y")),
    // Types
    Case(
      "risky type-widened", property("a", physicalType: "int"),
      property("a", physicalType: "bigint")),
    Case(
      "risky type-narrowed", property("a", physicalType: "text"),
      property("a", physicalType: "varchar(3)")),
    Case(
      "breaking type-changed", property("a", physicalType: "timestamptz"),
      property("a", physicalType: "timestamp")),
    Case("", property("a", physicalType: "int4"), property("a", physicalType: "integer")),
    Case(
      "risky type-changed", property("a", logicalType: .string, physicalType: "date"),
      property("a", logicalType: .date, physicalType: "date")),
    Case(
      "compatible type-removed", property("a", logicalType: .date, physicalType: "date"),
      property("a", physicalType: "date")),
    Case(
      "breaking type-changed", property("a", logicalType: .date), property("a", logicalType: .time)),
    Case(
      "risky type-widened", property("a", logicalType: .integer),
      property("a", logicalType: .number)),
    Case("risky type-removed", property("a", logicalType: .date), property("a")),
    Case("risky type-removed", property("a", physicalType: "date"), property("a")),
    Case("compatible type-added", property("a"), property("a", logicalType: .date)),
    Case("compatible type-added", property("a"), property("a", physicalType: "date")),
    // Flags
    Case("breaking required-removed", property("a", required: true), property("a")),
    Case(
      "breaking required-removed", property("a", required: true), property("a", required: false)),
    Case("compatible required-added", property("a"), property("a", required: true)),
    Case("", property("a", required: false), property("a")),
    Case("risky unique-removed", property("a", unique: true), property("a")),
    Case("compatible unique-added", property("a"), property("a", unique: true)),
    Case("compatible primary-key-added", property("a"), property("a", key: 1)),
    Case("breaking primary-key-removed", property("a", key: 1), property("a")),
    Case(
      "breaking primary-key-changed", promise([property("a", key: 1), property("b")]),
      promise([property("a", key: 1), property("b", key: 2)])),
    Case(
      "", promise([property("a", key: 1), property("b", key: 2)]),
      promise([property("a", key: 2), property("b", key: 1)])),
    Case("breaking time-zone-changed", column("a", "a"), column("a", "a", zone: "Europe/Oslo")),
    Case(
      "risky classification-changed", column("a", "a", class: "public"),
      column("a", "a", class: "secret")),
    Case(
      "compatible classification-changed", column("a", "a", class: "secret"), column("a", "a")),
    // Loads
    Case("risky load-changed", loaded(nil), loaded(.incremental(watermark()))),
    Case("compatible load-changed", loaded(.incremental(watermark())), loaded(.full())),
    Case(
      "compatible load-changed", loaded(.incremental(watermark())),
      loaded(.incremental(watermark(.number(5))))),
    Case("compatible load-changed", loaded(.full()), loaded(.full(isLogged: false))),
    Case("", loaded(nil), loaded(.full())),
    // Limits
    Case("compatible limit-added", limited(), limited(.minLength(1))),
    Case("risky limit-removed", limited(.minLength(1)), limited()),
    Case("compatible limit-tightened", limited(.maxLength(5)), limited(.maxLength(3))),
    Case("risky limit-loosened", limited(.maxLength(3)), limited(.maxLength(5))),
    Case("risky limit-changed", limited(.pattern("a")), limited(.pattern("b"))),
    Case(
      "compatible limit-tightened", limited(.minimum(.number("0"))),
      limited(.exclusiveMinimum(.number("0")))),
    Case(
      "risky limit-loosened", limited(.exclusiveMaximum(.number("9"))),
      limited(.maximum(.number("9")))),
    Case(
      "risky limit-loosened", limited(.minimum(.string("2024-01-01"))),
      limited(.minimum(.string("2023-01-01")))),
    // Rules
    Case("risky valid-value-added", values("a"), values("a", "b")),
    Case("compatible valid-value-removed", values("a", "b"), values("a")),
    Case("", values("a", "b"), values("b", "a")),
    Case("compatible quality-added", ruled(), ruled(rule(.rowCount))),
    Case("risky quality-removed", ruled(rule(.rowCount)), ruled()),
    Case(
      "compatible quality-changed", ruled(rule(.rowCount, .greater(0))),
      ruled(rule(.rowCount, .greaterOrEqual(5)))),
    Case(
      "risky quality-changed", ruled(rule(.rowCount, .between(1, 5))),
      ruled(rule(.rowCount, .between(1, 6)))),
    Case(
      "risky quality-changed", ruled(rule(.rowCount, .lessOrEqual(5))),
      ruled(rule(.rowCount, .lessOrEqual(5), unit: .percent))),
    Case(
      "risky quality-changed", ruled(rule(.rowCount, name: "x")),
      ruled(rule(.duplicateValues(["a"]), name: "x"))),
    Case("risky severity-lowered", ruled(rule(.rowCount)), ruled(rule(.rowCount, severity: .info))),
    Case(
      "compatible severity-raised", ruled(rule(.rowCount, severity: .warning)),
      ruled(rule(.rowCount))),
    Case("compatible relationship-added", linked(), linked(link)),
    Case("risky relationship-removed", linked(link), linked()),
  ]

  @Test(arguments: cases)
  func areJudgedForThoseWhoRelyOnIt(_ given: Case) {
    let difference = ContractDifference(
      from: contract(given.before), to: version("9.0.0", given.after))
    let changes = difference.changes.map { "\($0.verdict.rawValue) \($0.kind.rawValue)" }
    #expect(changes.joined(separator: ", ") == given.change)
    let none = ContractDifference(from: contract(given.after), to: contract(given.after))
    #expect(none.changes.isEmpty)
    #expect(none.worst == nil)
  }

  @Test func anObjectsSeverityIsToldOnce() {
    let object = { (severity: CheckSeverity) in
      ContractObject(
        name: "rsvps", relation: rsvps, location: line(1), properties: [],
        quality: [Self.rule(.rowCount, severity: severity)], severity: severity)
    }
    let difference = ContractDifference(
      from: contract(object(.error)), to: contract(object(.warning)))
    #expect(difference.changes.map(\.kind) == [.severityLowered, .versionNotRaised])
  }

  @Test func objectsComeAndGo() {
    let (old, new) = (promise(of: QualifiedName("public", "old")), promise())
    let difference = ContractDifference(from: contract(old), to: contract(new))
    #expect(difference.changes.map(\.kind) == [.objectRemoved, .objectAdded, .versionNotRaised])
    #expect(difference.worst == .breaking)
  }

  @Test func aContractMayChangeItsServerAndItsName() {
    let moved = Contract(
      id: "other", version: "2", file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "01"),
      server: Located("there", at: line(1)), objects: [])
    let difference = ContractDifference(from: contract(), to: moved)
    #expect(difference.changes.map(\.kind) == [.identityChanged, .serverChanged])
  }

  // MARK: - The version number

  private func version(_ text: String, _ objects: ContractObject...) -> Contract {
    Contract(
      id: "rsvps", version: text, file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
      server: nil, objects: objects)
  }

  struct Version: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    /// What asks for it: a column that goes, one that comes, one that is promised more of.
    let column: (before: ContractProperty?, after: ContractProperty?)
    let finding: Verdict?
    var testDescription: String { "\(old) to \(new)" }

    static let breaking = (
      before: property("a") as ContractProperty?, after: nil as ContractProperty?
    )
    static let added = (before: nil as ContractProperty?, after: property("a") as ContractProperty?)
    static let patched = (
      before: ContractDifferenceTests.limited(.maxLength(2)) as ContractProperty?,
      after: ContractDifferenceTests.limited(.maxLength(1)) as ContractProperty?
    )
  }

  @Test(arguments: [
    Version(old: "1.2.3", new: "2.0.0", column: Version.breaking, finding: nil),
    Version(old: "1.2.3", new: "1.3.0", column: Version.breaking, finding: .breaking),
    Version(old: "1.2.3", new: "1.2.3", column: Version.breaking, finding: .breaking),
    Version(old: "1.2.3", new: "0.9.0", column: Version.breaking, finding: .breaking),
    Version(old: "0.2.3", new: "0.3.0", column: Version.breaking, finding: nil),
    Version(old: "0.2.3", new: "0.2.4", column: Version.breaking, finding: .risky),
    Version(old: "1.2.3", new: "1.3.0", column: Version.added, finding: nil),
    Version(old: "1.2.3", new: "2.0.0", column: Version.added, finding: nil),
    Version(old: "1.2.3", new: "1.2.4", column: Version.added, finding: .risky),
    Version(old: "1.2.3", new: "1.2.4", column: Version.patched, finding: nil),
    Version(old: "1.2.3", new: "1.2.3", column: Version.patched, finding: .compatible),
    Version(old: "v1", new: "v2", column: Version.breaking, finding: nil),
    Version(old: "1.2.3-rc.1", new: "1.3.0+5", column: Version.added, finding: nil),
    Version(old: "spring", new: "autumn", column: Version.breaking, finding: nil),
    Version(old: "spring", new: "spring", column: Version.breaking, finding: .breaking),
    Version(
      old: "9223372036854775807.0.0", new: "9223372036854775807.0.0", column: Version.breaking,
      finding: .breaking),
  ])
  func theVersionNumberIsRaisedToMatch(_ given: Version) {
    let difference = ContractDifference(
      from: version(given.old, promise([given.column.before].compactMap(\.self))),
      to: version(given.new, promise([given.column.after].compactMap(\.self))))
    let finding = difference.changes.last { $0.kind == .versionNotRaised }
    #expect(finding?.verdict == given.finding)
    #expect(difference.changes.first?.kind != .versionNotRaised)
  }

  @Test func nothingAsksForNothing() {
    #expect(ContractDifference(from: version("1.0.0"), to: version("1.0.0")).neededRaise == nil)
  }

  @Test func impliedBoundsAreTold() {
    #expect(WarehouseModel.Expectation.equal(0).implies(.lessOrEqual(0)))
    #expect(!WarehouseModel.Expectation.lessOrEqual(0).implies(.less(0)))
    #expect(WarehouseModel.Expectation.less(0).implies(.lessOrEqual(0)))
    #expect(WarehouseModel.Expectation.between(1, 2).implies(.greater(0)))
    #expect(!WarehouseModel.Expectation.between(0, 2).implies(.greater(0)))
    #expect(!WarehouseModel.Expectation.notEqual(1).implies(.notBetween(0, 2)))
    #expect(WarehouseModel.Expectation.notEqual(1).implies(.notEqual(1)))
  }
}
