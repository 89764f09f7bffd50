import SQLAnalysis
import Testing

@Suite("Parting a script")
struct StatementTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let script: String
    let statements: [String]
    var testDescription: String { script }

    init(_ script: String, _ statements: String...) {
      self.script = script
      self.statements = statements
    }
  }

  @Test(arguments: [
    Case(""),
    Case(" \n-- only a comment\n"),
    Case("SELECT 1", "0: SELECT 1"),
    Case("SELECT 1;;\nSELECT 2;\n", "0: SELECT 1", "11: SELECT 2"),
    Case("-- é\nSELECT 1 -- done\n; -- after", "6: SELECT 1"),
    Case("SELECT ';' AS a; SELECT $x$;$x$", "0: SELECT ';' AS a", "17: SELECT $x$;$x$"),
    Case(
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$; SELECT f()",
      "0: CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$",
      "77: SELECT f()"),
    Case(
      "CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2); SELECT 3",
      "0: CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2)", "57: SELECT 3"),
  ])
  func `parts at the semicolons that end statements`(_ example: Case) throws {
    let found = try statements(in: example.script).map { "\($0.offset): \($0.text)" }
    #expect(found == example.statements)
  }

  @Test
  func `refuses a script that does not parse, and says where`() {
    #expect(throws: SQLSyntaxError(message: "syntax error at or near \"SELEC\"", offset: 10)) {
      try statements(in: "SELECT 1; SELEC 2")
    }
  }
}
