import Testing
import WarehouseModel

@Suite("How loud a broken promise is")
struct SeverityTests {
  private static let nullable =
    "breaking: public.rsvps.a may be NULL, contract says required"

  private func result(
    _ object: CheckSeverity, _ property: CheckSeverity?, notNull: Bool? = false
  ) -> AssertionResult? {
    let promised = contract(
      promise(
        [
          WarehouseModelTests.property(
            "a", required: true, terms: PropertyTerms(severity: property))
        ],
        terms: ObjectTerms(severity: object)))
    let there = snapshot(relation([column("a", notNull: notNull)]))
    return assertions(of: promised, on: there).last
  }

  @Test(arguments: [
    (CheckSeverity.error, CheckSeverity?.none, "failed"), (.warning, nil, "warned"),
    (.info, nil, "passed"), (.error, .warning, "warned"), (.warning, .error, "failed"),
    (.info, .error, "failed"), (.error, .info, "passed"),
  ])
  func `is said by the column, else by the object`(
    _ object: CheckSeverity, _ property: CheckSeverity?, _ word: String
  ) {
    let result = result(object, property)
    #expect(result?.outcome.word == word)
    let told = word == "passed" ? result?.evidence.note : result?.outcome.message
    #expect(told == Self.nullable)
    #expect(word == "passed" || result?.evidence.note == nil)
  }

  @Test
  func `means nothing for a promise that is kept, or that nobody could look at`() {
    for severity in CheckSeverity.allCases {
      #expect(result(severity, nil, notNull: true)?.outcome == .passed)
      #expect(result(severity, nil, notNull: true)?.evidence == Evidence())
      #expect(result(severity, nil, notNull: nil)?.outcome.word == "not-executed")
    }
  }

  @Test
  func `goes for a warning too`() {
    let promised = contract(
      promise([property("a", unique: true)], terms: ObjectTerms(severity: .info)))
    let result = assertions(of: promised, on: snapshot(relation([column("a")]))).last
    #expect(result?.outcome == .passed)
    #expect(result?.evidence.note == "risky: no constraint keeps public.rsvps.a unique")
  }

  @Test
  func `of a missing relation is that of the object`() {
    let promised = contract(
      promise(
        [property("a", terms: PropertyTerms(severity: .error))],
        terms: ObjectTerms(severity: .warning)))
    let results = assertions(of: promised, on: snapshot())
    #expect(results.map(\.outcome.word) == ["warned", "gated", "gated"])
  }

  @Test
  func `of a reference is that of its column, and of several columns that of the object`() {
    func link(_ columns: [Identifier]) -> Relationship {
      Relationship(
        columns: columns, references: QualifiedName("public", "teams"),
        referencedColumns: columns, location: line(20))
    }
    let promised = contract(
      promise(
        [property("a", terms: PropertyTerms(severity: .info)), property("b")],
        relationships: [link(["a"]), link(["a", "b"])]))
    let there = snapshot(relation([column("a"), column("b")]))
    let results = assertions(of: promised, on: there).suffix(2)
    #expect(results.map(\.outcome.word) == ["passed", "warned"])
  }
}
