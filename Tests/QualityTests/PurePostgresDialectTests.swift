import PostgresEngine
import Testing
import WarehouseModel

@Suite("Checks in PostgreSQL's SQL")
struct PurePostgresDialectTests {
  private let dialect = PostgresDialect()
  private let rsvps = QualifiedName("bronze", "rsvps")
  private let odd = QualifiedName("my.schema", "a\"b")

  struct Case: CustomTestStringConvertible, Sendable {
    let predicate: Predicate
    let sql: String
    var testDescription: String { sql }

    init(_ predicate: Predicate, _ sql: String) {
      self.predicate = predicate
      self.sql = sql
    }
  }

  @Test(arguments: [
    Case(.isNull("a"), #""a" IS NULL"#),
    Case(.isNull("a\"b"), #""a""b" IS NULL"#),
    Case(.isIn("a", [.string("x"), .number("1.50")]), #""a" IN ('x', '1.50')"#),
    Case(.isIn("a", [.boolean(true), .boolean(false)]), #""a" IN (TRUE, FALSE)"#),
    Case(.isIn("a", []), "FALSE"),
    Case(.isIn("a", [.string("it's"), .string("'"), .string("")]), #""a" IN ('it''s', '''', '')"#),
    Case(.isIn("a", [.string(#"back\slash"#)]), #""a" IN ('back\slash')"#),
    Case(.isIn("a", [.string("'; DROP TABLE x; --")]), #""a" IN ('''; DROP TABLE x; --')"#),
    Case(.compare("a", .less, .number("0")), #""a" < 0"#),
    Case(.compare("a", .lessOrEqual, .number("-1e3")), #""a" <= -1e3"#),
    Case(.compare("a", .equal, .string("x")), #""a" = 'x'"#),
    Case(.compare("a", .greaterOrEqual, .string("2024-01-01")), #""a" >= '2024-01-01'"#),
    Case(.compare("a", .greater, .boolean(false)), #""a" > FALSE"#),
    Case(.length("a", .less, 2), #"octet_length("a"::text) < 8 AND char_length("a"::text) < 2"#),
    Case(
      .length("größe", .greater, 9),
      #"octet_length("größe"::text) > 9 AND char_length("größe"::text) > 9"#),
    Case(.length("a", .equal, 2), #"char_length("a"::text) = 2"#),
    Case(.matches("a", #"^\d+'$"#), #""a"::text ~ '^\d+''$'"#),
    Case(.not(.isNull("a")), #"NOT ("a" IS NULL)"#),
    Case(.not(.isIn("a", [])), "NOT (FALSE)"),
    Case(.any([]), "FALSE"), Case(.all([]), "TRUE"),
    Case(.all([.isNull("a"), .sql("b > 1")]), #"("a" IS NULL) AND (b > 1)"#),
    Case(.sql("b > 1 -- why"), "b > 1 -- why\n"),
    Case(.compareColumns("a", .lessOrEqual, "b\"c"), #""a" <= "b""c""#),
    Case(.noMultiple("a", of: "0.5"), #"mod("a"::numeric, 0.5::numeric) <> 0"#),
    Case(.isWithin("a", seconds: 86_400), #""a" >= now() - interval '86400 seconds'"#),
    Case(.any([.isNull("a")]), #"("a" IS NULL)"#),
    Case(
      .any([.isNull("a"), .not(.matches("b", "x")), .any([.isNull("c")])]),
      #"("a" IS NULL) OR (NOT ("b"::text ~ 'x')) OR (("c" IS NULL))"#),
  ])
  func `selects the rows that satisfy a predicate`(_ example: Case) {
    #expect(
      dialect.offenders(.rowsWhere(example.predicate), of: RowSet(rsvps), show: ["id"])
        == "SELECT \"id\"\nFROM \"bronze\".\"rsvps\"\nWHERE \(example.sql)")
  }

  @Test
  func `doubles a quote that a combining accent follows`() {
    // Swift takes quote and accent for one character; the server does not.
    let sql = dialect.offenders(
      .rowsWhere(.compare("a", .equal, .string("'\u{301} OR TRUE --"))), of: RowSet(rsvps),
      show: ["id"])
    let expected =
      "SELECT \"id\"\nFROM \"bronze\".\"rsvps\"\nWHERE \"a\" = '''\u{301} OR TRUE --'"
    #expect(Array((sql ?? "").utf8) == Array(expected.utf8))
  }

  @Test
  func `shows all columns where none is named, and the named ones in order`() {
    #expect(
      dialect.offenders(.rowsWhere(.isNull("a")), of: RowSet(odd), show: [])
        == "SELECT *\nFROM \"my.schema\".\"a\"\"b\"\nWHERE \"a\" IS NULL")
    #expect(
      dialect.offenders(.rowsWhere(.isNull("a")), of: RowSet(rsvps), show: ["id", "a\"b"])
        == "SELECT \"id\", \"a\"\"b\"\nFROM \"bronze\".\"rsvps\"\nWHERE \"a\" IS NULL")
  }

  @Test
  func `counts everything about a relation in one scan`() {
    #expect(
      dialect.number(.rows, of: RowSet(rsvps)) == "SELECT count(*)\nFROM \"bronze\".\"rsvps\"")
    #expect(
      dialect.scan(
        RelationScan(
          rsvps,
          numbers: [.rows, .rowsWhere(.isNull("a")), .rowsWhere(.length("b", .less, 2))]
            .map { RelationScan.Number($0) })) == """
          SELECT count(*),
                 count(*) FILTER (WHERE "a" IS NULL),
                 count(*) FILTER (WHERE octet_length("b"::text) < 8 AND char_length("b"::text) < 2)
          FROM "bronze"."rsvps"
          """)
  }

  @Test
  func `finds values that occur more than once, NULL not among them`() {
    #expect(
      dialect.offenders(.duplicates(["a", "b\"c"]), of: RowSet(rsvps), show: []) == """
        SELECT "a", "b""c", count(*) AS occurrences
        FROM "bronze"."rsvps"
        WHERE "a" IS NOT NULL AND "b""c" IS NOT NULL
        GROUP BY "a", "b""c"
        HAVING count(*) > 1
        """)
  }

  @Test
  func `tells its own count of duplicates from a column of that name`() {
    let query = dialect.offenders(
      .duplicates(["occurrences"]), of: RowSet(rsvps), show: [])
    #expect((query ?? "").hasPrefix("SELECT \"occurrences\", count(*) AS occurrences_\n"))
    #expect(
      dialect.number(.duplicates(["occurrences"]), of: RowSet(rsvps)) == """
        SELECT coalesce(sum(occurrences - 1), 0)
        FROM (
          SELECT count(*) AS occurrences
          FROM "bronze"."rsvps"
          WHERE "occurrences" IS NOT NULL
          GROUP BY "occurrences"
          HAVING count(*) > 1
        ) AS duplicates
        """)
  }

  @Test
  func `finds rows that refer to nothing`() {
    #expect(
      dialect.offenders(
        .orphans(["team_id", "day"], of: odd, ["id", "d"]), of: RowSet(rsvps),
        show: ["id", "team_id"])
          == """
          SELECT s."id", s."team_id"
          FROM "bronze"."rsvps" AS s
          WHERE s."team_id" IS NOT NULL AND s."day" IS NOT NULL
            AND NOT EXISTS (SELECT FROM "my.schema"."a""b" AS r WHERE r."id" = s."team_id" AND \
          r."d" = s."day")
          """)
    #expect(
      dialect.offenders(.orphans(["t"], of: rsvps, ["id"]), of: RowSet(rsvps), show: [])?
        .hasPrefix("SELECT s.*\nFROM") == true)
  }

  @Test
  func `counts and samples what a query yields, whatever it ends with`() {
    let query = "SELECT 1 -- a note"
    #expect(dialect.count(of: query) == "SELECT count(*)\nFROM (\n\(query)\n) AS offenders")
    #expect(
      dialect.first(5, of: query, areFrequent: false)
        == AuditQuery("SELECT *\nFROM (\n\(query)\n) AS offenders\nLIMIT 5"))
  }

  @Test
  func `samples a relation in the order of its key`() {
    #expect(
      dialect.sample(5, of: rsvps, orderedBy: ["b", "a"])
        == "SELECT *\nFROM \"bronze\".\"rsvps\"\nORDER BY \"b\", \"a\"\nLIMIT 5")
    #expect(
      dialect.sample(3, of: odd, orderedBy: [])
        == "SELECT *\nFROM \"my.schema\".\"a\"\"b\"\nLIMIT 3")
  }
}
