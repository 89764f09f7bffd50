import Testing
import WarehouseModel

@Suite("Predicates and what checks look at")
struct PredicateTests {
  @Test
  func `name the columns that they look at, in order`() {
    let predicate = Predicate.any([
      .not(.isIn("b", [.string("x")])), .isNull("a"), .compare("c", .less, .number("1")),
      .length("d", .greater, 3), .not(.matches("e", "^x")),
    ])
    #expect(predicate.columns == ["b", "a", "c", "d", "e"])
    #expect(Predicate.any([]).columns.isEmpty)
  }

  @Test
  func `keep literals as they were written`() {
    let literals: [Literal] = [.number("1.50"), .string("it's"), .boolean(true), .boolean(false)]
    #expect(literals.map(\.description) == ["1.50", "it's", "true", "false"])
  }

  @Test
  func `tell values apart that only look alike`() {
    let composed = Predicate.isIn("a", [.string("caf\u{e9}")])
    let decomposed = Predicate.isIn("a", [.string("cafe\u{301}")])
    #expect(composed != decomposed, "PostgreSQL compares text by its bytes")
  }

  @Test
  func `let a check look at its subject and at what it refers to`() {
    let teams = QualifiedName("public", "teams")
    #expect(check(.unique(["a"])).relations == [rsvps])
    #expect(check(.query("SELECT FROM public.teams")).relations == [rsvps])
    #expect(check(.reference(["team_id"], to: teams, ["id"])).relations == [rsvps, teams])
  }

  private func check(_ rule: Check.Rule) -> Check {
    Check(subject: rsvps, name: "n", rule: rule, severity: .error, location: line(1))
  }
}
