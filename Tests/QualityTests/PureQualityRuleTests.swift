import Quality
import Testing
import WarehouseModel

@Suite("The checks that a contract's quality rules amount to")
struct PureQualityRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let metric: QualityRule.Metric
    var expectation = WarehouseModel.Expectation.equal(0)
    var unit = Bounds.Unit.rows
    /// Whether the rule stands at a property `a`, and not at the object.
    var isOfProperty = true
    let name: String
    let rule: Check.Rule
    var testDescription: String { "\(name): \(metric) \(expectation) \(unit)" }
  }

  private static let valid = Predicate.any([.not(.isIn("a", [.string("yes"), .string("no")]))])
  private static let yesNo: [Literal] = [.string("yes"), .string("no")]

  @Test(arguments: [
    Case(metric: .nullValues, name: "a.not_null", rule: .offendingRows(.isNull("a"))),
    Case(
      metric: .nullValues, expectation: .less(5), name: "a.not_null",
      rule: .measure(.isNull("a"), .less(5), .rows)),
    Case(
      metric: .nullValues, expectation: .lessOrEqual(2.5), unit: .percent, name: "a.not_null",
      rule: .measure(.isNull("a"), .lessOrEqual(2.5), .percent)),
    Case(
      metric: .missingValues([.string(""), .string("n/a")]), name: "a.not_missing",
      rule: .offendingRows(.any([.isNull("a"), .isIn("a", [.string(""), .string("n/a")])]))),
    Case(
      metric: .missingValues([]), expectation: .between(1, 2), name: "a.not_missing",
      rule: .measure(.any([.isNull("a"), .isIn("a", [])]), .between(1, 2), .rows)),
    Case(
      metric: .invalidValues(Validity(values: yesNo)), name: "a.valid",
      rule: .offendingRows(valid)),
    Case(
      metric: .invalidValues(Validity(pattern: "^x")), name: "a.valid",
      rule: .offendingRows(.any([.not(.matches("a", "^x"))]))),
    Case(
      metric: .invalidValues(Validity(values: yesNo, pattern: "^x")), expectation: .less(1),
      unit: .percent, name: "a.valid",
      rule: .measure(
        .any([.not(.isIn("a", yesNo)), .not(.matches("a", "^x"))]), .less(1), .percent)),
    Case(
      metric: .duplicateValues([]), name: "a.duplicates",
      rule: .measureDuplicates(["a"], .equal(0), .rows)),
    Case(
      metric: .duplicateValues(["b", "c"]), expectation: .less(1), unit: .percent,
      isOfProperty: false, name: "duplicates",
      rule: .measureDuplicates(["b", "c"], .less(1), .percent)),
    Case(
      metric: .duplicateValues([]), isOfProperty: false, name: "duplicates",
      rule: .notExecuted("no columns are named")),
    Case(
      metric: .rowCount, expectation: .greater(0), isOfProperty: false, name: "row_count",
      rule: .rowCount(.greater(0))),
    Case(
      metric: .nullValues, isOfProperty: false, name: "quality",
      rule: .notExecuted("the metric needs a property")),
    Case(
      metric: .notExecuted("type sql"), name: "a.quality", rule: .notExecuted("type sql")),
    Case(
      metric: .notExecuted("type sql"), isOfProperty: false, name: "quality",
      rule: .notExecuted("type sql")),
  ])
  func `count what each metric measures`(_ example: Case) {
    let rule = PureSample.rule(example.metric, example.expectation, unit: example.unit)
    let checks =
      example.isOfProperty
      ? PureSample.checks([PureSample.property("a", quality: [rule])])
      : PureSample.checks([PureSample.property("a")], quality: [rule])
    #expect(checks.map(\.name) == [example.name])
    #expect(checks.map(\.rule) == [example.rule])
    #expect(checks.map(\.location) == [PureSample.line(7)])
    #expect(checks.map(\.title) == [nil])
  }

  @Test(arguments: [
    ("RSVP status is known", "a.rsvp_status_is_known"), ("  x--y  ", "a.x_y"),
    ("at_least 95 %", "a.at_least_95"), ("Größe, 日", "a.größe_日"),
  ])
  func `bear the name that a person gave them`(_ given: String, _ name: String) {
    let rule = PureSample.rule(.nullValues, named: given)
    let checks = PureSample.checks([PureSample.property("a", quality: [rule])])
    #expect(checks.map(\.name) == [name])
    #expect(checks.map(\.title) == [given])
  }

  @Test
  func `keep a given name when the rules are reordered`() {
    let rules = [
      PureSample.rule(.nullValues, named: "first"),
      PureSample.rule(.invalidValues(Validity(pattern: "x")), named: "second"),
    ]
    let names = PureSample.checks([PureSample.property("a", quality: rules)]).map(\.name)
    let reversed = PureSample.checks([PureSample.property("a", quality: rules.reversed())])
    #expect(names == ["a.first", "a.second"])
    #expect(reversed.map(\.name) == ["a.second", "a.first"])
  }

  @Test
  func `are loud by themselves, whatever the clauses are`() {
    let rules = CheckSeverity.allCases.map { PureSample.rule(.nullValues, severity: $0) }
    let checks = PureSample.checks(
      [PureSample.property("a", required: true, quality: rules)], severity: .info)
    #expect(checks.map(\.severity) == [.info, .error, .warning, .info])
    #expect(checks.map(\.name) == ["a.required", "a.not_null", "a.not_null_2", "a.not_null_3"])
  }

  @Test
  func `have names of their own within a relation, whatever people call them`() {
    let rules = ["x", "x", "x 2", "x_2", "X!"].map { PureSample.rule(.rowCount, named: $0) }
    let names = PureSample.checks(quality: rules).map(\.name)
    #expect(names.count == 5)
    #expect(Set(names).count == 5, "\(names)")
  }

  @Test
  func `never show a classified column as evidence`() {
    let rule = PureSample.rule(.nullValues)
    let checks = PureSample.checks([
      PureSample.property("id", key: 1),
      PureSample.property("email", quality: [rule], classification: "restricted"),
      PureSample.property("status", quality: [rule]),
    ])
    let quality = checks.filter { $0.name.hasSuffix(".not_null") }
    #expect(quality.map(\.evidenceColumns) == [["id"], ["id", "status"]])
  }
}
