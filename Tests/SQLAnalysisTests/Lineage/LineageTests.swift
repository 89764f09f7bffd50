import SQLAnalysis
import Testing
import WarehouseModel

@Suite("Where the columns of a query come from")
struct LineageTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let query: String
    /// Each column with what it reads, then what is read for the whole, sorted.
    let expected: String
    var testDescription: String { query }

    init(_ query: String, _ expected: String) {
      self.query = query
      self.expected = expected
    }
  }

  /// Two relations with known columns; of any other nothing is known.
  private static func columns(of name: QualifiedName) -> [Identifier]? {
    switch name.description {
    case "b.m": ["id", "group_id", "role"]
    case "b.t": ["group_id", "name"]
    case #"B.Odd "T""#: ["A b", "c.d"]
    default: nil
    }
  }

  private static func text(_ query: String) throws -> String {
    let lineage = try lineage(of: query, columns: columns)
    func name(_ use: ColumnUse) -> String? {
      switch use {
      case .rows: nil
      case .column(let relation, let column): "\(relation).\(column)"
      case .everyColumn(let relation): "\(relation).*"
      }
    }
    let outputs = lineage.outputs.map { output in
      ([output.name.text] + output.uses.compactMap(name).sorted()).joined(separator: " ")
    }
    let whole = lineage.whole.compactMap { use, reason in
      name(use).map { "\($0):\(reason.rawValue)" }
    }
    return (outputs + (lineage.areOutputsKnown ? [] : ["?"])).joined(separator: ", ")
      + (whole.isEmpty ? "" : " | " + whole.sorted().joined(separator: " "))
  }

  @Test(arguments: [
    // Plain references, however they are written
    Case("SELECT id, group_id AS team_id FROM b.m", "id b.m.id, team_id b.m.group_id"),
    Case("SELECT m.id FROM b.m", "id b.m.id"),
    Case("SELECT b.m.id FROM b.m", "id b.m.id"),
    Case("SELECT x.id FROM b.m AS x", "id b.m.id"),
    Case("SELECT x.q FROM b.m AS x (q)", "q b.m.id"),
    Case("SELECT ID FROM b.M", "id b.m.id"),
    Case(
      #"SELECT o."A b", "c.d" FROM "B"."Odd ""T""" o"#, #"A b B.Odd "T".A b, c.d B.Odd "T".c.d"#),
    Case("SELECT id FROM ONLY b.m", "id b.m.id"),
    Case("SELECT id FROM x.unknown", "id x.unknown.id"),
    // Expressions
    Case("SELECT id::text FROM b.m", "id b.m.id"),
    Case("SELECT date_trunc('day', id) FROM b.m", "date_trunc b.m.id"),
    Case("SELECT id || role AS x FROM b.m", "x b.m.id b.m.role"),
    Case("SELECT CASE WHEN id = 1 THEN role END AS x FROM b.m", "x b.m.id b.m.role"),
    Case("SELECT unnest(id) AS x, role FROM b.m", "x b.m.id, role b.m.role | b.m.id:expression"),
    Case("SELECT own.f(id) AS x FROM b.m", "x b.m.id | b.m.id:expression"),
    Case("SELECT (id).street AS x FROM b.m", "x b.m.id"),
    Case("SELECT to_jsonb(m) AS x FROM b.m", "x b.m.group_id b.m.id b.m.role"),
    Case("SELECT to_jsonb(m.*) AS x FROM b.m", "x b.m.group_id b.m.id b.m.role"),
    Case("SELECT m FROM x.unknown m", "m x.unknown.* x.unknown.m"),
    Case("SELECT ctid FROM b.m", "ctid b.m.group_id b.m.id b.m.role"),
    // Stars
    Case("SELECT * FROM b.t", "group_id b.t.group_id, name b.t.name"),
    Case("TABLE b.t", "group_id b.t.group_id, name b.t.name"),
    Case("SELECT t.*, 1 AS one FROM b.m, b.t", "group_id b.t.group_id, name b.t.name, one"),
    Case("SELECT * FROM x.unknown", "? | x.unknown.*:star"),
    Case("SELECT count(*) AS n FROM b.m", "n"),
    // What decides about rows
    Case("SELECT id FROM b.m WHERE role = 'x'", "id b.m.id | b.m.role:filter"),
    Case(
      "SELECT role, count(id) FROM b.m GROUP BY role",
      "role b.m.role, count b.m.id | b.m.role:grouping"),
    Case("SELECT role AS r FROM b.m GROUP BY 1", "r b.m.role | b.m.role:grouping"),
    Case("SELECT role AS r FROM b.m GROUP BY r", "r b.m.role | b.m.role:grouping"),
    Case(
      "SELECT 1 AS x FROM b.m GROUP BY ROLLUP (id, role)", "x | b.m.id:grouping b.m.role:grouping"),
    Case(
      "SELECT role AS r, id FROM b.m GROUP BY GROUPING SETS ((1), (1, 2))",
      "r b.m.role, id b.m.id | b.m.id:grouping b.m.role:grouping"),
    Case(
      "SELECT 1 AS x FROM b.m HAVING max(id) > 1", "x | b.m.id:filter"),
    Case("SELECT role FROM b.m ORDER BY id LIMIT 1", "role b.m.role | b.m.id:ordering"),
    Case("SELECT role AS x FROM b.m ORDER BY x", "x b.m.role | b.m.role:ordering"),
    Case("SELECT DISTINCT role FROM b.m", "role b.m.role | b.m.role:distinct"),
    Case("SELECT DISTINCT ON (id) role FROM b.m", "role b.m.role | b.m.id:distinct"),
    Case(
      "SELECT sum(id) OVER (PARTITION BY role) AS s FROM b.m",
      "s b.m.id b.m.role | b.m.role:window"),
    Case(
      "SELECT sum(id) OVER w AS s FROM b.m WINDOW w AS (ORDER BY role)",
      "s b.m.id | b.m.role:window"),
    Case(
      "SELECT count(*) FILTER (WHERE role = 'x') AS n FROM b.m", "n b.m.role"),
    // Joins
    Case(
      "SELECT m.id, t.name FROM b.m m JOIN b.t t ON t.group_id = m.group_id",
      "id b.m.id, name b.t.name | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT id, name FROM b.m JOIN b.t USING (group_id)",
      "id b.m.id, name b.t.name | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT group_id FROM b.m FULL JOIN b.t USING (group_id)",
      "group_id b.m.group_id b.t.group_id | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT * FROM b.t NATURAL JOIN b.m",
      "group_id b.m.group_id b.t.group_id, name b.t.name, id b.m.id, role b.m.role"
        + " | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT j.name FROM (b.m JOIN b.t USING (group_id)) AS j",
      "name b.t.name | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT u.group_id FROM b.m JOIN b.t USING (group_id) AS u",
      "group_id b.m.group_id b.t.group_id | b.m.group_id:join b.t.group_id:join"),
    Case(
      "SELECT m.id, u.z FROM b.m, x.unknown u", "id b.m.id, z x.unknown.z"),
    Case("SELECT name, z FROM b.t, x.unknown", "name b.t.name x.unknown.name, z x.unknown.z"),
    // Subqueries and WITH
    Case("SELECT q.a FROM (SELECT id AS a, role FROM b.m) q", "a b.m.id | b.m.role:inside"),
    Case(
      "SELECT a FROM (SELECT id FROM b.m WHERE role = 'x') AS q (a)",
      "a b.m.id | b.m.role:filter"),
    Case("WITH x AS (SELECT id AS a FROM b.m) SELECT a AS c FROM x", "c b.m.id"),
    Case("WITH x (q) AS (SELECT id FROM b.m) SELECT * FROM x", "q b.m.id"),
    Case("WITH x AS (SELECT id FROM b.m), y AS (SELECT * FROM x) SELECT * FROM y", "id b.m.id"),
    Case("WITH x AS (SELECT id FROM b.m) SELECT name FROM b.t", "name b.t.name | b.m.id:inside"),
    Case(
      "WITH t AS (SELECT id AS name FROM b.m) SELECT name FROM b.t", "name b.t.name | b.m.id:inside"
    ),
    Case(
      "SELECT (SELECT max(id) FROM b.m WHERE m.group_id = t.group_id) AS x, name FROM b.t",
      "x b.m.group_id b.m.id b.t.group_id, name b.t.name"),
    Case(
      "SELECT name FROM b.t WHERE EXISTS (SELECT FROM b.m WHERE m.group_id = t.group_id)",
      "name b.t.name | b.m.group_id:filter b.t.group_id:filter"),
    Case(
      "SELECT l.x FROM b.t, LATERAL (SELECT id AS x FROM b.m WHERE m.group_id = t.group_id) l",
      "x b.m.id | b.m.group_id:filter b.t.group_id:filter"),
    Case(
      "SELECT n, name FROM b.t, unnest(group_id) AS u (n)",
      "n, name b.t.name | b.t.group_id:expression"),
    Case(
      "WITH RECURSIVE r AS (SELECT id FROM b.m UNION ALL SELECT id + 1 FROM r) SELECT id FROM r",
      "id | b.m.id:recursion"),
    // Several by UNION
    Case(
      "SELECT id AS a FROM b.m UNION ALL SELECT name FROM b.t", "a b.m.id b.t.name"),
    Case(
      "SELECT id AS a FROM b.m UNION SELECT name FROM b.t",
      "a b.m.id b.t.name | b.m.id:set-operation b.t.name:set-operation"),
    Case(
      "SELECT id FROM b.m EXCEPT ALL SELECT name FROM b.t",
      "id b.m.id b.t.name | b.m.id:set-operation b.t.name:set-operation"),
    Case(
      "(SELECT id, role FROM b.m ORDER BY 1 LIMIT 1) UNION ALL SELECT name, name FROM b.t",
      "id b.m.id b.t.name, role b.m.role b.t.name | b.m.id:ordering"),
    Case(
      "SELECT id FROM b.m UNION ALL SELECT * FROM x.unknown",
      "id b.m.id, ? | b.m.id:star x.unknown.*:star"),
    Case("VALUES (1, (SELECT max(id) FROM b.m))", "column1, column2 b.m.id"),
  ])
  func `follows each column, and names more rather than less`(_ example: Case) throws {
    #expect(try Self.text(example.query) == example.expected)
  }

  @Test
  func `that rows are read is told without any column`() throws {
    let lineage = try lineage(of: "SELECT count(*) AS n FROM b.m", columns: Self.columns)
    #expect(lineage.whole == [.rows(QualifiedName("b", "m")): .relation])
    #expect(lineage.columns == ["n"])
  }

  @Test
  func `survives deep nesting`() throws {
    let sum = String(repeating: "id + ", count: 900)
    #expect(try Self.text("SELECT \(sum) 1 AS x FROM b.m") == "x b.m.id")
    let union = String(repeating: "SELECT id FROM b.m UNION ALL ", count: 500)
    #expect(try Self.text(union + "SELECT 1") == "id b.m.id")
    var query = "SELECT id FROM b.m"
    for _ in 0..<200 { query = "SELECT id FROM (\(query)) q" }
    #expect(try Self.text(query).hasSuffix("b.m.*:inside"))
  }

  @Test
  func `refuses what is no SELECT`() {
    #expect(throws: SQLSyntaxError.self) { try lineage(of: "DELETE FROM b.m") { _ in nil } }
    #expect(throws: SQLSyntaxError.self) { try lineage(of: "select x fro m") { _ in nil } }
  }
}
