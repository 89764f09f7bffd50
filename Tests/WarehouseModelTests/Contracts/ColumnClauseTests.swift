import Testing
import WarehouseModel

@Suite("Contract clauses on a column")
struct ColumnClauseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let promised: ContractProperty
    let relation: Relation
    let expected: [String]
    var testDescription: String { name }

    init(
      _ name: String, _ promised: ContractProperty, on relation: Relation, _ expected: String...
    ) {
      self.name = name
      self.promised = promised
      self.relation = relation
      self.expected = expected
    }
  }

  /// What is said about the column alone.
  private func results(_ example: Case, others: [ContractProperty] = []) -> [AssertionResult] {
    let all = assertions(
      of: contract(promise([example.promised] + others)), on: snapshot(example.relation))
    return all.filter { $0.name.hasPrefix("columns.\(example.promised.column).") }
  }

  private static let required = property("a", required: true)
  private static let unique = property("a", unique: true)

  @Test(arguments: [
    Case(
      "a nullable column", required, on: relation([column("a", notNull: false)]),
      "2 columns.a.exists | passed",
      "5 columns.a.required | failed | whtest.contract.Nullable | breaking | breaking:"
        + " public.rsvps.a may be NULL, contract says required"),
    Case(
      "a column that is never NULL", required, on: relation([column("a")]),
      "2 columns.a.exists | passed", "5 columns.a.required | passed"),
    Case(
      "a column that only its domain keeps from being NULL", required,
      on: relation([
        column(
          "a", "public.d", notNull: false,
          domain: Column.Domain(base: DataType("text"), isNotNull: true))
      ]),
      "2 columns.a.exists | passed",
      "5 columns.a.required | warned | risky: only the domain public.d keeps public.rsvps.a from being"
        + " NULL, contract says required; SET NOT NULL on the column"),
    Case(
      "unknown nullability", required, on: relation([column("a", notNull: nil)]),
      "2 columns.a.exists | passed",
      "5 columns.a.required | not-executed | nullability of a is not visible to this reader"),
    Case(
      "a view, where only the data can tell", required,
      on: relation([column("a", notNull: false)], nil, kind: .view),
      "2 columns.a.exists | passed",
      "5 columns.a.required | not-executed | a view holds no such constraint; the data is checked"
        + " by a run"),
    Case(
      "a partitioned table", required,
      on: relation([column("a", notNull: false)], kind: .partitionedTable),
      "2 columns.a.exists | passed",
      "5 columns.a.required | failed | whtest.contract.Nullable | breaking | breaking:"
        + " public.rsvps.a may be NULL, contract says required"),
    Case(
      "nothing asked", property("a", required: false),
      on: relation([column("a", notNull: false)]),
      "2 columns.a.exists | passed"),
    Case(
      "no such column", required, on: relation(),
      "2 columns.a.exists | failed | whtest.contract.ColumnMissing | breaking | breaking:"
        + " public.rsvps.a does not exist",
      "5 columns.a.required | gated | public.rsvps.a does not exist"),
  ])
  func `say whether it may be NULL`(_ example: Case) {
    #expect(results(example).map(summary) == example.expected)
  }

  private static let notUnique =
    "6 columns.a.unique | warned | risky: no constraint keeps public.rsvps.a unique"

  @Test(arguments: [
    Case(
      "a unique constraint", unique,
      on: relation([column("a")], [Constraint(name: "u", kind: .unique(columns: ["a"]))]),
      "2 columns.a.exists | passed", "6 columns.a.unique | passed"),
    Case(
      "a unique index", unique,
      on: relation([column("a")], [Constraint(name: "u", kind: .uniqueIndex(columns: ["a"]))]),
      "2 columns.a.exists | passed", "6 columns.a.unique | passed"),
    Case(
      "the primary key", unique,
      on: relation([column("a")], [Constraint(name: "u", kind: .primaryKey(columns: ["a"]))]),
      "2 columns.a.exists | passed", "6 columns.a.unique | passed"),
    Case(
      "unique only with another", unique,
      on: relation(
        [column("a"), column("b")], [Constraint(name: "u", kind: .unique(columns: ["a", "b"]))]),
      "2 columns.a.exists | passed", notUnique),
    Case(
      "other constraints", unique,
      on: relation(
        [column("a")],
        [
          Constraint(name: "c", kind: .check(expression: "a > 0")),
          Constraint(
            name: "f", kind: .foreignKey(columns: ["a"], references: rsvps, referenced: ["a"])),
        ]),
      "2 columns.a.exists | passed", notUnique),
    Case(
      "constraints that cannot be seen", unique, on: relation([column("a")], nil),
      "2 columns.a.exists | passed",
      "6 columns.a.unique | not-executed | constraints of public.rsvps are not visible to this"
        + " role and reader"),
    Case(
      "a view, where only the data can tell", unique,
      on: relation([column("a")], nil, kind: .materializedView),
      "2 columns.a.exists | passed",
      "6 columns.a.unique | not-executed | a materialized view holds no such constraint; the data"
        + " is checked by a run"),
    Case(
      "nothing asked", property("a", unique: false), on: relation([column("a")]),
      "2 columns.a.exists | passed"),
    Case(
      "no such column", unique, on: relation(),
      "2 columns.a.exists | failed | whtest.contract.ColumnMissing | breaking | breaking:"
        + " public.rsvps.a does not exist",
      "6 columns.a.unique | gated | public.rsvps.a does not exist"),
  ])
  func `say whether a constraint keeps it unique`(_ example: Case) {
    #expect(results(example).map(summary) == example.expected)
  }

  private static func missing(_ column: String, _ hint: String) -> String {
    "2 columns.\(column).exists | failed | whtest.contract.ColumnMissing | breaking | breaking:"
      + " public.rsvps.\(column) does not exist\(hint)"
  }

  @Test(arguments: [
    Case(
      "a column of a similar name", property("member_id"),
      on: relation([column("id"), column("membr_id"), column("x")]),
      missing("member_id", "; was it renamed to membr_id?")),
    Case(
      "columns of other names", property("member_id"),
      on: relation([column("x"), column("id"), column("y")]),
      missing("member_id", "; the contract does not know x, y: was it renamed?")),
    Case(
      "a similar name that is promised itself", property("idx"), on: relation([column("id")]),
      missing("idx", "")),
    Case(
      "another case", property("Status"), on: relation([column("status")]),
      missing("Status", "; was it renamed to status?")),
  ])
  func `guess what a missing column was renamed to`(_ example: Case) {
    let found = results(example, others: [property("id")])
    #expect(found.map(summary) == example.expected)
    #expect(found.first?.evidence.expected == "a column \(example.promised.column)")
    #expect(
      found.first?.evidence.actual == "columns \(example.relation.columns.map(\.name).list)")
  }

  @Test
  func `leave the other columns of a missing one alone`() {
    let promised = contract(
      promise([property("a", required: true), property("a.b", physicalType: "integer")]))
    let results = assertions(of: promised, on: snapshot(relation([column("a.b")])))
    #expect(
      results.dropFirst(2).map { "\($0.name) \($0.outcome.word)" } == [
        "columns.a.exists failed", "columns.a.required gated", "columns.a.b.exists passed",
        "columns.a.b.type passed",
      ])
  }
}
