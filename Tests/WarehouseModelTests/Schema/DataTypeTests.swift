import FoundationEssentials
import Testing
import WarehouseModel

@Suite("Reading and printing types")
struct DataTypeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let written: String
    let printed: String
    var testDescription: String { written }

    init(_ written: String, _ printed: String) {
      self.written = written
      self.printed = printed
    }
  }

  @Test(arguments: [
    Case("integer", "integer"),
    Case("int", "integer"),
    Case("int4", "integer"),
    Case("serial", "integer"),
    Case("INT8", "bigint"),
    Case("bigserial", "bigint"),
    Case("int2", "smallint"),
    Case("smallserial", "smallint"),
    Case("bool", "boolean"),
    Case("decimal(10,2)", "numeric(10,2)"),
    Case("dec", "numeric"),
    Case("numeric(10)", "numeric(10,0)"),
    Case("numeric( 10 , 2 )", "numeric(10,2)"),
    Case("numeric(3,-2)", "numeric(3,-2)"),
    Case("float8", "double precision"),
    Case("float", "double precision"),
    Case("Double   Precision", "double precision"),
    Case("float4", "real"),
    Case("varchar", "character varying"),
    Case("varchar(20)", "character varying(20)"),
    Case("VARCHAR (20)", "character varying(20)"),
    Case("char", "character(1)"),
    Case("character", "character(1)"),
    Case("char(8)", "character(8)"),
    Case("string", "text"),
    Case("varbit(3)", "bit varying(3)"),
    Case("timestamptz", "timestamp with time zone"),
    Case("TIMESTAMPTZ(3)", "timestamp(3) with time zone"),
    Case("timestamp", "timestamp without time zone"),
    Case("timestamp(3)", "timestamp(3) without time zone"),
    Case("timestamp (3) with time zone", "timestamp(3) with time zone"),
    Case("timetz(0)", "time(0) with time zone"),
    Case("time", "time without time zone"),
    Case("interval(3)", "interval(3)"),
    Case("jsonb", "jsonb"),
    Case("  uuid\t", "uuid"),
    Case("int4[]", "integer[]"),
    Case("integer[3]", "integer[]"),
    Case("integer[][]", "integer[]"),
    Case("text []", "text[]"),
    Case("varchar(20)[]", "character varying(20)[]"),
    Case("timestamptz(3)[]", "timestamp(3) with time zone[]"),
    // Names that PostgreSQL does not ship are kept as written.
    Case("public.mood", "public.mood"),
    Case("Mood", "Mood"),
    Case("public.\"Mood\"[]", "public.\"Mood\"[]"),
    Case("\"char\"", "\"char\""),
    Case("public.vector(3)", "public.vector(3)"),
    Case("public.geometry(Point,4326)", "public.geometry(Point,4326)"),
    Case("float(24)", "real"),
    Case("float(25)", "double precision"),
  ])
  func `resolves aliases to PostgreSQL's own name`(_ example: Case) {
    #expect(DataType(example.written).description == example.printed)
  }

  @Test
  func `reads back whatever it prints`() {
    let names = [
      "smallint", "integer", "bigint", "numeric", "real", "double precision", "text",
      "character varying", "character", "boolean", "date", "time", "timetz", "timestamp",
      "timestamptz", "interval", "bytea", "json", "jsonb", "uuid", "bit", "varbit", "public.mood",
    ]
    for name in names {
      for suffix in ["", "[]", "(3)", "(3)[]", "(7,2)", "(7,2)[]"] {
        let type = DataType(name + suffix)
        #expect(DataType(type.description) == type, "\(name)\(suffix)")
        #expect(type.isArray == suffix.hasSuffix("[]"), "\(name)\(suffix)")
      }
    }
  }

  @Test
  func `takes bpchar without a length for unlimited`() {
    #expect(DataType("bpchar(3)") == DataType("character(3)"))
    #expect(DataType("bpchar") != DataType("character(1)"))
  }

  @Test
  func `gives the type of an array's elements`() {
    #expect(DataType("varchar(20)[]").element == DataType("varchar(20)"))
    #expect(DataType("date").element == DataType("date"))
  }

  @Test
  func `is written to JSON as it is printed`() throws {
    let encoded = try JSONEncoder().encode([DataType("decimal(10,2)[]")])
    #expect(String(decoding: encoded, as: UTF8.self) == #"["numeric(10,2)[]"]"#)
    #expect(
      try JSONDecoder().decode([DataType].self, from: encoded) == [DataType("decimal(10,2)[]")])
  }

  @Test
  func `trims whatever white space surrounds a text`() {
    #expect(" \t\r\n a b \n".trimmingSpaces() == "a b")
    #expect(" \r\n".trimmingSpaces().isEmpty)
    #expect("".trimmingSpaces().isEmpty)
  }
}
