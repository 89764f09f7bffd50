import Testing
import WarehouseModel

@Suite("A copy held to production")
struct ReconciliationTests {
  private func outcome(
    _ rows: String, _ checksum: String, _ severity: CheckSeverity = .error
  ) -> Outcome {
    let check = Check(
      subject: rsvps, name: "reconciliation", rule: .reconciliation, severity: severity,
      location: line(1))
    return check.outcome(
      Reconciliation(
        source: .init(rows: "5", checksum: "77"), copy: .init(rows: rows, checksum: checksum)))
  }

  @Test
  func `passes only where rows and values agree`() {
    #expect(outcome("5", "77") == .passed)
    #expect(outcome("4", "77").message == "production has 5 rows, the copy 4")
    #expect(
      outcome("5", "78").message
        == "as many rows as production (5), and other values: their checksum is 78, production's 77"
    )
    #expect(outcome("4", "77").word == "failed")
    #expect(outcome("4", "77", .warning).word == "warned")
    #expect(outcome("4", "77", .info).word == "passed")
  }
}
