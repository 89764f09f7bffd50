import Foundation
import PostgresClient
import TestSupport
import Testing

@Suite("whtest check", .database, .timeLimit(.minutes(15)))
struct CheckCommandTests {
  private static let shop = """
    CREATE TABLE customers (customer_id bigint PRIMARY KEY, mail text NOT NULL);
    CREATE TABLE orders (
      order_id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, state text);
    INSERT INTO customers SELECT i, 'm' || i FROM generate_series(1, 20) AS i;
    INSERT INTO orders SELECT i, 1 + i % 20, 'open' FROM generate_series(1, 50) AS i;
    CREATE VIEW totals AS SELECT count(*) AS n FROM orders;
    """

  private static let contract = """
    - name: customers
      properties:
        - {name: customer_id, primaryKey: true}
        - {name: mail, required: true}
    - name: orders
      quality: [{name: has rows, metric: rowCount, mustBeGreaterThan: 0}]
      properties:
        - {name: order_id, primaryKey: true}
        - {name: customer_id, relationships: [{to: customers.customer_id}]}
        - name: state
          quality: [{metric: invalidValues, arguments: {validValues: [open, paid]}, mustBe: 0}]

    """

  @Test("tells what constraints prove, and scans it when asked to")
  func proofs() async throws {
    let folder = try await ContractFolder(Self.shop, schema: Self.contract)
    let plan = try await folder.check("--explain")
    #expect(plan.status == 0, "\(plan.text)")
    #expect(
      plan.output.hasPrefix(
        """
        public.customers: 3 checks, 3 proven
          proven: customer_id.required by NOT NULL of customer_id
          proven: mail.required by NOT NULL of mail
          proven: primary_key by customers_pkey

        """), "\(plan.output)")
    #expect(plan.output.contains("  proven: customer_id.reference by orders_customer_id_fkey\n"))
    #expect(plan.output.contains("  one scan: state.valid, has_rows\n"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/reports"))
    let verified = try await folder.check("--explain", "--verify")
    #expect(!verified.output.contains("proven"))
    for arguments in [[], ["--verify"]] {
      let outcome = try await folder.start(arguments).outcome()
      #expect(outcome.status == 0, "\(outcome.text)")
      #expect(try folder.junit().cases.count == 8)
    }
  }

  @Test("passes nothing that it could not look at")
  func nothingSeen() async throws {
    let folder = try await ContractFolder(
      Self.shop + """
        CREATE SEQUENCE s; CREATE TABLE empty (id bigint PRIMARY KEY);
        ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
        CREATE POLICY few ON customers USING (customer_id < 5);
        """,
      schema: Self.contract + """
        - name: empty
          quality: [{metric: rowCount, mustBeGreaterThan: 0}]
          properties: [{name: id}]
        - name: vanished
          properties: [{name: id, required: true}]
        - name: totals
          quality:
            - {name: ratio, type: sql, query: "SELECT 1 / (n - 50) FROM {table}", mustBe: 0}
            - {name: sleepy, type: sql, query: "SELECT 1 FROM pg_sleep(60)", mustBe: 1}
            - {name: writer, type: sql, query: "DELETE FROM orders RETURNING 1", mustBe: 1}
            - {name: counter, type: sql, query: "SELECT nextval('s')", mustBe: 1}
            - {name: nothing, type: sql, query: "SELECT 1 WHERE false", mustBe: 1}
            - {name: several, type: sql, query: "SELECT 1 UNION ALL SELECT 1", mustBe: 1}
            - {name: ender, type: sql, query: "COMMIT", mustBe: 1}
            - {name: fine, type: sql, query: "SELECT n FROM totals;", mustBe: 50}

        """)
    let role = try await folder.database.createRole()
    try await folder.database.execute(
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(role); GRANT USAGE ON SEQUENCE s TO \(role)"
    )
    let outcome = try await folder.check("--timeout", "1s", as: role)
    #expect(outcome.status == 1, "\(outcome.text)")
    let report = try folder.junit()
    let reasons = [
      "customers customer_id.required": "42501", "customers mail.required": "42501",
      "customers primary_key": "42501", "orders customer_id.reference": "42501",
      "empty row_count": "has 0 rows", "vanished id.required": "42P01",
      "totals ratio": "22012", "totals sleepy": "57014", "totals writer": "42601",
      "totals counter": "25006", "totals nothing": "NULL", "totals several": "21000",
      "totals ender": "42601",
    ]
    for (name, reason) in reasons {
      let found = try #require(report.first("whtest.quality.public.\(name)"), "\(name)")
      #expect(["failure", "error"].contains(found.result), "\(name)")
      #expect(found.message.contains(reason), "\(name): \(found.message)")
    }
    #expect(report.red.count == reasons.count)
    let passed = report.cases(nil).map(\.identity)
    #expect(passed.contains("whtest.quality.public.totals fine"))
    #expect(passed.contains("whtest.quality.public.orders state.valid"))
    #expect(try await folder.database.value("SELECT count(*) FROM orders") == "50")
  }

  @Test("has results for the others while one table is locked")
  func locked() async throws {
    let folder = try await ContractFolder(Self.shop, schema: Self.contract)
    let other = try await folder.database.connect()
    try await other.execute("BEGIN; LOCK TABLE customers IN ACCESS EXCLUSIVE MODE")
    let outcome = try await folder.check("--lock-timeout", "200ms", "--verify")
    try await other.execute("ROLLBACK")
    #expect(outcome.status == 3, "\(outcome.text)")
    let report = try folder.junit()
    #expect(
      Set(report.red.map(\.identity)) == [
        "whtest.quality.public.customers customer_id.required",
        "whtest.quality.public.customers mail.required",
        "whtest.quality.public.customers primary_key",
        "whtest.quality.public.orders customer_id.reference",
      ])
    #expect(report.red.allSatisfy { $0.message.contains("55P03") })
    #expect(report.cases(nil).count == 4)
  }

  @Test("lets known violations become fewer, and not more")
  func baseline() async throws {
    let folder = try await ContractFolder(
      Self.shop + "UPDATE orders SET state = 'lost' WHERE order_id <= 3;", schema: Self.contract)
    #expect(try await folder.check().status == 1)
    let update = try await folder.check("--update-baseline")
    #expect(update.status == 0, "\(update.text)")
    let text = try String(contentsOfFile: "\(folder.path)/whtest.baseline.yaml", encoding: .utf8)
    #expect(text.hasSuffix("checks:\n  public.orders:\n    state.valid: 3\n"), "\(text)")
    #expect(try await folder.check().status == 0)
    try await folder.database.execute("UPDATE orders SET state = 'lost' WHERE order_id = 9")
    let more = try await folder.check()
    #expect(more.status == 1)
    #expect(more.output.contains("4 rows fail, the baseline knows 3"), "\(more.output)")
    try await folder.database.execute("UPDATE orders SET state = 'open' WHERE order_id < 9")
    let fewer = try await folder.check()
    #expect(fewer.status == 0)
    #expect(
      fewer.output.contains("1 row fails, the baseline says 3: lower it with --update-baseline"),
      "\(fewer.output)")
    try folder.write(Self.contract.replacing("state\n", with: "status\n"))
    let renamed = try await folder.check()
    #expect(renamed.errors.contains("whtest.baseline.yaml:5:5: warning: [unused-baseline]"))
    try Data("checks: {orders: {a: 1}, public.x: {b: 0}}".utf8)
      .write(to: URL(filePath: "\(folder.path)/known.yaml"))
    let wrong = try await folder.check("--baseline", "known.yaml")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors == """
        known.yaml:1:10: error: [invalid-name] expected schema.table, found "orders"
        known.yaml:1:40: error: [invalid-range] b: expected at least 1, found 0

        """)
  }

  @Test("marks what a sample tells as an estimate, and what it cannot tell as not executed")
  func sample() async throws {
    let folder = try await ContractFolder(
      Self.shop + "INSERT INTO orders SELECT i, 1, 'x' FROM generate_series(51, 60000) AS i;",
      schema: Self.contract)
    let outcome = try await folder.check("--sample", "50", "--verify")
    #expect(outcome.status == 1, "\(outcome.text)")
    let run = try String(contentsOfFile: "\(folder.path)/reports/run.json", encoding: .utf8)
    #expect(run.contains(#""estimate" : true"#) || run.contains(#""estimate":true"#), "\(run)")
    // One page, of which a share that small holds nothing.
    let few = try await folder.check("--sample", "0.01", "--verify")
    #expect(few.output.contains("the sample holds no row"), "\(few.output)")
    for wrong in ["0", "101", "x"] {
      #expect(try await folder.check("--sample", wrong).status == 64)
    }
  }

  @Test("takes nothing for proven that foreign partitions or other operators could break")
  func noProof() async throws {
    let folder = try await ContractFolder(
      """
      CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
      CREATE TABLE parts (k integer NOT NULL) PARTITION BY LIST (k);
      CREATE TABLE near PARTITION OF parts FOR VALUES IN (1) PARTITION BY LIST (k);
      CREATE FOREIGN TABLE far PARTITION OF near DEFAULT SERVER s;
      CREATE TYPE pair AS (n numeric); CREATE TABLE images (a pair);
      CREATE UNIQUE INDEX ON images (a record_image_ops);
      """,
      schema: """
        - {name: parts, properties: [{name: k, required: true}]}
        - {name: images, properties: [{name: a, unique: true}]}

        """)
    let plan = try await folder.check("--explain")
    #expect(plan.status == 0, "\(plan.text)")
    #expect(!plan.output.contains("proven"), "\(plan.output)")
  }

  @Test("shows no classified value, wherever it was measured")
  func classified() async throws {
    let folder = try await ContractFolder(
      "CREATE TABLE t (id integer, secret text, pin integer);"
        + " INSERT INTO t VALUES (1, 'topsecret', 98765)",
      schema: """
        - name: t
          quality:
            - {name: two, type: sql, query: "SELECT 1, 2", mustBe: 1}
            - {name: pins, type: sql, query: "SELECT max(pin) FROM t", mustBe: 0}
            - {name: rows, type: sql, query: "SELECT count(*) FROM t", mustBe: 7}
          properties:
            - {name: id}
            - name: secret
              classification: restricted
              quality: [{type: sql, query: "SELECT max(secret) FROM t", mustBe: a}]
            - name: pin
              classification: restricted
              quality:
                - {type: custom, engine: whtest, implementation: {metric: maximum, mustBe: 0}}

        """)
    let outcome = try await folder.check()
    #expect(outcome.status == 1, "\(outcome.text)")
    let junit = try String(contentsOfFile: "\(folder.path)/reports/junit.xml", encoding: .utf8)
    let run = try String(contentsOfFile: "\(folder.path)/reports/run.json", encoding: .utf8)
    for text in [outcome.text, junit, run] {
      #expect(!text.contains("topsecret") && !text.contains("98765"), "\(text)")
    }
    #expect(outcome.output.contains("rows: 1, expected exactly 7"), "\(outcome.output)")
    #expect(outcome.output.contains("the query gave 2 columns, expected one"))
  }

  @Test("prints no password of an address that is none")
  func password() async throws {
    let folder = try await ContractFolder(Self.shop, schema: Self.contract)
    let outcome = try await Tool.run(
      ["check", "--contract", "c.yaml", "--server", "bob:hunter2@localhost"], in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("no server \"***@localhost\""), "\(outcome.errors)")
    #expect(!outcome.text.contains("hunter2"))
  }
}
