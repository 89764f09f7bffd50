import Testing
import WarehouseModel

@Suite("Columns as a contract states them beyond the standard")
struct StatedColumnTests {
  private func found(
    _ terms: PropertyTerms, on relation: Relation, mode: ContractMode = .reader
  ) -> String? {
    let promised = contract(
      promise([property("a", terms: terms)], terms: ObjectTerms(mode: mode)))
    let word = ["position", "default", "generated"].map { "columns.a.\($0)" }
    return assertions(of: promised, on: snapshot(relation)).first { word.contains($0.name) }
      .map(summary)
  }

  @Test
  func `stand where the contract says`() {
    let terms = PropertyTerms(position: Located(2, at: line(30)))
    let second = relation([column("x"), column("a")])
    #expect(found(terms, on: second) == "30 columns.a.position | passed")
    #expect(
      found(terms, on: relation([column("a"), column("x")]))
        == "30 columns.a.position | failed | whtest.contract.PositionChanged | breaking | breaking:"
        + " public.rsvps.a is column 1 of 2, contract says 2")
    #expect(
      found(terms, on: relation())
        == "30 columns.a.position | gated | public.rsvps.a does not exist")
  }

  @Test(arguments: [
    ("0", "0"), ("'open'::text", "'open'"), ("'open'::character varying", "'open'::text"),
    ("now()", " now() "), ("'a::b'::text", "'a::b'"),
  ])
  func `have the default that the contract says`(_ actual: String, _ promised: String) {
    let terms = PropertyTerms(defaultExpression: Located(promised, at: line(31)))
    #expect(
      found(terms, on: relation([column("a", default: actual)])) == "31 columns.a.default | passed")
  }

  @Test(arguments: [
    ("1", "the default of public.rsvps.a is 1, contract says 'a::b'"),
    ("'a::c'", "the default of public.rsvps.a is 'a::c', contract says 'a::b'"),
    (nil, "public.rsvps.a has no default, contract says 'a::b'"),
  ])
  func `have another default`(_ actual: String?, _ message: String) {
    let terms = PropertyTerms(defaultExpression: Located("'a::b'", at: line(31)))
    let there = relation([column("a", default: actual)])
    #expect(found(terms, on: there) == "31 columns.a.default | warned | risky: \(message)")
    for mode in [ContractMode.writer, .full, .exact] {
      #expect(
        found(terms, on: there, mode: mode)
          == "31 columns.a.default | failed | whtest.contract.DefaultChanged | breaking | breaking:"
          + " \(message)")
    }
  }

  @Test
  func `are filled by the database`() {
    let terms = PropertyTerms(generated: Located(true, at: line(32)))
    for filled in [
      column("a", default: "1"), column("a", generation: .identityAlways),
      column("a", generation: .computed), column("a", generation: .identityByDefault),
    ] {
      let names = assertions(
        of: contract(promise([property("a", terms: terms)], terms: ObjectTerms(mode: .writer))),
        on: snapshot(relation([filled])))
      #expect(names.allSatisfy { $0.outcome == .passed })
      #expect(
        names.map(\.name) == [
          "relation.exists", "relation.insertable", "columns.a.exists", "columns.a.generated",
          "constraints.extra",
        ])
    }
    let message = "nothing fills public.rsvps.a, contract says it is generated"
    let plain = relation([column("a")])
    #expect(found(terms, on: plain) == "32 columns.a.generated | warned | risky: \(message)")
    #expect(
      found(terms, on: plain, mode: .writer)
        == "32 columns.a.generated | failed | whtest.contract.NotGenerated | breaking | breaking:"
        + " \(message)")
  }
}
