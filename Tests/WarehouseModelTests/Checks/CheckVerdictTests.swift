import Testing
import WarehouseModel

@Suite("What counted rows mean")
struct CheckVerdictTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let rule: Check.Rule
    var severity = CheckSeverity.error
    var warn = Threshold.rows(0)
    var fail = Threshold.rows(0)
    let count: Int64
    let total: Int64?
    let expected: String
    var testDescription: String {
      "\(count) of \(total.map(String.init) ?? "unknown"), \(severity): \(expected)"
    }
  }

  private func outcome(_ example: Case) -> Outcome {
    Check(
      subject: rsvps, name: "n", rule: example.rule, severity: example.severity,
      warn: example.warn, fail: example.fail, location: line(1)
    ).outcome(offending: example.count, of: example.total)
  }

  private static let null = Check.Rule.offendingRows(.isNull("a"))
  private static let failed = "failed | whtest.quality.RowsFailed | "

  @Test(arguments: [
    Case(rule: null, count: 0, total: 10, expected: "passed"),
    Case(rule: null, count: 0, total: 0, expected: "passed"),
    Case(
      rule: null, count: 3, total: 10, expected: failed + "3 of 10 rows fail n (allowed 0)"),
    Case(rule: null, count: 1, total: nil, expected: failed + "1 row fail n (allowed 0)"),
    Case(rule: null, count: 2, total: nil, expected: failed + "2 rows fail n (allowed 0)"),
    Case(
      rule: null, warn: .rows(1), fail: .rows(5), count: 1, total: 10, expected: "passed"),
    Case(
      rule: null, warn: .rows(1), fail: .rows(5), count: 5, total: 10,
      expected: "warned | 5 of 10 rows fail n (warn above 1, fail above 5)"),
    Case(
      rule: null, warn: .rows(1), fail: .rows(5), count: 6, total: 10,
      expected: failed + "6 of 10 rows fail n (allowed 5)"),
    Case(
      rule: null, warn: .rows(0), fail: .percent(50), count: 5, total: 10,
      expected: "warned | 5 of 10 rows fail n (warn above 0, fail above 50%)"),
    Case(
      rule: null, warn: .rows(0), fail: .percent(50), count: 6, total: 10,
      expected: failed + "6 of 10 rows fail n (allowed 50%)"),
    Case(
      rule: null, fail: .percent(50), count: 1, total: 0,
      expected: failed + "1 of 0 rows fail n (allowed 50%)"),
    Case(rule: null, warn: .never, fail: .never, count: 9, total: 9, expected: "passed"),
    Case(
      rule: null, warn: .rows(2), fail: .never, count: 9, total: 9,
      expected: "warned | 9 of 9 rows fail n (warn above 2, fail above never)"),
    Case(
      rule: null, warn: .never, fail: .rows(2), count: 3, total: 9,
      expected: failed + "3 of 9 rows fail n (allowed 2)"),
    Case(
      rule: null, severity: .warning, count: 3, total: 10,
      expected: "warned | 3 of 10 rows fail n (warn above 0)"),
    Case(
      rule: null, severity: .warning, warn: .rows(3), fail: .rows(5), count: 3, total: 10,
      expected: "passed"),
    Case(rule: null, severity: .info, count: 10, total: 10, expected: "passed"),
    Case(
      rule: .unique(["a"]), count: 2, total: 10,
      expected: failed + "2 of 10 rows fail n (allowed 0)"),
    Case(
      rule: .reference(["a"], to: rsvps, ["id"]), count: 2, total: 10,
      expected: failed + "2 of 10 rows fail n (allowed 0)"),
    Case(
      rule: .query("SELECT 1"), count: 2, total: nil,
      expected: failed + "2 rows fail n (allowed 0)"),
    Case(rule: .query("SELECT 1"), count: 0, total: nil, expected: "passed"),
    Case(
      rule: .notExecuted("library rule"), count: 0, total: 10,
      expected: "not-executed | library rule"),
    Case(
      rule: .notExecuted("library rule"), severity: .info, count: 0, total: nil,
      expected: "not-executed | library rule"),
  ])
  func `is judged by thresholds and severity`(_ example: Case) {
    #expect(summary(outcome(example)) == example.expected)
  }

  private static let rowCount = Check.Rule.rowCount(.greaterOrEqual(2))
  private static let rows = Check.Rule.measure(.isNull("a"), .less(3), .rows)
  private static let percent = Check.Rule.measure(.isNull("a"), .less(30), .percent)
  private static let twins = Check.Rule.measureDuplicates(["a"], .equal(0), .percent)

  @Test(arguments: [
    Case(rule: rowCount, count: 2, total: 2, expected: "passed"),
    Case(
      rule: rowCount, count: 1, total: 1,
      expected: "failed | whtest.quality.RowCount | public.rsvps has 1 row, expected at least 2"),
    Case(
      rule: rowCount, count: 0, total: 0,
      expected: "failed | whtest.quality.RowCount | public.rsvps has 0 rows, expected at least 2"),
    Case(
      rule: rowCount, severity: .warning, count: 0, total: 0,
      expected: "warned | public.rsvps has 0 rows, expected at least 2"),
    Case(rule: rowCount, severity: .info, count: 0, total: 0, expected: "passed"),
    Case(rule: rows, count: 2, total: 10, expected: "passed"),
    Case(
      rule: rows, count: 3, total: 10, expected: failed + "n: 3 of 10 rows, expected less than 3"),
    Case(rule: rows, count: 3, total: nil, expected: failed + "n: 3 rows, expected less than 3"),
    Case(rule: rows, count: 0, total: 0, expected: "passed"),
    Case(
      rule: rows, severity: .warning, count: 3, total: 10,
      expected: "warned | n: 3 of 10 rows, expected less than 3"),
    Case(rule: rows, severity: .info, count: 3, total: 10, expected: "passed"),
    Case(rule: percent, count: 2, total: 10, expected: "passed"),
    Case(
      rule: percent, count: 3, total: 10,
      expected: failed + "n: 3 of 10 rows (30 %), expected less than 30 %"),
    Case(
      rule: percent, count: 1, total: 2,
      expected: failed + "n: 1 of 2 rows (50 %), expected less than 30 %"),
    // No share can be compared where there is nothing: that is not a pass.
    Case(
      rule: percent, count: 0, total: 0,
      expected: "failed | whtest.quality.NoRows | n: no rows, so no share to compare with less than"
        + " 30 %"),
    Case(
      rule: percent, severity: .warning, count: 0, total: nil,
      expected: "warned | n: no rows, so no share to compare with less than 30 %"),
    Case(rule: twins, count: 0, total: 8, expected: "passed"),
    Case(
      rule: twins, count: 1, total: 8,
      expected: failed + "n: 1 of 8 rows (12.5 %), expected exactly 0 %"),
    // Thresholds are not for rules that bring their own expectation.
    Case(
      rule: rows, warn: .never, fail: .never, count: 3, total: 3,
      expected: failed + "n: 3 of 3 rows, expected less than 3"),
  ])
  func `is held against the rule's own expectation`(_ example: Case) {
    #expect(summary(outcome(example)) == example.expected)
  }

  @Test
  func `names the bound that was crossed, also for a warning`() {
    let example = Case(
      rule: Self.null, severity: .warning, warn: .never, fail: .rows(2), count: 3, total: 9,
      expected: "")
    let outcome = outcome(example)
    #expect(outcome.word == "warned")
    #expect(outcome.message?.contains("never") == false)
  }

  private func changed(_ value: String?, _ history: [Double]) -> Outcome {
    let check = Check(
      subject: rsvps, name: "n",
      rule: .number(.rows, Bounds(fail: nil, change: Bounds.Change(sigmas: 2, runs: 4))),
      severity: .error, location: line(1))
    return check.outcome(Measurement(value: value, total: nil, history: history))
  }

  @Test
  func `compare with earlier runs from three of them on`() {
    #expect(changed("10", [10, 11]).word == "not-executed")
    #expect(changed("12", [10, 12, 11]) == .passed)
    #expect(changed("14", [10, 12, 11]).word == "failed")
    // The oldest does not count any more.
    #expect(changed("14", [10, 12, 11, 10, 90]).word == "failed")
    #expect(changed("10", [10, 10, 10]) == .passed)
    #expect(changed("11", [10, 10, 10]).word == "failed")
    #expect(changed(nil, [10, 10, 10]).word == "failed")
  }

  @Test
  func `warn where only the milder of two operators is broken`() {
    func outcome(_ value: String?) -> String {
      Check(
        subject: rsvps, name: "a.freshness",
        rule: .number(
          .age("a"), Bounds(fail: .less(24), warn: .less(12), unit: .time(.hours))),
        severity: .error, location: line(1)
      ).outcome(Measurement(value: value, total: nil)).word
    }
    #expect(outcome("36000") == "passed")
    #expect(outcome("46800") == "warned")
    #expect(outcome("90000") == "failed")
    #expect(outcome(nil) == "failed")
    #expect(outcome("soon") == "errored")
  }

  @Test
  func `compare texts and truths that queries give`() {
    func outcome(_ expectation: WarehouseModel.Expectation, _ value: String?) -> String {
      Check(
        subject: rsvps, name: "sql",
        rule: .number(.result(of: "q"), Bounds(fail: expectation, unit: .value)),
        severity: .error, location: line(1)
      ).outcome(Measurement(value: value, total: nil)).word
    }
    #expect(outcome(.text("t"), "t") == "passed")
    #expect(outcome(.text("t"), "f") == "failed")
    #expect(outcome(.otherText("x"), "y") == "passed")
    #expect(outcome(.equal(1), "1.0") == "passed")
    #expect(outcome(.equal(1), "one") == "errored")
    #expect(outcome(.equal(1), nil) == "errored")
  }
}
