import Testing
import WarehouseModel

@Suite("What a contract says of a relation as a whole")
struct ObjectClauseTests {
  /// The result of that name, on one line.
  private func found(
    _ name: String, _ object: ContractObject, on relation: Relation, rights: RoleRights? = nil
  ) -> String? {
    assertions(of: contract(object), on: snapshot(relation), rights: rights)
      .first { $0.name == name }.map { summary($0.outcome) }
  }

  private static let two = relation([column("a"), column("b", notNull: false)])
  private static let extra =
    "public.rsvps has columns that the contract does not know: b; promise them, or drop them"

  @Test(arguments: [
    (ContractMode.reader, ExtraColumns?.none, String?.none),
    (.reader, .allow, nil),
    (.reader, .warn, "warned | risky: \(extra)"),
    (
      .reader, .fail, "failed | whtest.contract.ExtraColumns | breaking | breaking: \(extra)"
    ),
    (.writer, .warn, "warned | risky: \(extra)"),
    (.full, nil, nil),
    // Exact means exact.
    (
      .exact, .allow, "failed | whtest.contract.ExtraColumns | breaking | breaking: \(extra)"
    ),
  ])
  func `judges extra columns by the policy`(
    _ mode: ContractMode, _ policy: ExtraColumns?, _ expected: String?
  ) {
    let terms = ObjectTerms(mode: mode, extraColumns: policy.map { Located($0, at: line(12)) })
    let object = promise([property("a", required: true)], terms: terms)
    #expect(found("columns.extra", object, on: Self.two) == expected)
    let exactly = relation([column("a")])
    #expect(found("columns.extra", object, on: exactly) == expected.map { _ in "passed" })
  }

  @Test
  func `names extra columns in their order, at the line of the policy`() {
    let terms = ObjectTerms(extraColumns: Located(.fail, at: line(12)))
    let there = relation([column("z"), column("a"), column("c")])
    let result = assertions(
      of: contract(promise([property("a")], terms: terms)), on: snapshot(there)
    ).first { $0.name == "columns.extra" }
    #expect(result?.location == line(12))
    #expect(result?.outcome.message?.contains("does not know: z, c;") == true)
    #expect(result?.evidence == Evidence(expected: "columns a", actual: "columns z, a, c"))
  }

  struct KindCase: CustomTestStringConvertible, Sendable {
    let promised: String
    let kind: Relation.Kind
    let reader: String
    var testDescription: String { "\(promised), \(kind)" }
  }

  @Test(arguments: [
    KindCase(promised: "table", kind: .table, reader: "passed"),
    KindCase(promised: "BASE TABLE", kind: .partitionedTable, reader: "passed"),
    KindCase(promised: "partitioned table", kind: .partitionedTable, reader: "passed"),
    KindCase(
      promised: "partitioned table", kind: .table,
      reader: "risky: public.rsvps is a table, contract says partitioned table"),
    KindCase(
      promised: "table", kind: .view,
      reader: "risky: public.rsvps is a view, contract says table"),
    KindCase(promised: "View", kind: .view, reader: "passed"),
    KindCase(promised: "materialized_view", kind: .materializedView, reader: "passed"),
    KindCase(
      promised: "table", kind: .materializedView,
      reader: "risky: public.rsvps is a materialized view, contract says table"),
    KindCase(promised: "foreign table", kind: .foreignTable, reader: "passed"),
  ])
  func `compares what kind it is`(_ example: KindCase) throws {
    let kind = Located(try #require(PromisedKind(example.promised)), at: line(13))
    let there = relation([], nil, kind: example.kind)
    func found(_ mode: ContractMode) -> String? {
      self.found("relation.kind", promise(terms: ObjectTerms(mode: mode, kind: kind)), on: there)
    }
    guard example.reader != "passed" else {
      #expect(ContractMode.allCases.dropLast().allSatisfy { found($0) == "passed" })
      return
    }
    #expect(found(.reader) == "warned | \(example.reader)")
    let message = example.reader.dropFirst("risky: ".count)
    #expect(
      found(.exact) == "failed | whtest.contract.KindChanged | breaking | breaking: \(message)")
    let isUnwritable = example.kind == .materializedView
    #expect(
      found(.writer)
        == (isUnwritable
          ? "failed | whtest.contract.KindChanged | breaking | breaking: \(message): nobody can"
            + " insert into it" : "warned | \(example.reader)"))
  }

  @Test(arguments: ["topic", "", "tables", "sequence"])
  func `knows no other kinds`(_ text: String) {
    #expect(PromisedKind(text) == nil)
  }

  @Test(arguments: [
    (
      Relation.Kind.materializedView,
      "failed | whtest.contract.NotInsertable | breaking | breaking: public.rsvps is a materialized"
        + " view: nobody can insert"
    ),
    (.view, "not-executed | whether a view takes an INSERT is not looked at"),
    (.foreignTable, "not-executed | whether a foreign table takes an INSERT is not looked at"),
    (
      .table, "not-executed | nullability of c is not visible to this reader"
    ),
  ])
  func `says what it cannot tell of writing`(_ kind: Relation.Kind, _ expected: String) {
    let object = promise([property("a")], terms: ObjectTerms(mode: .writer))
    let there = relation([column("a"), column("c", notNull: nil)], kind: kind)
    #expect(found("relation.insertable", object, on: there) == expected)
  }

  @Test
  func `counts the rules of a domain`() {
    let object = promise([property("a")], terms: ObjectTerms(mode: .writer))
    func found(_ domain: Column.Domain) -> String? {
      let there = relation([column("c", "public.d", notNull: false, domain: domain)])
      return self.found("relation.insertable", object, on: there)
    }
    let text = DataType("text")
    #expect(found(Column.Domain(base: text, isNotNull: false)) == "passed")
    #expect(found(Column.Domain(base: text, isNotNull: true, hasDefault: true)) == "passed")
    #expect(found(Column.Domain(base: text, isNotNull: true))?.hasPrefix("failed") == true)
  }

  // MARK: - Roles

  private static let teams = QualifiedName("public", "teams")

  private static func lack(
    _ privilege: Privilege, _ column: Identifier? = nil, of role: Identifier = "r",
    on relation: QualifiedName = rsvps
  ) -> RoleRights.Lack {
    RoleRights.Lack(role: role, relation: relation, privilege: privilege, column: column)
  }

  private static func broken(_ type: String, _ message: String) -> String {
    "failed | whtest.contract.\(type) | breaking | breaking: \(message)"
  }

  @Test(arguments: [
    (RolePromise.Access.read, RoleRights?.some(RoleRights()), "passed"),
    (.read, nil, "not-executed | what roles may do with public.rsvps was not looked at"),
    (
      .other("admin"), RoleRights(),
      "not-executed | access \"admin\" is not known; known: read, write, readwrite"
    ),
    (
      .read, RoleRights(missing: ["r"]),
      broken("RoleMissing", "there is no role r; create it, or correct the contract")
    ),
    (.read, RoleRights(missing: ["other"]), "passed"),
    (
      .read, RoleRights(lacks: [lack(.select, "a")]),
      broken("AccessMissing", "the role r lacks SELECT (a) on public.rsvps; GRANT it")
    ),
    (
      .read, RoleRights(lacks: [lack(.select, "b"), lack(.select, "a"), lack(.usage)]),
      broken(
        "AccessMissing",
        "the role r lacks USAGE on the schema public, SELECT on public.rsvps; GRANT it")
    ),
    // What is not promised, not asked for, another's or elsewhere.
    (.read, RoleRights(lacks: [lack(.select, "c"), lack(.insert, "a"), lack(.delete)]), "passed"),
    (
      .read,
      RoleRights(lacks: [lack(.select, "a", of: "s"), lack(.select, "a", on: teams)]), "passed"
    ),
    (.write, RoleRights(lacks: [lack(.select, "a")]), "passed"),
    (
      .readWrite, RoleRights(lacks: [lack(.select, "a"), lack(.update, "b"), lack(.delete)]),
      broken(
        "AccessMissing",
        "the role r lacks SELECT (a) on public.rsvps, UPDATE (b) on public.rsvps, DELETE on"
          + " public.rsvps; GRANT it")
    ),
  ])
  func `says what a role may not do`(
    _ access: RolePromise.Access, _ rights: RoleRights?, _ expected: String
  ) {
    let role = RolePromise(role: "r", access: access, location: line(14))
    let object = promise([property("a"), property("b")], terms: ObjectTerms(roles: [role]))
    let there = relation([column("a"), column("b"), column("c")])
    #expect(found("roles.r.access", object, on: there, rights: rights) == expected)
  }

  @Test
  func `passes no role where nothing that it was promised is there`() {
    let role = RolePromise(role: "r", access: .read, location: line(14))
    let object = promise([property("a")], terms: ObjectTerms(roles: [role]))
    #expect(
      found("roles.r.access", object, on: relation([column("c")]), rights: RoleRights())
        == "gated | no promised column of public.rsvps exists")
  }

  @Test(arguments: [
    ("read", RolePromise.Access.read), ("Read", .read), ("READ-ONLY", .read), ("select", .read),
    ("write", .write), ("readwrite", .readWrite), ("read/write", .readWrite),
    ("read-write", .readWrite), ("Read and write", .readWrite), ("owner", .other("owner")),
    ("", .other("")),
  ])
  func `reads an access`(_ text: String, _ access: RolePromise.Access) {
    #expect(RolePromise.Access(text) == access)
  }
}
