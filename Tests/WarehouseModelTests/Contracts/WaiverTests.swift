import Testing
import WarehouseModel

@Suite("Waivers")
struct WaiverTests {
  private let waiver = Waiver(
    relation: rsvps, assertion: "columns.a.exists", reason: "goes with release 7")

  private func results(_ waivers: [Waiver]) -> [String] {
    assertions(
      of: contract(promise([property("a", required: true), property("b")])),
      on: snapshot(relation())
    ).map { $0.waived(by: waivers) }.map(summary)
  }

  private let missing = "breaking: public.rsvps.a does not exist"

  @Test
  func `turn the finding that they name into a warning with the reason`() {
    let results = results([waiver])
    #expect(
      results == [
        "1 relation.exists | passed",
        "1 relation.readable | passed",
        "2 columns.a.exists | warned | \(missing); waived: goes with release 7",
        "5 columns.a.required | gated | public.rsvps.a does not exist",
        "2 columns.b.exists | failed | whtest.contract.ColumnMissing | breaking | breaking:"
          + " public.rsvps.b does not exist",
      ])
  }

  @Test(arguments: [
    Waiver(relation: QualifiedName("public", "teams"), assertion: "columns.a.exists", reason: "r"),
    Waiver(relation: rsvps, assertion: "columns.a", reason: "r"),
    // Only what failed can be waived.
    Waiver(relation: rsvps, assertion: "relation.exists", reason: "r"),
    Waiver(relation: rsvps, assertion: "columns.a.required", reason: "r"),
  ])
  func `touch nothing else`(_ waiver: Waiver) {
    #expect(results([waiver]) == results([]))
  }

  @Test
  func `keep the identity and the evidence of the finding`() {
    let failed = AssertionResult(
      suite: .contract(rsvps), name: "columns.a.exists", location: line(9),
      outcome: .failed(type: "t", verdict: .breaking, message: "m"), seconds: 2,
      evidence: Evidence(expected: "x", actual: "y"))
    let waived = failed.waived(by: [waiver])
    #expect(waived == failed.with(.warned("m; waived: goes with release 7")))
    #expect(waived.evidence == failed.evidence)
    #expect(waived.seconds == 2)
  }
}
