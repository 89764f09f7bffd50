import Testing
import WarehouseModel

@Suite("Snapshots")
struct SnapshotTests {
  private let key = Constraint(name: "rsvps_pkey", kind: .primaryKey(columns: ["id"]))
  private let check = Constraint(name: "a_check", kind: .check(expression: "id > 0"))

  @Test
  func `are equal whatever the order of creation`() {
    let teams = relation([column("id")], nil, kind: .view, named: QualifiedName("public", "teams"))
    let left = relation([column("id"), column("b")], [key, check])
    let right = relation([column("id"), column("b")], [check, key])
    #expect(snapshot(left, teams) == snapshot(teams, right))
    #expect(snapshot(teams, right).relations.map(\.name.name) == ["rsvps", "teams"])
    #expect(right.constraints?.map(\.name) == ["a_check", "rsvps_pkey"])
  }

  @Test
  func `keep the order of columns`() {
    let left = relation([column("id"), column("b")])
    let right = relation([column("b"), column("id")])
    #expect(left != right)
    #expect(right.columns.map(\.name) == ["b", "id"])
  }

  @Test
  func `tell unknown constraints from none`() {
    #expect(relation([], nil) != relation([], []))
    #expect(relation([], nil).primaryKey == nil)
    #expect(relation([], [check]).primaryKey == nil)
    #expect(relation([], [check, key]).primaryKey == key)
  }

  @Test(arguments: [
    (Relation.Kind.table, true), (.partitionedTable, true), (.view, false),
    (.materializedView, false), (.foreignTable, false),
  ])
  func `know which relations hold constraints`(_ kind: Relation.Kind, holds: Bool) {
    #expect(kind.holdsConstraints == holds)
  }
}
