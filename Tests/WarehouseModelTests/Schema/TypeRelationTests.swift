import Testing
import WarehouseModel

@Suite("How an actual type stands to a promised one")
struct TypeRelationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let actual: String
    let promised: String
    let relation: TypeRelation
    var testDescription: String { "\(actual) for \(promised)" }

    init(_ actual: String, for promised: String, _ relation: TypeRelation) {
      self.actual = actual
      self.promised = promised
      self.relation = relation
    }
  }

  @Test(arguments: [
    Case("int4", for: "integer", .same),
    Case("bigint", for: "integer", .wider),
    Case("smallint", for: "integer", .narrower),
    Case("integer", for: "bigint", .narrower),
    Case("double precision", for: "real", .wider),
    Case("real", for: "float8", .narrower),
    Case("numeric", for: "numeric(10,2)", .wider),
    Case("numeric(10,2)", for: "numeric", .narrower),
    Case("numeric(12,2)", for: "numeric(10,2)", .wider),
    Case("numeric(12,4)", for: "numeric(10,2)", .wider),
    Case("numeric(8,2)", for: "numeric(10,2)", .narrower),
    Case("numeric(10,1)", for: "numeric(10,2)", .narrower),
    // More digits behind the point, fewer before it.
    Case("numeric(10,4)", for: "numeric(10,2)", .narrower),
    Case("decimal(10)", for: "numeric(10,0)", .same),
    Case("varchar(40)", for: "varchar(20)", .wider),
    Case("varchar(10)", for: "varchar(20)", .narrower),
    Case("text", for: "varchar(20)", .wider),
    Case("varchar", for: "text", .same),
    Case("varchar(20)", for: "text", .narrower),
    Case("char(3)", for: "varchar(2)", .wider),
    Case("timestamptz(3)", for: "timestamptz", .narrower),
    Case("timestamptz", for: "timestamptz(6)", .same),
    Case("timestamptz", for: "timestamptz(3)", .wider),
    Case("interval(0)", for: "interval", .narrower),
    Case("jsonb", for: "json", .same),
    Case("bigint[]", for: "integer[]", .wider),
    Case("varchar(5)[]", for: "text[]", .narrower),
    Case("text[]", for: "varchar[]", .same),
    Case("bit", for: "bit(1)", .same),
    Case("bit varying(10)", for: "bit varying", .narrower),
    Case("bit varying", for: "bit varying(3)", .wider),
    Case("bpchar", for: "character(1)", .wider),
    Case("integer", for: "serial", .same),
    Case("bigint", for: "BIGSERIAL", .same),
    Case("integer", for: "bigserial", .narrower),
    Case("timestamp(3)", for: "timestamp", .narrower),
    Case("timestamp without time zone", for: "TIMESTAMP", .same),
    Case("timestamp(3) with time zone", for: "timestamptz ( 3 )", .same),
    Case("varchar(20)", for: "character  varying ( 20 )", .same),
    Case("varchar(20)", for: "VARCHAR(10)", .wider),
    Case("numeric(10,2)", for: "NUMERIC( 10 , 2 )", .same),
    Case("integer", for: "pg_catalog.int4", .same),
    Case("integer", for: "pg_catalog.\"int4\"", .same),
    Case("varchar(20)", for: "PG_CATALOG.VARCHAR(20)", .same),
    Case("text", for: "\"text\"", .same),
    Case("integer[]", for: "integer ARRAY", .same),
    Case("integer[]", for: "int4 [3][3]", .same),
    Case("text[]", for: "VARCHAR[]", .same),
  ])
  func `compares what two types of one family can hold`(_ example: Case) {
    #expect(relation(example.actual, example.promised) == example.relation)
  }

  @Test(arguments: [
    Case("timestamp", for: "timestamptz", .otherFamily),
    Case("timestamptz", for: "timestamp", .otherFamily),
    Case("timestamptz", for: "text", .otherFamily),
    Case("text", for: "timestamptz", .otherFamily),
    Case("date", for: "timestamptz", .otherFamily),
    Case("time", for: "timetz", .otherFamily),
    Case("time", for: "interval", .otherFamily),
    Case("integer", for: "numeric", .otherFamily),
    Case("numeric", for: "double precision", .otherFamily),
    Case("integer", for: "boolean", .otherFamily),
    Case("text", for: "uuid", .otherFamily),
    Case("bytea", for: "text", .otherFamily),
    Case("jsonb", for: "text", .otherFamily),
    Case("text[]", for: "text", .otherFamily),
    Case("text", for: "text[]", .otherFamily),
    Case("text", for: "public.mood", .otherFamily),
    Case("public.mood", for: "text", .otherFamily),
    Case("public.mood", for: "public.temper", .otherFamily),
    Case("inet", for: "cidr", .otherFamily),
    // A type of its own, of one byte.
    Case("\"char\"", for: "char", .otherFamily),
    Case("text", for: "\"Text\"", .otherFamily),
    Case("text", for: "app.text", .otherFamily),
    Case("integer", for: "integer array", .otherFamily),
  ])
  func `tells families apart`(_ example: Case) {
    #expect(relation(example.actual, example.promised) == example.relation)
  }

  @Test(arguments: [
    Case("public.mood", for: "public.mood", .same),
    Case("public.mood", for: "mood", .same),
    Case("public.mood[]", for: "mood[]", .same),
    Case("public.mood[]", for: "mood", .otherFamily),
    Case("public.mood", for: "club.mood", .otherFamily),
    Case("public.\"Mood\"", for: "Mood", .same),
    Case("public.\"Mood\"", for: "\"Mood\"", .same),
    Case("public.\"Mood\"", for: "mood", .otherFamily),
    Case("\"Odd.s\".mood", for: "mood", .same),
    Case("vector(3)", for: "vector(4)", .otherFamily),
    Case("public.vector(4)", for: "public.vector(3)", .otherFamily),
    // The modifiers count, whether or not the contract names the schema.
    Case("public.vector(3)", for: "vector(3)", .same),
    Case("public.vector(3)", for: "vector(4)", .otherFamily),
    Case("public.vector(3)", for: "vector ( 3 )", .same),
    Case("\"char\"", for: "pg_catalog.\"char\"", .same),
    // SQL folds what is not quoted.
    Case("public.mood", for: "MOOD", .same),
    Case("public.mood", for: "Public.Mood", .same),
    Case("public.mood", for: "\"public\".\"mood\"", .same),
    Case("public.mood", for: "\"MOOD\"", .otherFamily),
    Case("public.mood", for: "Club.Mood", .otherFamily),
    Case("public.\"a b\"", for: "\"a b\"", .same),
    Case("public.\"a (b\"", for: "public.\"a (b\"", .same),
  ])
  func `knows a type of one's own without its schema`(_ example: Case) {
    #expect(relation(example.actual, example.promised) == example.relation)
  }

  @Test
  func `is mirrored when the two change places`() {
    let types = [
      "smallint", "integer", "bigint", "numeric", "numeric(10,2)", "numeric(10,4)", "numeric(5)",
      "real", "float8", "text", "varchar(5)", "varchar(9)", "char", "date", "timestamp",
      "timestamptz(3)", "timestamptz", "interval", "boolean", "uuid", "public.mood", "integer[]",
      "bigint[]", "varchar(5)[]",
    ]
    for left in types {
      #expect(relation(left, left) == .same)
      for right in types {
        let mirrored = relation(right, left)
        switch relation(left, right) {
        case .same: #expect(mirrored == .same, "\(left), \(right)")
        case .otherFamily: #expect(mirrored == .otherFamily, "\(left), \(right)")
        case .wider: #expect(mirrored == .narrower, "\(left), \(right)")
        case .narrower: #expect(mirrored == .wider || mirrored == .narrower, "\(left), \(right)")
        }
      }
    }
  }

  private func relation(_ actual: String, _ promised: String) -> TypeRelation {
    DataType(actual).relation(toPromised: DataType(promised))
  }
}
