import Definitions
import Testing
import WarehouseModel

@Suite("Reading rules that the standard's library has no metric for")
struct OwnRuleTests {
  /// The rules of a property `a`, beside which there is a `b`.
  private func rules(_ rule: String) -> (rules: [QualityRule], messages: [String]) {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties("      - {name: b}\n      - {name: a, quality: [\(rule)]}\n"),
      file: "x")
    let properties = contract?.objects.first?.properties ?? []
    return (properties.last?.quality ?? [], diagnostics.map(\.description))
  }

  private func own(_ implementation: String) -> (rules: [QualityRule], messages: [String]) {
    rules("{type: custom, engine: whtest, implementation: {\(implementation)}}")
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let implementation: String
    let metric: QualityRule.Metric
    let bounds: Bounds
    var testDescription: String { implementation }

    init(_ implementation: String, _ metric: QualityRule.Metric, _ bounds: Bounds) {
      self.implementation = implementation
      self.metric = metric
      self.bounds = bounds
    }
  }

  @Test(arguments: [
    Case(
      "metric: freshness, unit: hours, mustBeLessThan: 24", .freshness,
      Bounds(fail: .less(24), unit: .time(.hours))),
    Case(
      "metric: sum, mustBeBetween: [1, 2]", .aggregate(.sum),
      Bounds(fail: .between(1, 2), unit: .value)),
    Case(
      "metric: average, mustBe: 3, warn: {mustBeLessThan: 2.5}", .aggregate(.average),
      Bounds(fail: .equal(3), warn: .less(2.5), unit: .value)),
    Case(
      "metric: percentile, percentile: 0.95, mustBeLessThan: 9", .aggregate(.percentile(0.95)),
      Bounds(fail: .less(9), unit: .value)),
    Case(
      "metric: comparison, operator: \">=\", right: b", .comparison("a", .greaterOrEqual, "b"),
      Bounds(fail: .equal(0))),
    Case(
      "metric: rowCount, sigmas: 3", .rowCount,
      Bounds(fail: nil, change: Bounds.Change(sigmas: 3, runs: 14))),
    Case(
      "metric: minimum, sigmas: 2.5, runs: 5, mustBeGreaterThan: 0", .aggregate(.minimum),
      Bounds(fail: .greater(0), unit: .value, change: Bounds.Change(sigmas: 2.5, runs: 5))),
    Case(
      "metric: nullValues, unit: percent, mustBeLessThan: 5", .nullValues,
      Bounds(fail: .less(5), unit: .percent)),
  ])
  func `reads metrics with their bounds`(_ example: Case) {
    let (rules, messages) = own(example.implementation)
    #expect(messages == [])
    #expect(rules.map(\.metric) == [example.metric])
    #expect(rules.map(\.bounds) == [example.bounds])
  }

  @Test(arguments: [
    ("metric: freshnes, mustBe: 0", "[unknown-value] metric: \"freshnes\" is not known; did you"),
    ("mustBe: 0", "[missing-key] implementation needs the key \"metric\""),
    ("metric: percentile, mustBe: 0", "[missing-key] percentile needs the key \"percentile\""),
    ("metric: percentile, percentile: 95, mustBe: 0", "[invalid-range] percentile: expected a"),
    ("metric: comparison, right: b", "[missing-key] a comparison needs the key \"operator\""),
    ("metric: comparison, operator: \"=>\", right: b", "[unknown-value] operator: \"=>\""),
    ("metric: comparison, operator: \"=\", right: c", "[unknown-property] no property \"c\""),
    ("metric: comparison, operator: \"=\"", "[missing-key] a comparison needs the keys"),
    ("metric: freshness, unit: fortnights, mustBe: 0", "[unknown-value] unit: \"fortnights\""),
    ("metric: sum, mustbe: 0", "[unknown-key] no key \"mustbe\" in an implementation of sum"),
    ("metric: sum, sigmas: 0", "[invalid-range] sigmas: expected more than 0"),
    ("metric: rowCount, sigmas: 3, runs: 2", "[invalid-range] runs: expected at least 3"),
  ])
  func `locates mistakes`(_ implementation: String, _ message: String) {
    let (_, messages) = own(implementation)
    #expect(messages.count >= 1)
    #expect(messages.contains { $0.contains(": error: \(message)") }, "\(messages)")
  }

  @Test
  func `marks other engines and rules without bounds as not executed`() {
    let soda = rules("{type: custom, engine: soda, implementation: 'checks for a:'}").rules
    #expect(
      soda.map(\.metric)
        == [.notExecuted("engine: soda is another tool's and not run by this one")])
    #expect(
      own("metric: sum").rules.map(\.metric)
        == [.notExecuted("the rule has no operator, such as mustBe: 0")])
  }

  @Test
  func `reads which rows a rule is about`() {
    let (rules, messages) = rules(
      "{metric: nullValues, mustBe: 0, customProperties: ["
        + "{property: whtest.where, value: b > 1},"
        + "{property: whtest.since, value: {column: b, within: 7d}},"
        + "{property: whtest.warn, value: {mustBeLessThan: 1}}]}")
    #expect(messages == [])
    #expect(
      rules.map(\.filter) == [.all([.sql("b > 1"), .isWithin("b", seconds: 7 * 86_400)])])
    #expect(rules.map(\.bounds) == [Bounds(fail: .equal(0), warn: .less(1))])
  }

  @Test
  func `reads what makes a value valid`() {
    let (rules, messages) = rules(
      "{metric: invalidValues, mustBe: 0, arguments: {min: 1, max: 9, length: 3, format: uuid,"
        + " pattern: ^x}}")
    #expect(messages == [])
    #expect(
      rules.map(\.metric) == [
        .invalidValues(
          Validity(
            pattern: "^x",
            limits: [
              .minimum(.number("1")), .maximum(.number("9")), .minLength(3), .maxLength(3),
            ], format: .uuid))
      ])
  }

  @Test
  func `reads queries, whatever they compare with`() {
    let (number, _) = rules("{type: sql, query: 'SELECT 1 ; ', mustBe: 1}")
    #expect(number.map(\.metric) == [.sql("SELECT 1")])
    #expect(number.map(\.bounds) == [Bounds(fail: .equal(1), unit: .value)])
    let (truth, _) = rules("{type: sql, query: 'SELECT true', mustBe: true}")
    #expect(truth.map(\.bounds) == [Bounds(fail: .text("true"), unit: .value)])
    let (text, _) = rules("{type: sql, query: SELECT version(), mustNotBe: x}")
    #expect(text.map(\.bounds) == [Bounds(fail: .otherText("x"), unit: .value)])
  }

  @Test
  func `tells what is asked of the parts of a value, since nothing of it is run`() {
    let (contract, diagnostics) = contract(
      from: ContractSample.properties(
        """
              - name: a
                logicalType: object
                properties:
                  - {name: b, required: true, unique: false, quality: [{metric: nullValues, mustBe: 0}]}
        """), file: "x")
    let rules = contract?.objects.first?.properties.first?.quality ?? []
    #expect(
      rules.map(\.metric) == [
        .notExecuted("required of a part of a value is not run by this version"),
        .notExecuted("quality of a part of a value is not run by this version"),
      ])
    #expect(diagnostics.map(\.location.line) == [12, 12])
    #expect(diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: ["b > 3) OR (true", "b > ", "true; SELECT 1", ""])
  func `refuses conditions that do not stand by themselves`(_ condition: String) {
    let (_, messages) = rules(
      "{metric: nullValues, mustBe: 0, customProperties: [{property: whtest.where, value: \"\(condition)\"}]}"
    )
    #expect(messages.contains { $0.contains(": error: [sql-syntax] expected ") }, "\(messages)")
    #expect(own("metric: sum, mustBe: 0, where: \"\(condition)\"").messages.count == 1)
  }
}
