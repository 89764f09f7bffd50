import PostgresEngine
import Quality
import TestSupport
import Testing
import WarehouseModel

/// For random tables and random checks, the plan's answer is that of one query per check.
@Suite(.database)
struct DatabaseRandomChecksTests {
  /// Columns of many types, with NULLs and repeats, some of them under constraints.
  private func table(_ generator: inout SeededGenerator) -> String {
    let rows = (0..<Int.random(in: 0...200, using: &generator)).map { row in
      let values = [
        ["NULL", "-3", "0", "1", "2", "7"], ["NULL", "''", "'a'", "'A'", "'é'", "'a b'"],
        ["NULL", "0", "1.0", "1.00", "2.5", "-0.1"], ["NULL", "true", "false"],
        ["NULL", "'2024-01-01'", "'2024-02-29'", "'infinity'"],
        ["NULL", "'2024-01-01 10:00+00'", "'2024-01-01 11:00+01'", "'2030-01-01'"],
        ["NULL", "0", "'-0'", "'NaN'", "1.5"], ["NULL", "'x'", "'y'"],
      ].map { $0.randomElement(using: &generator) ?? "NULL" }
      return "(\(row), \(values.joined(separator: ", ")))"
    }
    let keys = [
      "", "ALTER TABLE silver.t ADD PRIMARY KEY (id);", "CREATE UNIQUE INDEX ON silver.t (id);",
    ]
    return """
      CREATE TYPE silver.e AS ENUM ('x', 'y');
      CREATE TABLE silver.t (
        id integer, n integer, w text, m numeric, b boolean, d date, z timestamptz, f float8,
        e silver.e);
      \(rows.isEmpty ? "" : "INSERT INTO silver.t VALUES \(rows.joined(separator: ", "));")
      \(keys.randomElement(using: &generator) ?? "")
      CREATE TABLE silver.p (k integer, l text);
      INSERT INTO silver.p VALUES (0, 'a'), (1, 'A'), (1, 'é'), (2, NULL), (NULL, 'a');
      """
  }

  private static let columns: [Identifier] = ["id", "n", "w", "m", "b", "d", "z", "f", "e"]
  private static let parent = QualifiedName("silver", "p")

  private func predicate(_ generator: inout SeededGenerator) -> Predicate {
    let column = Self.columns.randomElement(using: &generator) ?? "n"
    let simple: [Predicate] = [
      .isNull(column), .compare("n", .less, .number("1")), .compare("m", .equal, .number("1")),
      .not(.isIn("w", [.string("a"), .string("é")])),
      .not(.isIn("e", [.string("x"), .string("y")])),
      .length("w", .greater, 1), .not(.matches("w", "^[a-z]$")),
      .compareColumns("n", .greaterOrEqual, "m"), .noMultiple("n", of: "2"),
      .isIn("b", [.boolean(true)]), .isWithin("z", seconds: 86_400), .sql("n > 0 -- positive"),
      .compare("d", .greater, .string("2024-01-15")),
    ]
    let first = simple.randomElement(using: &generator) ?? .isNull("n")
    let second = simple.randomElement(using: &generator) ?? .isNull("w")
    return [first, first, .any([first, second]), .all([first, .not(second)])]
      .randomElement(using: &generator) ?? first
  }

  private func quantity(_ generator: inout SeededGenerator) -> Quantity {
    let some = Array(
      Self.columns.shuffled(using: &generator).prefix(
        Int.random(in: 1...3, using: &generator)))
    let all: [Quantity] = [
      .rows, .rowsWhere(predicate(&generator)), .rowsWhere(predicate(&generator)),
      .duplicates(some), .duplicates(some), .duplicates(["id"]),
      .orphans(["n"], of: Self.parent, ["k"]), .orphans(["w", "n"], of: Self.parent, ["l", "k"]),
      .orphans(["n"], of: AuditedTable.name, ["id"]),
      .aggregate(.sum, "m"), .aggregate(.average, "n"), .aggregate(.minimum, "n"),
      .aggregate(.maximum, "m"), .aggregate(.distinctCount, "w"),
      .aggregate(.percentile(0.5), "n"), .age("z"),
      .rowsOf("SELECT id FROM silver.t WHERE n > 1"), .result(of: "SELECT count(*) FROM silver.t"),
    ]
    return all.randomElement(using: &generator) ?? .rows
  }

  @Test(arguments: Array(1...12) as [UInt64])
  func haveTheAnswersOfOneQueryPerCheck(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let table = try await AuditedTable.make(table(&generator))
    let checks = (0..<40).map { number in
      // Bounds that nothing meets, so that each result carries its number.
      Check(
        subject: AuditedTable.name, name: "check_\(number)",
        rule: .number(quantity(&generator), Bounds(fail: .text("never"), unit: .value)),
        filter: Bool.random(using: &generator) ? predicate(&generator) : nil, severity: .error,
        location: SourceLocation(file: "c.yaml", line: number + 1))
    }
    var options = AuditOptions()
    options.verifiesProofs = seed % 2 == 0
    let results = try await table.results(of: checks, options: options, connections: 2)
    for (check, result) in zip(checks, results) {
      let quantity = try #require(check.quantity)
      // How old a value is depends on the moment.
      if case .age = quantity { continue }
      let query = PostgresDialect().number(quantity, of: RowSet(check.subject, where: check.filter))
      let alone = try await table.database.value(query)
      let told = result.evidence.rowsFailed.map { "\($0)" } ?? result.evidence.actual
      #expect(told == alone ?? "NULL", "\(query)\n\(result.outcome)")
    }
  }

  @Test(arguments: Array(20...27) as [UInt64])
  func areProvenOnlyWhereNoRowOffends(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let table = try await AuditedTable.make(
      table(&generator) + """
        DELETE FROM silver.t WHERE n IS NULL; ALTER TABLE silver.t ALTER n SET NOT NULL;
        DELETE FROM silver.p WHERE k IS NULL OR l = 'é'; ALTER TABLE silver.p ADD UNIQUE (k);
        DELETE FROM silver.t WHERE n NOT IN (SELECT k FROM silver.p);
        ALTER TABLE silver.t ADD FOREIGN KEY (n) REFERENCES silver.p (k);
        """)
    let rules: [Check.Rule] = [
      .offendingRows(.isNull("n")), .offendingRows(.isNull("w")), .unique(["id"]),
      .unique(["w", "id"]), .unique(["w"]), .reference(["n"], to: Self.parent, ["k"]),
      .reference(["n"], to: AuditedTable.name, ["id"]),
      .offendingRows(.not(.isIn("e", [.string("x"), .string("y"), .string("z")]))),
      .offendingRows(.not(.isIn("e", [.string("x")]))),
    ]
    let checks = rules.enumerated().map { Check.of($1, name: "check_\($0)") }
    let proven = try await table.results(of: checks)
    var all = AuditOptions()
    all.verifiesProofs = true
    let verified = try await table.results(of: checks, options: all)
    for (one, other) in zip(proven, verified) { #expect(one.outcome == other.outcome) }
    #expect(proven[0].evidence.proof == "NOT NULL of n")
    #expect(proven[5].evidence.proof == "t_n_fkey")
    #expect(proven[7].evidence.proof == "type silver.e")
    #expect([1, 4, 6, 8].allSatisfy { proven[$0].evidence.proof == nil })
    #expect(verified.allSatisfy { $0.evidence.proof == nil })
  }

  @Test func areProvenByChecksThatSayAsMuch() async throws {
    let table = try await AuditedTable.make(
      """
      CREATE TABLE silver.t (
        n integer CONSTRAINT n_range CHECK (n >= 1 AND n < 10),
        w text CONSTRAINT w_known CHECK (w IN ('a', 'b')),
        v varchar(5) CONSTRAINT v_form CHECK (v ~ '^[a-z]+$'),
        u integer);
      ALTER TABLE silver.t ADD CONSTRAINT u_low CHECK (u > 0) NOT VALID;
      """)
    let rules: [(Check.Rule, String?)] = [
      (.offendingRows(.compare("n", .less, .number("1"))), "n_range"),
      (.offendingRows(.compare("n", .less, .number("0"))), "n_range"),
      (.offendingRows(.compare("n", .less, .number("2"))), nil),
      (.offendingRows(.compare("n", .greater, .number("9"))), nil),
      (.offendingRows(.compare("n", .greater, .number("10"))), "n_range"),
      (.offendingRows(.compare("n", .greaterOrEqual, .number("10"))), "n_range"),
      (.offendingRows(.not(.isIn("w", [.string("b"), .string("a"), .string("c")]))), "w_known"),
      (.offendingRows(.not(.isIn("w", [.string("a")]))), nil),
      (.offendingRows(.not(.matches("v", "^[a-z]+$"))), "v_form"),
      (.offendingRows(.length("v", .greater, 5)), "type character varying(5)"),
      (.offendingRows(.length("v", .greater, 4)), nil),
      (.offendingRows(.compare("u", .lessOrEqual, .number("0"))), nil),
    ]
    let results = try await table.results(of: rules.enumerated().map { .of($1.0, name: "c\($0)") })
    #expect(results.map(\.evidence.proof) == rules.map(\.1))
  }
}
