import SQLAnalysis
import Testing
import WarehouseModel

@Suite("What a query reads")
struct QueryAnalysisTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let query: String
    let reads: [String]
    var testDescription: String { query }

    init(_ query: String, reads: String...) {
      self.query = query
      self.reads = reads
    }
  }

  @Test(arguments: [
    Case("SELECT 1"),
    Case("SELECT * FROM silver.teams", reads: "silver.teams@14"),
    Case("SELECT * FROM teams", reads: "teams@14"),
    Case("SELECT * FROM a.b JOIN c.d USING (x)", reads: "a.b@14", "c.d@23"),
    Case("SELECT (SELECT max(x) FROM a.b) FROM c.d", reads: "a.b@27", "c.d@37"),
    Case("SELECT 1 WHERE EXISTS (SELECT FROM a.b)", reads: "a.b@35"),
    Case("TABLE a.b", reads: "a.b@6"),
    Case("VALUES ((SELECT 1 FROM a.b))", reads: "a.b@23"),
    Case(
      "SELECT x FROM a.b UNION ALL SELECT x FROM c.d EXCEPT SELECT x FROM e.f",
      reads: "a.b@14", "c.d@42", "e.f@67"),
    Case("SELECT * FROM a.b, LATERAL (SELECT FROM c.d) q", reads: "a.b@14", "c.d@40"),
    Case("SELECT * FROM a.b TABLESAMPLE system (1)", reads: "a.b@14"),
    Case("SELECT * FROM a.b, a.b AS again", reads: "a.b@14", "a.b@19"),
    Case("SELECT 'é' FROM \"Ä\".\"b\"\"c\"", reads: "Ä.b\"c@17"),
    Case("SELECT 'FROM a.b' /* FROM c.d */ -- FROM e.f"),
    Case("WITH x AS (SELECT * FROM a.b) SELECT * FROM x", reads: "a.b@25"),
    Case("WITH teams AS (SELECT * FROM teams) SELECT * FROM teams", reads: "teams@29"),
    Case("WITH teams AS (SELECT 1) SELECT * FROM silver.teams", reads: "silver.teams@39"),
    Case("WITH x AS (SELECT 1), y AS (SELECT * FROM x) SELECT * FROM y, x"),
    Case("WITH x AS (SELECT * FROM y), y AS (SELECT 1) SELECT * FROM x", reads: "y@25"),
    Case("WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT * FROM x) SELECT * FROM x"),
    Case("WITH RECURSIVE x AS (SELECT * FROM y), y AS (SELECT 1) SELECT * FROM x"),
    Case("SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) q, x", reads: "x@56"),
    Case("WITH x AS (SELECT 1) SELECT (SELECT max(a) FROM x) UNION SELECT * FROM x"),
  ])
  func `names every relation, and no query of a WITH in scope`(_ example: Case) throws {
    let found = try analyse(query: example.query).reads.map { read in
      "\(read.schema.map { $0.text + "." } ?? "")\(read.name)@\(read.offset)"
    }
    #expect(found == example.reads)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let query: String
    let message: String
    let offset: Int
    var testDescription: String { query }

    init(_ query: String, _ message: String, at offset: Int) {
      self.query = query
      self.message = message
      self.offset = offset
    }
  }

  @Test(arguments: [
    Refusal("", "expected a SELECT, found nothing", at: 0),
    Refusal("-- nothing\n;", "expected a SELECT, found nothing", at: 0),
    Refusal("  update a.b set x = 1", "expected a SELECT, found UPDATE", at: 2),
    Refusal("CREATE TABLE a.b (x int)", "expected a SELECT, found CREATE", at: 0),
    Refusal("SELECT 1; SELECT 2", "expected one SELECT, found 2 statements", at: 10),
    Refusal(
      "SELECT * INTO a.c FROM a.b", "SELECT INTO creates a table; a SELECT must only read", at: 14),
    Refusal(
      "SELECT * FROM a.b FOR UPDATE",
      "FOR UPDATE or SHARE locks rows; a SELECT must only read", at: 0),
    Refusal(
      "SELECT * FROM (SELECT * FROM a.b b FOR SHARE OF b) q",
      "FOR UPDATE or SHARE locks rows; a SELECT must only read", at: 48),
    Refusal(
      "WITH gone AS (DELETE FROM a.b RETURNING x) SELECT * FROM gone",
      "DELETE inside WITH gone; a SELECT must only read", at: 5),
  ])
  func `refuses what is not one SELECT that only reads`(_ example: Refusal) throws {
    let refusal = try analyse(query: example.query).refusal
    #expect(refusal == SQLSyntaxError(message: example.message, offset: example.offset))
  }

  @Test(arguments: [
    "SELECT 1", "select 1;", "VALUES (1)", "TABLE a.b", "(SELECT 1)",
    "WITH x AS (SELECT 1) TABLE x",
    "SELECT 1 -- done", "/* a */ SELECT 1; -- done",
  ])
  func `accepts one SELECT, however it is written`(_ query: String) throws {
    #expect(try analyse(query: query).isSingleSelect)
  }

  @Test(arguments: [
    Refusal("select x fro m", "syntax error at or near \"m\"", at: 13),
    Refusal("select 'é', x fro m", "syntax error at or near \"m\"", at: 19),
    Refusal("select 'ab", "unterminated quoted string at or near \"'ab\"", at: 7),
    Refusal("select 'é' from", "syntax error at end of input", at: 16),
    Refusal("select 1\0; drop table x", "a zero byte cannot stand in SQL", at: 8),
  ])
  func `places a syntax error by bytes`(_ example: Refusal) {
    #expect(throws: SQLSyntaxError(message: example.message, offset: example.offset)) {
      try analyse(query: example.query)
    }
  }

  @Test
  func `survives deep nesting`() throws {
    let sum = String(repeating: "x + ", count: 900)
    #expect(try analyse(query: "SELECT \(sum) 1 FROM a.b").reads.count == 1)
    let union = String(repeating: "SELECT 1 FROM a.b UNION ALL ", count: 500)
    #expect(try analyse(query: union + "SELECT 1").reads.count == 500)
    #expect(throws: SQLSyntaxError(message: "the query is nested too deeply", offset: 0)) {
      try analyse(query: "SELECT " + String(repeating: "x + ", count: 20_000) + "1")
    }
  }

  @Test
  func `gives the same answer on many threads at once`() async throws {
    let query = "WITH x AS (SELECT * FROM a.b) SELECT * FROM x JOIN c.d USING (id)"
    let expected = try analyse(query: query)
    try await withThrowingTaskGroup(of: AnalysedQuery.self) { group in
      for _ in 0..<200 { group.addTask { try analyse(query: query) } }
      for try await found in group { #expect(found == expected) }
    }
  }
}
