import Testing
import WarehouseModel

@Suite("Expectations")
struct ExpectationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let expectation: WarehouseModel.Expectation
    let holds: [Double]
    let fails: [Double]
    let text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(expectation: .equal(5), holds: [5], fails: [4.999, 5.001], text: "exactly 5"),
    Case(expectation: .notEqual(5), holds: [4, 5.001], fails: [5], text: "other than 5"),
    Case(expectation: .greater(5), holds: [5.001, 6], fails: [5, 4], text: "more than 5"),
    Case(
      expectation: .greaterOrEqual(5), holds: [5, 6], fails: [4.999, -5], text: "at least 5"),
    Case(expectation: .less(5), holds: [4.999, -5], fails: [5, 6], text: "less than 5"),
    Case(expectation: .lessOrEqual(5), holds: [5, 0], fails: [5.001], text: "at most 5"),
    Case(
      expectation: .between(1, 5), holds: [1, 3, 5], fails: [0.999, 5.001], text: "from 1 to 5"),
    Case(
      expectation: .notBetween(1, 5), holds: [0.999, 5.001], fails: [1, 3, 5],
      text: "outside 1 to 5"),
    Case(expectation: .between(2, 2), holds: [2], fails: [1, 3], text: "from 2 to 2"),
    Case(expectation: .equal(-0.0), holds: [0], fails: [1], text: "exactly 0"),
    Case(expectation: .less(0.5), holds: [0.25], fails: [0.5], text: "less than 0.5"),
  ])
  func `hold at their bounds as the standard's tools execute them`(_ example: Case) {
    for value in example.holds { #expect(example.expectation.holds(for: value), "\(value)") }
    for value in example.fails { #expect(!example.expectation.holds(for: value), "\(value)") }
    #expect(example.expectation.description == example.text)
  }

  private static let numbers: [(Double, String)] = [
    (0, "0"), (-3, "-3"), (2.5, "2.5"), (1e6, "1000000"), (999_999_999_999_999, "999999999999999"),
    (1e300, "1e+300"), (.infinity, "inf"), (.nan, "nan"),
  ]

  @Test(arguments: numbers)
  func `print numbers without a needless fraction`(_ number: Double, _ text: String) {
    #expect(plain(number) == text)
  }
}
