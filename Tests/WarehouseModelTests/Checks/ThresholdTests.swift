import Testing
import WarehouseModel

@Suite("Thresholds")
struct ThresholdTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let threshold: Threshold
    let offending: Int64
    let total: Int64?
    let isCrossed: Bool
    var testDescription: String {
      "\(offending) of \(total.map(String.init) ?? "unknown") for \(threshold)"
    }

    init(_ threshold: Threshold, _ offending: Int64, of total: Int64?, _ isCrossed: Bool) {
      self.threshold = threshold
      self.offending = offending
      self.total = total
      self.isCrossed = isCrossed
    }
  }

  @Test(arguments: [
    Case(.rows(0), 0, of: 10, false),
    Case(.rows(0), 1, of: 10, true),
    Case(.rows(3), 3, of: 10, false),
    Case(.rows(3), 4, of: nil, true),
    Case(.rows(0), 0, of: 0, false),
    Case(.percent(10), 10, of: 100, false),
    Case(.percent(10), 11, of: 100, true),
    Case(.percent(0), 0, of: 100, false),
    Case(.percent(0), 1, of: 1_000_000, true),
    Case(.percent(0.5), 5, of: 1000, false),
    Case(.percent(0.5), 6, of: 1000, true),
    Case(.percent(33.4), 1, of: 3, false),
    Case(.percent(100), 3, of: 3, false),
    // A share of nothing: any offender is too many, and no offender is none.
    Case(.percent(50), 0, of: 0, false),
    Case(.percent(50), 1, of: 0, true),
    Case(.percent(50), 1, of: nil, true),
    Case(.percent(50), 0, of: nil, false),
    // Counting must not overflow.
    Case(.percent(50), .max, of: .max, true),
    Case(.never, .max, of: 1, false),
    Case(.never, 1, of: nil, false),
  ])
  func `are crossed by more, not by as many`(_ example: Case) {
    #expect(
      example.threshold.isCrossed(by: example.offending, of: example.total) == example.isCrossed)
  }

  @Test
  func `say what they allow`() {
    let thresholds: [Threshold] = [.rows(0), .rows(12), .percent(5), .percent(0.5), .never]
    #expect(thresholds.map(\.description) == ["0", "12", "5%", "0.5%", "never"])
  }
}
