import Testing
import WarehouseModel

@Suite("Constraints as a contract sees them")
struct ConstraintClauseTests {
  private static let teams = QualifiedName("public", "teams")
  private static let three = [column("a"), column("b"), column("x")]

  private static func link(
    _ columns: [Identifier], _ referenced: [Identifier]
  ) -> Relationship {
    Relationship(
      columns: columns, references: teams, referencedColumns: referenced, location: line(20))
  }

  private static func key(
    _ columns: [Identifier], _ referenced: [Identifier], in target: QualifiedName = teams,
    valid: Bool? = true
  ) -> Constraint {
    Constraint(
      name: "f", kind: .foreignKey(columns: columns, references: target, referenced: referenced),
      isValid: valid)
  }

  // MARK: - References

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let relation: Relation
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ relation: Relation, _ expected: String) {
      self.name = name
      self.relation = relation
      self.expected = expected
    }
  }

  private static let unkept =
    "warned | risky: no foreign key keeps public.rsvps (a) in public.teams (id); the data's checks"
    + " tell"

  @Test(arguments: [
    Case("the foreign key", relation(three, [key(["a"], ["id"])]), "passed"),
    Case(
      "one whose validity is not told", relation(three, [key(["a"], ["id"], valid: nil)]),
      "not-executed | whether f is valid is not visible to this reader"),
    Case("none", relation(three), unkept),
    Case("one on another column", relation(three, [key(["b"], ["id"])]), unkept),
    Case("one to another column", relation(three, [key(["a"], ["other"])]), unkept),
    Case(
      "one to another table", relation(three, [key(["a"], ["id"], in: rsvps)]), unkept),
    Case(
      "one that is not valid", relation(three, [key(["a"], ["id"], valid: false)]),
      "warned | risky: f is NOT VALID, so that older rows may lack public.rsvps (a) in public.teams"
        + " (id); VALIDATE it"),
    Case(
      "constraints that cannot be seen", relation(three, nil),
      "not-executed | constraints of public.rsvps are not visible to this role and reader"),
    Case(
      "a view", relation(three, nil, kind: .view),
      "not-executed | a view holds no such constraint; the data is checked by a run"),
    Case("no such column", relation([column("b")]), "gated | public.rsvps.a does not exist"),
  ])
  func `keep references`(_ example: Case) {
    let promised = contract(promise([property("a")], relationships: [Self.link(["a"], ["id"])]))
    let result = assertions(of: promised, on: snapshot(example.relation)).last
    #expect(result.map(summary) == "20 columns.a.reference | \(example.expected)")
    let names = assertions(of: promised.held(in: .writer), on: snapshot(example.relation))
    #expect(!names.contains { $0.name.hasSuffix("reference") })
  }

  @Test
  func `keep references of several columns in any order`() {
    let links = [
      Self.link(["a", "b"], ["id", "day"]), Self.link(["a", "b"], ["day", "id"]),
      Self.link(["b"], ["id"]), Self.link(["b"], ["id"]),
    ]
    let there = relation(Self.three, [Self.key(["b", "a"], ["day", "id"])])
    let results = assertions(
      of: contract(promise([property("a"), property("b")], relationships: links)),
      on: snapshot(there)
    ).suffix(4)
    #expect(
      results.map { "\($0.name) \($0.outcome.word)" } == [
        "a_b.reference passed", "a_b.reference_2 warned", "columns.b.reference warned",
        "columns.b.reference_2 warned",
      ])
  }

  // MARK: - What a writer does not know

  private static func check(_ expression: String) -> Constraint {
    Constraint(name: "c", kind: .check(expression: expression))
  }

  private static func unknown(_ text: String) -> String {
    "failed | whtest.contract.ExtraConstraints | breaking | breaking: public.rsvps has constraints"
      + " that the contract does not know: \(text); promise what they keep, or name them in"
      + " whtest.constraints"
  }

  static let constraints: [(name: String, constraint: Constraint, expected: String)] = [
    (
      "a unique column", Constraint(name: "u", kind: .unique(columns: ["a"])),
      unknown("u (unique a)")
    ),
    (
      "a unique index", Constraint(name: "u", kind: .uniqueIndex(columns: ["a", "b"])),
      unknown("u (unique a, b)")
    ),
    ("promised unique", Constraint(name: "u", kind: .unique(columns: ["u"])), "passed"),
    ("promised without duplicates", Constraint(name: "u", kind: .unique(columns: ["v"])), "passed"),
    ("promised together", Constraint(name: "u", kind: .unique(columns: ["b", "u"])), "passed"),
    ("the key", Constraint(name: "k", kind: .primaryKey(columns: ["k"])), "passed"),
    (
      "of a column that nobody writes", Constraint(name: "u", kind: .unique(columns: ["x"])),
      "passed"
    ),
    ("a foreign key", key(["b"], ["id"]), unknown("f (b in public.teams)")),
    ("a foreign key that is promised", key(["a"], ["id"]), "passed"),
    // Not valid yet, it refuses new rows all the same.
    ("one that is not valid", key(["b"], ["id"], valid: false), unknown("f (b in public.teams)")),
    ("a check", check("(a > 0)"), unknown("c ((a > 0))")),
    ("a check of a bounded column", check("((limited >= 0) AND (limited < 9))"), "passed"),
    ("a check of allowed values", check("(listed = ANY (ARRAY['a'::text]))"), "passed"),
    (
      "a check of a bounded column and another", check("(limited > a)"),
      unknown("c ((limited > a))")
    ),
    ("a check of a quoted column", check("(\"Odd\" > 0)"), unknown("c ((\"Odd\" > 0))")),
    ("a comparison that is promised", check("(b <= v)"), "passed"),
    ("a comparison with another", check("(b <= a)"), unknown("c ((b <= a))")),
    ("a name in a text is no column", check("(limited <> 'a'::text)"), "passed"),
    ("a check that a required column is not NULL", check("(must IS NOT NULL)"), "passed"),
    ("a check that another is not NULL", check("(a IS NOT NULL)"), unknown("c ((a IS NOT NULL))")),
    ("a check of what nobody writes", check("(x > 0)"), "passed"),
    ("known by name", Constraint(name: "known", kind: .check(expression: "(a > 0)")), "passed"),
  ]

  @Test(arguments: constraints)
  func `are no surprise to a writer`(
    _ example: (name: String, constraint: Constraint, expected: String)
  ) {
    let names: [Identifier] = ["a", "b", "u", "v", "k", "limited", "listed", "Odd", "must"]
    let properties = names.map { name in
      property(
        name, required: name == "must" ? true : nil, unique: name == "u" ? true : nil,
        key: name == "k" ? 1 : nil,
        limits: name == "limited" ? [.minimum(.number("0"))] : [],
        quality: name == "listed"
          ? [.invalidValues(Validity(values: [.string("a")]))]
          : name == "v" ? [.duplicateValues([])] : [])
    }
    let object = ContractObject(
      name: "rsvps", relation: rsvps, location: line(1), properties: properties,
      relationships: [Self.link(["a"], ["id"])],
      quality: [
        QualityRule(
          name: nil, metric: .duplicateValues(["u", "b"]), bounds: Bounds(fail: .equal(0)),
          severity: .error, location: line(9)),
        QualityRule(
          name: nil, metric: .comparison("b", .lessOrEqual, "v"), bounds: Bounds(fail: .equal(0)),
          severity: .error, location: line(9)),
      ], terms: ObjectTerms(mode: .writer, knownConstraints: ["known"]))
    let there = relation(
      (names + ["x"]).map { column($0, notNull: $0 == "must") }, [example.constraint])
    let result = assertions(of: contract(object), on: snapshot(there)).last
    #expect(result.map { summary($0.outcome) } == example.expected, "\(example.name)")
  }

  @Test
  func `cannot be told where they cannot be seen`() {
    let object = promise([property("a")], terms: ObjectTerms(mode: .writer))
    func found(_ relation: Relation) -> String? {
      assertions(of: contract(object), on: snapshot(relation)).last.map { summary($0.outcome) }
    }
    #expect(
      found(relation(Self.three, nil))
        == "not-executed | constraints of public.rsvps are not visible to this role and reader")
    #expect(
      found(relation(Self.three, nil, kind: .view))
        == "not-executed | a view holds no such constraint; the data is checked by a run")
  }
}
