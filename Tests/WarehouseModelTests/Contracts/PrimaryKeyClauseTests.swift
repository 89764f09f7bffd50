import Testing
import WarehouseModel

@Suite("The key that a contract promises")
struct PrimaryKeyClauseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let relation: Relation
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ relation: Relation, _ expected: String) {
      self.name = name
      self.relation = relation
      self.expected = "7 primary_key | " + expected
    }
  }

  private static let both = [column("a"), column("b"), column("c")]

  private static func constraint(_ kind: Constraint.Kind) -> [Constraint] {
    [Constraint(name: "k", kind: kind)]
  }

  private static func changed(_ actual: String) -> String {
    "failed | whtest.contract.GrainChanged | breaking | breaking: the key of public.rsvps is "
      + "\(actual), contract says (a, b)"
  }

  private static let hidden =
    "not-executed | constraints of public.rsvps are not visible to this role and reader"

  @Test(arguments: [
    Case(
      "the primary key", relation(both, constraint(.primaryKey(columns: ["a", "b"]))), "passed"),
    Case(
      "the same columns in another order",
      relation(both, constraint(.primaryKey(columns: ["b", "a"]))), "passed"),
    Case("no key at all", relation(both), changed("gone")),
    Case(
      "one column fewer", relation(both, constraint(.primaryKey(columns: ["a"]))), changed("(a)")),
    Case(
      "one column more", relation(both, constraint(.primaryKey(columns: ["a", "b", "c"]))),
      changed("(a, b, c)")),
    Case(
      "unique, and never NULL", relation(both, constraint(.unique(columns: ["b", "a"]))), "passed"),
    Case(
      "a unique index, and never NULL",
      relation(both, constraint(.uniqueIndex(columns: ["a", "b"]))), "passed"),
    Case(
      "another primary key beside the unique one",
      relation(
        both,
        constraint(.primaryKey(columns: ["c"]))
          + [Constraint(name: "u", kind: .unique(columns: ["a", "b"]))]),
      "passed"),
    Case(
      "unique, but one may be NULL",
      relation(
        [column("a"), column("b", notNull: false)], constraint(.unique(columns: ["a", "b"]))),
      changed("gone")),
    Case(
      "unique, but nullability unknown",
      relation(
        [column("a"), column("b", notNull: nil)], constraint(.unique(columns: ["a", "b"]))),
      changed("gone")),
    Case(
      "only a foreign key",
      relation(
        both,
        constraint(.foreignKey(columns: ["a", "b"], references: rsvps, referenced: ["a", "b"]))),
      changed("gone")),
    Case("constraints that cannot be seen", relation(both, nil), hidden),
    Case(
      "a view, where only the data can tell", relation(both, nil, kind: .view),
      "not-executed | a view holds no such constraint; the data is checked by a run"),
    Case(
      "a partitioned table without key", relation(both, kind: .partitionedTable), changed("gone")),
    Case("its columns are gone", relation([]), changed("gone")),
  ])
  func `is looked for among the constraints`(_ example: Case) {
    // The position, not the order of the file, says what the key is.
    let promised = contract(promise([property("b", key: 2), property("a", key: 1)]))
    let results = assertions(of: promised, on: snapshot(example.relation))
    #expect(results.last.map(summary) == example.expected)
    #expect(results.filter { $0.name == "primary_key" }.count == 1)
  }

  @Test
  func `is gated where there is no relation`() {
    let results = assertions(of: contract(promise([property("a", key: 1)])), on: snapshot())
    #expect(results.last.map(summary) == "7 primary_key | gated | public.rsvps does not exist")
  }

  @Test
  func `is not asked for where none is promised`() {
    let results = assertions(of: contract(promise([property("a")])), on: snapshot(relation()))
    #expect(!results.contains { $0.name == "primary_key" })
  }
}
