import Testing
import WarehouseModel

@Suite("What a person names")
struct ImpactSubjectsTests {
  private static let subjects = ImpactSubjects([
    PlacedRelation(QualifiedName("public", "teams"), on: "a"): ["id", "name"],
    PlacedRelation(QualifiedName("public", "teams"), on: "b"): ["id"],
    PlacedRelation(QualifiedName("audit", "teams"), on: "a"): ["id"],
    PlacedRelation(QualifiedName("audit", "log"), on: "a"): ["at"],
    PlacedRelation(QualifiedName("x", "twice"), on: "a"): ["id"],
    PlacedRelation(QualifiedName("y", "twice"), on: "a"): ["id"],
    PlacedRelation(QualifiedName("teams", "log"), on: "a"): ["at"],
    PlacedRelation(QualifiedName("silver", "teams")): ["id"],
    PlacedRelation(QualifiedName("gold", "days")): nil,
  ])

  struct Case: CustomTestStringConvertible, Sendable {
    let path: [Identifier]
    let expected: String
    var testDescription: String { path.list }

    init(_ path: [Identifier], _ expected: String) {
      self.path = path
      self.expected = expected
    }
  }

  @Test(arguments: [
    Case(["teams"], "a:public.teams b:public.teams"),
    Case(["public", "teams"], "a:public.teams b:public.teams"),
    Case(["teams", "name"], "a:public.teams.name"),
    Case(["teams", "log"], "a:teams.log"),
    Case(["audit", "teams", "id"], "a:audit.teams.id"),
    Case(["silver", "teams", "id"], ":silver.teams.id"),
    Case(["days", "anything"], ":gold.days.anything"),
    Case(["twice"], "twice: which of x.twice, y.twice?"),
    Case(["log"], "log: which of audit.log, teams.log?"),
    Case(["teams", "nam"], "no column nam of public.teams is known; did you mean name?"),
    Case(["silver", "teams", "ID"], #"no column "ID" of silver.teams is known; did you mean id?"#),
    Case(["team"], "no table team is known; did you mean teams?"),
    Case(["silver", "team"], "no table silver.team is known; did you mean silver.teams?"),
    Case(["team", "id"], "no table team.id is known; did you mean teams?"),
    Case(["Odd \"one", "x"], #"no table "Odd ""one".x is known"#),
    Case(["a", "b", "c", "d"], "a.b.c.d: expected table, schema.table or schema.table.column"),
  ])
  func `is found, or the nearest is named`(_ example: Case) {
    let text: String
    do throws(ImpactSubjects.Mistake) {
      text = try Self.subjects.subjects(named: example.path).map { relation, column in
        "\(relation.server ?? ""):\(relation.name)\(column.map { ".\($0)" } ?? "")"
      }.joined(separator: " ")
    } catch {
      text = error.description
    }
    #expect(text == example.expected)
  }
}
