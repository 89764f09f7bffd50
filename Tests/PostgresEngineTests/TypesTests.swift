import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

/// A value in bronze, printed as text, is the value in production, printed as text.
@Suite(.database)
struct TypesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let type: String
    let values: [String]
    /// What the column is made of in the warehouse; nil: the same type.
    let landed: String?

    init(_ type: String, _ values: String..., landed: String? = nil) {
      self.type = type
      self.values = values
      self.landed = landed
    }

    var testDescription: String { type }
  }

  /// Types that PostgreSQL ships.
  static let builtIn = [
    Case("smallint", "-32768"), Case("integer", "2147483647"),
    Case("bigint", "-9223372036854775808"),
    Case("numeric", "NaN", "Infinity", "1.10", "1e-50"), Case("numeric(10,2)", "12345678.90"),
    Case("numeric(5,-2)", "123400"), Case("real", "1.1", "-Infinity"),
    Case("double precision", "0.1", "-0", "NaN"), Case("money", "1234.56"),
    Case("text", "", "é🏑\n\\"),
    Case("character varying(9)", "abc "), Case("character(5)", "ab"), Case(#""char""#, "x"),
    Case("name", "relname"), Case("bytea", "\\x00ff0a"), Case("boolean", "f"),
    Case("timestamp without time zone", "infinity", "2024-02-29 23:59:59.999999", "0044-03-15 BC"),
    Case("timestamp(0) without time zone", "2024-02-29 12:00:00"),
    Case("timestamp with time zone", "-infinity", "2024-03-31 02:30:00+02"),
    Case("date", "5874897-12-31", "infinity"), Case("time without time zone", "24:00:00"),
    Case("time with time zone", "12:00:00.5+13:45"),
    Case("time(3) with time zone", "12:00:00.123-11"),
    Case("interval", "1 year -2 mons 3 days -04:05:06.789"),
    Case("interval day to second(3)", "1 2:3:4.5"),
    Case("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), Case("json", #"{"b": 1,  "a":[]}"#),
    Case("jsonb", #"{"a": 1e400}"#), Case("jsonpath", "$.a[*] ? (@ > 1)"),
    Case("xml", "<a>ü</a>"),
    Case("inet", "::1/64", "10.0.0.1"), Case("cidr", "10.0.0.0/8"),
    Case("macaddr", "08:00:2b:01:02:03"),
    Case("macaddr8", "08:00:2b:01:02:03:04:05"), Case("point", "(1,2)"), Case("line", "{1,2,3}"),
    Case("lseg", "[(0,0),(1,1)]"), Case("box", "(1,1),(0,0)"), Case("path", "[(0,0),(1,1)]"),
    Case("polygon", "((0,0),(1,1),(1,0))"), Case("circle", "<(0,0),1.5>"), Case("bit(3)", "101"),
    Case("bit varying(9)", "10101"), Case("tsvector", "'a':1A 'b':2"),
    Case("tsquery", "'a' & !'b'"),
    Case("pg_lsn", "16/B374D848"), Case("oid", "4294967295"), Case("xid", "7"), Case("cid", "7"),
    Case("tid", "(1,2)"), Case("xid8", "8589934592"), Case("pg_snapshot", "10:20:10,14"),
    Case("oidvector", "1 2 3"), Case("int2vector", "1 2 3"), Case("refcursor", "c"),
    Case("int4range", "[1,5)", "empty"), Case("tstzrange", "[2024-01-01 00:00:00+00,)"),
    Case("nummultirange", "{[1.1,2.2),[3,)}"),
    Case("integer[]", "{1,NULL,3}", "{}", "[2:3]={1,2}"),
    Case("text[]", #"{{a,"b,c"},{"",NULL}}"#), Case("numeric(6,2)[]", "{1.50}"),
    Case("character varying(3)[]", "{abc,d}"),
    Case("timestamp with time zone[]", "{2024-01-01 00:00:00+00}"),
    Case("jsonb[]", #"{"{\"a\": 1}"}"#), Case("int4range[]", #"{"[1,2)"}"#, landed: "text[]"),
    Case("regclass", "pg_class", landed: "text"), Case("regtype", "integer", landed: "text"),
    Case("regrole[]", "{postgres}", landed: "text[]"),
  ]

  static let ownTypes = [
    Case("app.mood", "happy", landed: "text"),
    Case("app.mood[]", "{happy,sad}", landed: "text[]"),
    Case("app.positive", "5", landed: "integer"),
    Case("app.very_positive", "50", landed: "integer"),
    Case("app.short", "abc", landed: "character varying(4)"),
    Case("app.numbers", "{1,2}", landed: "integer[]"),
    Case("app.very_positive[]", "{50,60}", landed: "text[]"),
    Case("app.address", #"("Main St, 1",)"#, landed: "text"),
    Case("app.address[]", #"{"(a,1)"}"#, landed: "text[]"),
    Case("app.floats", "[1.5,2.5)", landed: "text"),
    Case(#"app."Odd ""type""#, "a b", landed: "text"),
    Case("citext", "MiXed", landed: "text"), Case("citext[]", "{A,b}", landed: "text[]"),
    Case("hstore", #""a"=>"1", "b"=>NULL"#, landed: "text"),
    Case("ltree", "a.b.c", landed: "text"),
    Case("app.mood_domain", "sad", landed: "text"),
  ]

  private static let ownTypesSetup = """
    CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree;
    CREATE TYPE app.mood AS ENUM ('sad', 'happy'); CREATE DOMAIN app.mood_domain AS app.mood;
    CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
    CREATE DOMAIN app.very_positive AS app.positive CHECK (VALUE > 10);
    CREATE DOMAIN app.short AS varchar(4); CREATE DOMAIN app.numbers AS integer[];
    CREATE TYPE app.address AS (street text, number integer);
    CREATE TYPE app.floats AS RANGE (subtype = float8);
    CREATE TYPE app."Odd ""type" AS ENUM ('a b');
    """

  @Test(arguments: [("", builtIn), (ownTypesSetup, ownTypes)])
  func everyValueArrivesAsItIs(setup: String, cases: [Case]) async throws {
    let columns = cases.enumerated().map { "c\($0) \($1.type)" }
    let height = cases.map(\.values.count).max() ?? 0
    let rows = (0...height).map { row in
      let values = cases.map { test in
        let value = test.values[row % test.values.count].replacing("'", with: "''")
        // The last row is NULL throughout.
        return row == height ? "NULL" : "'\(value)'"
      }
      return "INSERT INTO app.t VALUES (\(row), \(values.joined(separator: ", ")));"
    }
    let site = try await Site.make(
      production: """
        CREATE SCHEMA app; \(setup)
        CREATE TABLE app.t (id integer, \(columns.joined(separator: ", ")));
        \(rows.joined(separator: "\n"))
        """)
    let landing = Landing(
      server: "production", source: QualifiedName("app", "t"), target: QualifiedName("bronze", "t"),
      columns: cases.enumerated().map {
        LandingColumn(name: Identifier("c\($0)"), type: DataType($1.type))
      } + [LandingColumn(name: "id", type: DataType("integer"))],
      key: ["id"], isReconciled: true, location: SourceLocation(file: "contracts/t.yaml", line: 1))
    try await site.run(.run(1, [landing]))
    let engine = try await site.engine(locking: [landing.source])
    let copied = try await engine.land(.run(2, [landing])) { _ in }
    await engine.discard()
    #expect(copied.map(\.reconciliation?.difference) == [nil])
    #expect(copied.map(\.reconciliation?.copy.rows) == [String(height + 1)])
    for (index, test) in cases.enumerated() {
      let query = "SELECT c\(index)::text FROM "
      let sent = try await site.production.rows(query + "app.t ORDER BY id")
      #expect(try await site.warehouse.rows(query + "bronze.t ORDER BY id") == sent, "\(test.type)")
      let type = try await site.warehouse.value(
        """
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = 'bronze.t'::regclass AND attname = 'c\(index)'
        """)
      #expect(type == test.landed ?? test.type)
    }
  }

  @Test func aTypeWithoutABinaryFormTravelsToo() async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (a aclitem);"
        + " INSERT INTO app.t VALUES ('postgres=r/postgres')")
    try await site.run(.run(1, [.app("t", "a aclitem")]))
    #expect(try await site.warehouse.value("SELECT a FROM bronze.t") == "postgres=r/postgres")
  }

  @Test(arguments: [
    ("Europe/Berlin", "2024-03-31 03:30:00", "2024-03-31 01:30:00+00"),
    ("Europe/Berlin", "2024-01-01 00:30:00", "2023-12-31 23:30:00+00"),
    ("America/New_York", "2024-07-01 12:00:00.123456", "2024-07-01 16:00:00.123456+00"),
    ("UTC", "2024-07-01 12:00:00", "2024-07-01 12:00:00+00"),
    ("Asia/Tokyo", "infinity", "infinity"),
  ])
  func aTimestampIsTakenAsMeantInItsZone(
    zone: String, local: String, universal: String
  ) async throws {
    let site = try await Site.make(
      production: "CREATE SCHEMA app; CREATE TABLE app.t (at timestamp);"
        + " INSERT INTO app.t VALUES ('\(local)'), (NULL)")
    let landing = Landing(
      server: "production", source: QualifiedName("app", "t"), target: QualifiedName("bronze", "t"),
      columns: [LandingColumn(name: "at", type: DataType("timestamp"), timeZone: zone)], key: [],
      location: SourceLocation(file: "contracts/t.yaml", line: 1))
    try await site.run(.run(1, [landing]))
    #expect(
      try await site.warehouse.rows("SELECT at, pg_typeof(at) FROM bronze.t ORDER BY at")
        == [[universal, "timestamp with time zone"], [nil, "timestamp with time zone"]])
  }

  /// Statements that make an `app.t` with the rows 1, a and 2, b.
  static let relations = [
    "CREATE TABLE app.t (id integer, name text) PARTITION BY LIST (id);"
      + " CREATE TABLE app.t1 PARTITION OF app.t FOR VALUES IN (1);"
      + " CREATE TABLE app.t2 PARTITION OF app.t DEFAULT;"
      + " INSERT INTO app.t VALUES (1, 'a'), (2, 'b')",
    "CREATE TABLE app.t (id integer, name text);"
      + " CREATE TABLE app.t1 (more text) INHERITS (app.t);"
      + " INSERT INTO app.t VALUES (1, 'a'); INSERT INTO app.t1 VALUES (2, 'b', 'x')",
    "CREATE VIEW app.t AS VALUES (1, 'a'), (2, 'b'); ALTER VIEW app.t RENAME column1 TO id;"
      + " ALTER VIEW app.t RENAME column2 TO name",
    "CREATE MATERIALIZED VIEW app.t AS SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name)",
    "CREATE TABLE app.t (gone text, name text, id integer); ALTER TABLE app.t DROP COLUMN gone;"
      + " INSERT INTO app.t VALUES ('a', 1), ('b', 2)",
    "CREATE TABLE app.t (id integer, name text GENERATED ALWAYS AS (chr(96 + id)) STORED);"
      + " INSERT INTO app.t VALUES (1), (2)",
  ]

  @Test(arguments: relations)
  func everyKindOfRelationIsCopiedWhole(statements: String) async throws {
    let site = try await Site.make(production: "CREATE SCHEMA app; \(statements)")
    try await site.run(.run(1, [.app("t", "name text", "id integer")]))
    #expect(
      try await site.warehouse.rows("SELECT id, name FROM bronze.t ORDER BY 1")
        == [["1", "a"], ["2", "b"]])
  }
}
