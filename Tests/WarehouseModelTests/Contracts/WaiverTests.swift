import Testing
import WarehouseModel

@Suite("Waivers")
struct WaiverTests {
  private static let promised = contract(promise([property("a", required: true), property("b")]))

  private static func day(_ text: String) throws -> CalendarDay {
    try #require(CalendarDay(text))
  }

  private static func waiver(
    _ assertion: String = "columns.a.exists", of relation: QualifiedName = rsvps,
    until text: String? = nil, at place: Int? = nil
  ) -> Waiver {
    Waiver(
      relation: relation, assertion: assertion, reason: "goes with release 7",
      expires: text.flatMap { CalendarDay($0) }, location: place.map(line))
  }

  /// What a gate makes of a relation without columns, on the first of June.
  private func judged(_ waivers: [Waiver], _ gate: Gate = Gate()) throws -> [AssertionResult] {
    var gate = gate
    gate.waivers = Waivers(waivers, on: try Self.day("2026-06-01"))
    return assertions(of: Self.promised, on: snapshot(relation())).map(gate.judged)
  }

  private let missing = "breaking: public.rsvps.a does not exist"

  @Test
  func `turn the finding that they name into a warning with the reason`() throws {
    let results = try judged([Self.waiver()])
    #expect(
      results.map(summary) == [
        "1 relation.exists | passed",
        "1 relation.readable | passed",
        "2 columns.a.exists | warned | \(missing); waived: goes with release 7",
        "5 columns.a.required | gated | public.rsvps.a does not exist",
        "2 columns.b.exists | failed | whtest.contract.ColumnMissing | breaking | breaking:"
          + " public.rsvps.b does not exist",
      ])
  }

  @Test(arguments: [
    waiver(of: QualifiedName("public", "teams")),
    waiver("columns.a"),
    // Only what was found can be waived.
    waiver("relation.exists"),
    waiver("columns.a.required"),
  ])
  func `touch nothing else`(_ waiver: Waiver) throws {
    #expect(try judged([waiver]) == judged([]))
  }

  @Test(arguments: [
    ("2026-06-02", "warned | \(Self.message); waived until 2026-06-02: goes with release 7"),
    // From its day on it is accepted no more.
    (
      "2026-06-01",
      "failed | whtest.contract.ColumnMissing | breaking | \(Self.message); the waiver of"
        + " columns.a.exists expired on 2026-06-01: goes with release 7"
    ),
    (
      "2020-01-01",
      "failed | whtest.contract.ColumnMissing | breaking | \(Self.message); the waiver of"
        + " columns.a.exists expired on 2020-01-01: goes with release 7"
    ),
  ])
  func `hold until their day`(_ day: String, _ expected: String) throws {
    let results = try judged([Self.waiver(until: day)])
    #expect(results.map(summary)[2] == "2 columns.a.exists | " + expected)
  }

  private static let message = "breaking: public.rsvps.a does not exist"

  @Test
  func `are renewed by a second one`() throws {
    let both = [Self.waiver(until: "2026-01-01"), Self.waiver(until: "2026-12-31")]
    for waivers in [both, both.reversed()] {
      #expect(try judged(waivers)[2].outcome.word == "warned")
    }
  }

  @Test
  func `go by what the gate took the finding for`() throws {
    let there = snapshot(relation([column("a", notNull: true), column("b")]))
    let promised = contract(promise([property("a", unique: true)]))
    func outcome(_ day: String, _ threshold: Gate.ContractThreshold) throws -> String {
      let gate = Gate(
        contracts: threshold,
        waivers: Waivers(
          [Self.waiver("columns.a.unique", until: day)], on: try Self.day("2026-06-01")))
      return assertions(of: promised, on: there).map(gate.judged).map(summary)[3]
    }
    let risky = "risky: no constraint keeps public.rsvps.a unique"
    let waived =
      "6 columns.a.unique | warned | \(risky); waived until 2027-01-01: goes with release 7"
    for threshold in Gate.ContractThreshold.allCases {
      #expect(try outcome("2027-01-01", threshold) == waived)
    }
    let expired =
      "\(risky); the waiver of columns.a.unique expired on 2026-01-01: goes with release 7"
    #expect(
      try outcome("2026-01-01", .breaking)
        == "6 columns.a.unique | failed | whtest.contract.WaiverExpired | \(expired)")
    #expect(
      try outcome("2026-01-01", .risky)
        == "6 columns.a.unique | failed | whtest.gate.Warning | \(expired)")
    #expect(try outcome("2026-01-01", .never) == "6 columns.a.unique | warned | \(expired)")
  }

  @Test
  func `accept what a strict gate made an error`() throws {
    let promised = contract(promise([property("a", required: true)]))
    let view = snapshot(relation([column("a")], nil, kind: .view))
    let gate = Gate(
      isStrict: true,
      waivers: Waivers(
        [Self.waiver("columns.a.required", until: "2027-01-01")],
        on: try Self.day("2026-06-01")))
    let results = assertions(of: promised, on: view)
    #expect(Gate(isStrict: true).judged(results[3]).outcome.word == "errored")
    #expect(gate.judged(results[3]).outcome.word == "warned")
    // An error is no finding that anybody could accept.
    let errored = result(.errored(type: "whtest.sql.57014", message: "m"))
    let mine = Waivers([Self.waiver("x", until: "2027-01-01")], on: try Self.day("2026-06-01"))
    #expect(mine.applied(to: errored) == errored)
  }

  @Test
  func `keep the identity and the evidence of the finding`() throws {
    let failed = AssertionResult(
      suite: .contract(rsvps), name: "columns.a.exists", location: line(9),
      outcome: .failed(type: "t", verdict: .breaking, message: "m"), seconds: 2,
      evidence: Evidence(expected: "x", actual: "y"))
    let waived = Waivers([Self.waiver()], on: try Self.day("2026-06-01")).applied(to: failed)
    #expect(waived == failed.with(.warned("m; waived: goes with release 7")))
    #expect(waived.evidence == failed.evidence)
    #expect(waived.seconds == 2)
  }

  @Test
  func `are told of when nothing needs them`() throws {
    let waivers = [
      Self.waiver("columns.a.exist", until: "2027-01-01", at: 21),
      Self.waiver("wholly unlike", until: "2027-01-01", at: 22),
      Self.waiver(of: QualifiedName("public", "rsvp"), until: "2027-01-01", at: 23),
      Self.waiver(of: QualifiedName("x", "y"), until: "2027-01-01", at: 24),
      Self.waiver("relation.exists", until: "2026-01-01", at: 25),
      // Still needed, not yet expired, not looked at, of another mode, written by no person.
      Self.waiver("columns.a.exists", until: "2026-01-01", at: 26),
      Self.waiver("relation.exists", until: "2027-01-01", at: 27),
      Self.waiver("columns.a.required", until: "2026-01-01", at: 28),
      Self.waiver("columns.order", until: "2027-01-01", at: 29),
      Self.waiver("columns.zz.exists"),
    ]
    let unused = Waivers(waivers, on: try Self.day("2026-06-01")).unused(
      in: [Self.promised], given: try judged(waivers))
    #expect(
      unused.map(\.description) == [
        "c.yaml:21:1: warning: [unused-waiver] no assertion \"columns.a.exist\" on public.rsvps; did"
          + " you mean \"columns.a.exists\"?",
        "c.yaml:22:1: warning: [unused-waiver] no assertion \"wholly unlike\" on public.rsvps",
        "c.yaml:23:1: warning: [unused-waiver] no contract promises public.rsvp; did you mean"
          + " public.rsvps?",
        "c.yaml:24:1: warning: [unused-waiver] no contract promises x.y",
        "c.yaml:25:1: warning: [unused-waiver] the waiver of relation.exists on public.rsvps expired"
          + " on 2026-01-01, and nothing needs it any more; remove it",
      ])
  }
}
