import SQLAnalysis
import Testing

@Suite("Stars that take the columns of a relation")
struct StarTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let query: String
    let stars: [Int]
    var testDescription: String { query }

    init(_ query: String, at stars: Int...) {
      self.query = query
      self.stars = stars
    }
  }

  @Test(arguments: [
    Case("SELECT * FROM a.t", at: 7),
    Case("SELECT x, t.* FROM a.t", at: 10),
    Case("SELECT a.t.* FROM a.t", at: 7),
    Case("SELECT (t).* FROM a.t", at: 8),
    Case("SELECT u.* FROM a.t AS u", at: 7),
    Case("TABLE a.t", at: 6),
    Case("SELECT * FROM a.t TABLESAMPLE system (1)", at: 7),
    Case("SELECT 1 UNION SELECT * FROM a.t", at: 22),
    Case("SELECT *, t.* FROM a.t", at: 7, 10),
    Case("SELECT * FROM (SELECT 1 AS x) AS q JOIN a.t USING (x)", at: 7),
    Case("SELECT j.* FROM (a.t JOIN a.u USING (x)) AS j", at: 7),
    Case("SELECT * FROM (SELECT * FROM a.t) AS q", at: 22),
    Case("WITH q AS (SELECT * FROM a.t) SELECT * FROM q", at: 18),
    Case("WITH q AS (SELECT 1) SELECT * FROM a.q", at: 28),
    Case("SELECT x FROM a.t, LATERAL (SELECT t.*) AS l", at: 35),
    Case(
      "SELECT * FROM a.t WHERE EXISTS (SELECT FROM a.u WHERE x IN (SELECT * FROM a.v))", at: 7, 67),
    Case("SELECT EXISTS (SELECT 1 FROM a.u WHERE x IN (SELECT * FROM a.v))", at: 52),
  ])
  func `are found where they stand`(_ example: Case) throws {
    #expect(try analyse(query: example.query).stars == example.stars)
  }

  @Test(arguments: [
    "SELECT count(*) FROM a.t", "SELECT count(t.*) FROM a.t", "SELECT * FROM generate_series(1, 2)",
    "WITH q AS (SELECT x FROM a.t) SELECT * FROM q", "WITH q AS (SELECT 1) SELECT q.* FROM q",
    "SELECT * FROM (SELECT x FROM a.t) AS q", "SELECT q.* FROM (VALUES (1)) AS q, a.t",
    "SELECT 1 FROM a.t WHERE EXISTS (SELECT * FROM a.u)", "SELECT 2 * x FROM a.t",
    "WITH RECURSIVE q AS (SELECT x FROM a.t UNION SELECT * FROM q) SELECT * FROM q",
    "SELECT (composite).* FROM a.t",
  ])
  func `are none where columns are spelt out, counted or not taken`(_ query: String) throws {
    #expect(try analyse(query: query).stars == [])
  }
}
