import Testing
import WarehouseModel

@Suite("Contract clauses on a relation")
struct RelationClauseTests {
  private static let missing =
    "breaking: public.rsvps does not exist or is hidden from this role"

  @Test
  func `pass for a relation that is there and readable`() {
    let results = assertions(of: contract(promise()), on: snapshot(relation()))
    #expect(results.map(summary) == ["1 relation.exists | passed", "1 relation.readable | passed"])
    #expect(results.allSatisfy { $0.suite == .contract(rsvps) })
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let there: [QualifiedName]
    let hint: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "nothing is there", there: [], hint: ""),
    Case(
      name: "one of a similar name is there", there: [QualifiedName("public", "rsvp")],
      hint: "; did you mean public.rsvp?"),
    Case(
      name: "it was moved to another schema", there: [QualifiedName("publik", "rsvps")],
      hint: "; there is publik.rsvps"),
    Case(
      name: "it was moved, and one of a similar name is there",
      there: [QualifiedName("public", "rsvp"), QualifiedName("z", "rsvps")],
      hint: "; there is z.rsvps"),
    Case(
      name: "a similar name in another schema is there", there: [QualifiedName("club", "rsvp")],
      hint: ""),
    Case(name: "only strangers are there", there: [QualifiedName("club", "x")], hint: ""),
  ])
  func `break when the relation is missing`(_ example: Case) {
    let relations = example.there.map { relation(named: $0) }
    let results = assertions(
      of: contract(promise()), on: Snapshot(reader: .full, relations: relations))
    #expect(
      results.map(summary) == [
        "1 relation.exists | failed | whtest.contract.RelationMissing | breaking | "
          + Self.missing + example.hint,
        "1 relation.readable | gated | public.rsvps does not exist",
      ])
  }

  @Test
  func `gate each promise on a missing relation and keep its identity`() {
    let promised = contract(
      promise([
        property("id", physicalType: "bigint", required: true, unique: true, key: 1),
        property("status", logicalType: .string, required: false, unique: false),
      ]))
    let whole = relation(
      [column("id", "bigint"), column("status", "text")],
      [Constraint(name: "pk", kind: .primaryKey(columns: ["id"]))])
    let missing = assertions(of: promised, on: snapshot())
    let passed = assertions(of: promised, on: snapshot(whole))
    #expect(passed.allSatisfy { $0.outcome == .passed })
    #expect(missing.map(\.name) == passed.map(\.name))
    #expect(missing.map(\.location) == passed.map(\.location))
    #expect(missing.map(\.suite) == passed.map(\.suite))
    #expect(missing.dropFirst().allSatisfy { $0.outcome == .gated("public.rsvps does not exist") })
    #expect(
      passed.map(\.name) == [
        "relation.exists", "relation.readable", "columns.id.exists", "columns.id.type",
        "columns.id.required", "columns.id.unique", "columns.status.exists",
        "columns.status.type", "primary_key",
      ])
  }

  @Test
  func `break when the role may not read a promised column`() {
    let there = relation([column("id"), column("b"), column("c")])
    let promised = contract(promise([property("id"), property("c"), property("b")]))
    let results = assertions(of: promised, on: snapshot(there, unreadable: [rsvps: ["c", "b"]]))
    #expect(
      summary(results[1])
        == "1 relation.readable | failed | whtest.contract.NotReadable | breaking | breaking: this"
        + " role may not SELECT b, c of public.rsvps; ask for GRANT SELECT, and for USAGE on the"
        + " schema")
    #expect(results.filter { $0.outcome != .passed }.count == 1)
  }

  @Test
  func `take no notice of what was not promised`() {
    let there = relation([column("id"), column("secret")])
    let other = relation(named: QualifiedName("public", "other"))
    let promised = contract(promise([property("id")]))
    let results = assertions(
      of: promised, on: snapshot(other, there, unreadable: [rsvps: ["secret"]]))
    #expect(results.allSatisfy { $0.outcome == .passed })
    #expect(
      results.map(\.name) == ["relation.exists", "relation.readable", "columns.id.exists"])
  }

  @Test
  func `are answered in the order of the file`() {
    let teams = QualifiedName("public", "teams")
    let promised = contract(promise(of: teams), promise(of: rsvps))
    let results = assertions(of: promised, on: snapshot(relation(), relation(named: teams)))
    #expect(
      results.map(\.suite) == [
        .contract(teams), .contract(teams), .contract(rsvps), .contract(rsvps),
      ])
  }
}
