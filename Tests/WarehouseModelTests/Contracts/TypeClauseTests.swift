import Testing
import WarehouseModel

@Suite("The type that a contract promises")
struct TypeClauseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let promised: ContractProperty
    let actual: String
    let expected: String
    var testDescription: String {
      let physical = promised.physicalType?.value.description
      let logical = promised.logicalType?.value.rawValue
      return [physical, logical].compactMap { $0 }.joined(separator: ", ") + " on \(actual)"
    }

    init(_ promised: ContractProperty, on actual: String, _ expected: String) {
      self.promised = promised
      self.actual = actual
      self.expected = expected
    }

    init(_ physicalType: String, on actual: String, _ expected: String) {
      self.init(property("a", physicalType: physicalType), on: actual, expected)
    }

    init(_ logicalType: LogicalType, on actual: String, _ expected: String) {
      self.init(property("a", logicalType: logicalType), on: actual, expected)
    }
  }

  private static let mismatch =
    "columns.a.type | failed | whtest.contract.TypeMismatch | breaking | breaking:"
    + " public.rsvps.a is "

  @Test(arguments: [
    Case("int4", on: "integer", "4 columns.a.type | passed"),
    Case(
      "integer", on: "bigint",
      "4 columns.a.type | warned | risky: public.rsvps.a is bigint, wider than the integer of the"
        + " contract"),
    Case(
      "varchar(20)", on: "varchar(10)",
      "4 columns.a.type | warned | risky: public.rsvps.a is character varying(10), narrower than"
        + " the character varying(20) of the contract"),
    Case(
      "timestamptz", on: "timestamp",
      "4 \(mismatch)timestamp without time zone, contract says timestamp with time zone"),
    Case("text", on: "text[]", "4 \(mismatch)text[], contract says text"),
    Case("text", on: "public.mood", "4 \(mismatch)public.mood, contract says text"),
    Case("mood", on: "public.mood", "4 columns.a.type | passed"),
    Case(.integer, on: "smallint", "3 columns.a.type | passed"),
    Case(.integer, on: "text", "3 \(mismatch)text, contract says logicalType integer"),
    // The physical type is the stronger promise: the logical one is not asked any more.
    Case(
      property("a", logicalType: .date, physicalType: "text"), on: "text",
      "4 columns.a.type | passed"),
    Case(
      property("a", logicalType: .string, physicalType: "uuid"), on: "text",
      "4 \(mismatch)text, contract says uuid"),
  ])
  func `is compared with the one that is there`(_ example: Case) {
    let all = assertions(
      of: contract(promise([example.promised])),
      on: snapshot(relation([column("a", example.actual)])))
    let results = all.filter { $0.name == "columns.a.type" }
    #expect(results.map(summary) == [example.expected])
  }

  @Test
  func `is shown beside the actual one as evidence of a finding only`() {
    let promised = [
      property("a", physicalType: "int4"), property("b", logicalType: .date),
      property("c", logicalType: .integer),
    ]
    let there = relation([column("a", "text"), column("b", "text"), column("c")])
    let types = assertions(of: contract(promise(promised)), on: snapshot(there))
      .filter { $0.name.hasSuffix(".type") }
    #expect(types.map(\.evidence.expected) == ["integer", "logicalType date", nil])
    #expect(types.map(\.evidence.actual) == ["text", "text", nil])
  }

  /// A domain, and what each mode makes of it where something else is promised.
  @Test(arguments: [
    ("text", "text", "passed", "warned", "failed"),
    ("varchar(10)", "varchar(20)", "warned", "failed", "failed"),
    ("varchar(20)", "varchar(10)", "warned", "warned", "failed"),
    ("integer", "text", "failed", "failed", "failed"),
    ("text", "public.d", "passed", "passed", "passed"),
    ("text", "d", "passed", "passed", "passed"),
    ("text", "other", "failed", "failed", "failed"),
  ])
  func `sees through a domain`(
    _ base: String, _ promised: String, _ reader: String, _ full: String, _ exact: String
  ) {
    let domain = Column.Domain(base: DataType(base), isNotNull: false)
    let there = snapshot(relation([column("a", "public.d", notNull: false, domain: domain)]))
    let promise = contract(promise([property("a", physicalType: promised)]))
    for (mode, word) in [(ContractMode.reader, reader), (.full, full), (.exact, exact)] {
      let result = assertions(of: promise.held(in: mode), on: there)
        .first { $0.name == "columns.a.type" }
      #expect(result?.outcome.word == word, "\(mode)")
    }
  }

  @Test
  func `tells what a domain stands for`() {
    let domain = Column.Domain(base: DataType("numeric(9,2)"), isNotNull: false)
    let there = snapshot(relation([column("a", "public.d", domain: domain)]))
    func message(_ property: ContractProperty) -> String? {
      assertions(of: contract(promise([property])), on: there).last?.outcome.message
    }
    #expect(
      message(property("a", physicalType: "text"))
        == "breaking: public.rsvps.a is public.d, a domain over numeric(9,2), contract says text")
    #expect(message(property("a", logicalType: .number)) == nil)
    #expect(
      message(property("a", logicalType: .string))
        == "breaking: public.rsvps.a is public.d, a domain over numeric(9,2), contract says"
        + " logicalType string")
  }

  @Test(arguments: [
    ("integer", "int4", "passed"), ("integer", "serial", "passed"),
    ("timestamp(6)", "timestamp", "passed"), ("timestamp(3)", "timestamp", "failed"),
    ("varchar(20)", "varchar(10)", "failed"), ("numeric(10,2)", "numeric(10,2)", "passed"),
    ("varchar", "text", "failed"), ("jsonb", "json", "failed"), ("public.mood", "MOOD", "passed"),
  ])
  func `is the very same where the mode is exact`(
    _ actual: String, _ promised: String, _ word: String
  ) {
    let there = snapshot(relation([column("a", actual, notNull: false)]))
    let promise = contract(promise([property("a", physicalType: promised)]))
    let result = assertions(of: promise.held(in: .exact), on: there)
      .first { $0.name == "columns.a.type" }
    #expect(result?.outcome.word == word)
  }

  @Test
  func `is gated under its own name when the column is missing`() {
    let all = assertions(
      of: contract(promise([property("a", physicalType: "text")])), on: snapshot(relation()))
    #expect(all.last.map(summary) == "4 columns.a.type | gated | public.rsvps.a does not exist")
  }

  @Test
  func `asks nothing where the contract says nothing`() {
    let all = assertions(
      of: contract(promise([property("a")])), on: snapshot(relation([column("a")])))
    #expect(!all.contains { $0.name == "columns.a.type" })
  }

  @Test(arguments: LogicalType.allCases)
  func `admits the physical types that can carry the logical one`(_ logical: LogicalType) {
    let types = [
      "bigint", "numeric(10,2)", "real", "text", "varchar(3)", "uuid", "boolean", "date", "time",
      "timetz", "timestamp", "timestamptz", "interval", "bytea", "jsonb", "public.mood", "text[]",
    ]
    let expected: [String] =
      switch logical {
      case .string: ["text", "varchar(3)", "uuid", "interval", "bytea", "public.mood"]
      case .date: ["date"]
      case .timestamp: ["timestamp", "timestamptz"]
      case .time: ["time", "timetz"]
      case .number: ["bigint", "numeric(10,2)", "real"]
      case .integer: ["bigint"]
      case .object: ["jsonb", "public.mood"]
      case .array: ["jsonb", "text[]"]
      case .boolean: ["boolean"]
      }
    #expect(types.filter { logical.admits(DataType($0).family) } == expected)
  }
}
