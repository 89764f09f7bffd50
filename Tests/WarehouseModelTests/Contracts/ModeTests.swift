import Testing
import WarehouseModel

@Suite("The mode that a contract is held in")
struct ModeTests {
  /// One difference, and the findings that each mode makes of it: all else passes.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let promised: [ContractProperty]
    let relation: Relation
    let reader: [String]
    let writer: [String]
    let full: [String]
    let exact: [String]
    var testDescription: String { name }

    init(
      _ name: String, _ promised: [ContractProperty], _ relation: Relation, reader: [String] = [],
      writer: [String] = [], full: [String]? = nil, exact: [String] = []
    ) {
      self.name = name
      self.promised = promised
      self.relation = relation
      self.reader = reader
      self.writer = writer
      // Where nothing else is said, full is what both find.
      self.full = full ?? reader + writer.filter { !reader.contains($0) }
      self.exact = exact
    }

    func expected(in mode: ContractMode) -> [String] {
      switch mode {
      case .reader: reader
      case .writer: writer
      case .full: full
      case .exact: exact
      case .none: []
      }
    }
  }

  private static func failed(_ name: String, _ type: String, _ message: String) -> String {
    "\(name) | failed | whtest.contract.\(type) | breaking | breaking: \(message)"
  }

  private static func risky(_ name: String, _ message: String) -> String {
    "\(name) | warned | risky: \(message)"
  }

  private static let plain = [property("a", physicalType: "integer", required: true)]
  private static let optional = [property("a", physicalType: "integer")]
  private static let missing = failed(
    "2 columns.a.exists", "ColumnMissing", "public.rsvps.a does not exist")
  private static let wider =
    "public.rsvps.a is bigint, wider than the integer of the contract"
  private static let narrower =
    "public.rsvps.a is smallint, narrower than the integer of the contract"
  private static let extra =
    "public.rsvps has columns that the contract does not know: b; promise them, or drop them"

  static let columns: [Case] = [
    Case("nothing differs", plain, relation([column("a")])),
    Case(
      "a column is missing", plain, relation(), reader: [missing], writer: [missing],
      exact: [missing]),
    Case(
      "a wider type", plain, relation([column("a", "bigint")]),
      reader: [risky("4 columns.a.type", wider)],
      exact: [
        failed(
          "4 columns.a.type", "TypeMismatch", "public.rsvps.a is bigint, contract says integer")
      ]),
    Case(
      "a narrower type", plain, relation([column("a", "smallint")]),
      reader: [risky("4 columns.a.type", narrower)],
      writer: [
        failed("4 columns.a.type", "TypeNarrowed", "\(narrower): values that were fine are refused")
      ],
      full: [
        failed("4 columns.a.type", "TypeNarrowed", "\(narrower): values that were fine are refused")
      ],
      exact: [
        failed(
          "4 columns.a.type", "TypeMismatch", "public.rsvps.a is smallint, contract says integer")
      ]),
    Case(
      "a type of another family", plain, relation([column("a", "text")]),
      reader: [
        failed("4 columns.a.type", "TypeMismatch", "public.rsvps.a is text, contract says integer")
      ],
      writer: [
        failed("4 columns.a.type", "TypeMismatch", "public.rsvps.a is text, contract says integer")
      ],
      exact: [
        failed("4 columns.a.type", "TypeMismatch", "public.rsvps.a is text, contract says integer")
      ]),
    Case(
      "another type that holds the same", [property("a", physicalType: "text", required: true)],
      relation([column("a", "varchar")]),
      exact: [
        failed(
          "4 columns.a.type", "TypeMismatch",
          "public.rsvps.a is character varying, contract says text")
      ]),
    Case(
      "may be NULL, and is required", plain, relation([column("a", notNull: false)]),
      reader: [
        failed(
          "5 columns.a.required", "Nullable",
          "public.rsvps.a may be NULL, contract says required")
      ],
      exact: [
        failed(
          "5 columns.a.required", "Nullable",
          "public.rsvps.a may be NULL, contract says required")
      ]),
    Case(
      "must not be NULL, and is not required", optional, relation([column("a")]),
      writer: [
        failed(
          "2 columns.a.optional", "NowRequired",
          "public.rsvps.a must not be NULL, contract does not say required")
      ],
      exact: [
        failed(
          "2 columns.a.optional", "NowRequired",
          "public.rsvps.a must not be NULL, contract does not say required")
      ]),
    Case(
      "must not be NULL, and has a default", optional, relation([column("a", default: "0")]),
      writer: [
        risky(
          "2 columns.a.optional",
          "public.rsvps.a must not be NULL, contract does not say required; left out, it is filled"
            + " by the database")
      ],
      exact: [
        failed(
          "2 columns.a.optional", "NowRequired",
          "public.rsvps.a must not be NULL, contract does not say required")
      ]),
    Case(
      "an extra column that may be left out", plain,
      relation([column("a"), column("b", notNull: false)]),
      exact: [failed("1 columns.extra", "ExtraColumns", extra)]),
    Case(
      "an extra column with a default", plain, relation([column("a"), column("b", default: "1")]),
      exact: [failed("1 columns.extra", "ExtraColumns", extra)]),
    Case(
      "an extra column with an identity", plain,
      relation([column("a"), column("b", generation: .identityAlways)]),
      exact: [failed("1 columns.extra", "ExtraColumns", extra)]),
    Case(
      "an extra column that must not be NULL", plain, relation([column("a"), column("b")]),
      writer: [
        failed(
          "1 relation.insertable", "NotInsertable",
          "b of public.rsvps must not be NULL, no default fills it, and the contract does not know it:"
            + " an INSERT of the promised columns fails; give it a default, or promise it")
      ],
      exact: [failed("1 columns.extra", "ExtraColumns", extra)]),
    Case(
      "always an identity", plain, relation([column("a", generation: .identityAlways)]),
      writer: [
        failed(
          "2 columns.a.writable", "NotWritable",
          "public.rsvps.a is GENERATED ALWAYS AS IDENTITY and takes no value; if nobody writes it,"
            + " say so by whtest.generated: true")
      ]),
    Case(
      "computed from others", plain, relation([column("a", generation: .computed)]),
      writer: [
        failed(
          "2 columns.a.writable", "NotWritable",
          "public.rsvps.a is computed from other columns and takes no value; if nobody writes it,"
            + " say so by whtest.generated: true")
      ]),
    Case(
      "an identity that takes values", plain,
      relation([column("a", generation: .identityByDefault)])),
    Case(
      "another order", [property("a", required: true), property("b", required: true)],
      relation([column("b"), column("a")]),
      exact: [
        failed(
          "1 columns.order", "OrderChanged",
          "the columns of public.rsvps stand in another order than in the contract; sort the"
            + " properties as the columns are")
      ]),
    Case(
      "a key that the contract does not know", plain,
      relation([column("a")], [Constraint(name: "k", kind: .primaryKey(columns: ["a"]))]),
      writer: [
        failed(
          "1 constraints.extra", "ExtraConstraints",
          "public.rsvps has constraints that the contract does not know: k (unique a); promise what"
            + " they keep, or name them in whtest.constraints")
      ],
      exact: [
        failed(
          "1 primary_key", "GrainChanged", "the key of public.rsvps is (a), contract says none")
      ]),
    Case(
      "a unique constraint in place of the key", [property("a", physicalType: "integer", key: 1)],
      relation([column("a")], [Constraint(name: "k", kind: .unique(columns: ["a"]))]),
      exact: [
        failed(
          "7 primary_key", "GrainChanged", "the key of public.rsvps is gone, contract says (a)")
      ]),
    Case(
      "a unique column that nothing keeps so", [property("a", required: true, unique: true)],
      relation([column("a")]),
      reader: [risky("6 columns.a.unique", "no constraint keeps public.rsvps.a unique")],
      writer: [risky("6 columns.a.unique", "no constraint keeps public.rsvps.a unique")],
      exact: [
        failed("6 columns.a.unique", "NotUnique", "no constraint keeps public.rsvps.a unique")
      ]),
  ]

  @Test(arguments: columns, ContractMode.allCases)
  func `decides what a difference is`(_ example: Case, _ mode: ContractMode) {
    let promised = contract(promise(example.promised)).held(in: mode)
    let results = assertions(of: promised, on: snapshot(example.relation))
    let findings = results.filter { $0.outcome != .passed && $0.outcome.word != "gated" }
    #expect(findings.map(summary) == example.expected(in: mode))
    let object = promised.objects[0]
    #expect(results.map(\.name) == object.promises().map(\.name))
    #expect(Set(results.map(\.name)).count == results.count)
  }

  @Test
  func `none holds nothing, loses no name, and never passes`() {
    let promised = contract(promise([property("a", required: true)]))
    let reader = assertions(of: promised, on: snapshot(relation([column("a")])))
    for there in [snapshot(), snapshot(relation([column("a")]))] {
      let none = assertions(of: promised.held(in: .none), on: there)
      #expect(none.map(\.name) == reader.map(\.name))
      #expect(
        none.allSatisfy {
          $0.outcome == .gated("not held: the mode of public.rsvps is none")
        })
    }
  }

  @Test
  func `is each object's own`() {
    let teams = QualifiedName("public", "teams")
    let promised = contract(
      promise([property("a")], terms: ObjectTerms(mode: .exact)),
      promise(of: teams, [property("a")]))
    let two = [column("a", notNull: false), column("b", notNull: false)]
    let results = assertions(
      of: promised, on: snapshot(relation(two), relation(two, named: teams)))
    #expect(results.filter { $0.outcome != .passed }.map(\.name) == ["columns.extra"])
  }
}
