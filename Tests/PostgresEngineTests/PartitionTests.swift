import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("Tables in partitions", .database)
struct PartitionTests {
  /// The partitions of a table of run 1 with their bounds and rows, by name.
  private func partitions(of table: String, at site: Site, run: Int = 1) async throws -> [String] {
    let found = try await site.warehouse.rows(
      """
      SELECT c.relname, pg_get_expr(c.relpartbound, c.oid),
             (xpath('/row/n/text()', query_to_xml(
               format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]
      FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'silver__r\(run).\(table)'::regclass ORDER BY 1
      """)
    return found.map { $0.compactMap(\.self).joined(separator: " | ") }
  }

  @Test
  func `a list has one for each value, and one for NULL`() async throws {
    let site = try await Site.make()
    let model = Model.parted(
      "t", by: .list("cc"),
      """
      SELECT cc, n FROM (VALUES ('GBR', 1), ('NOR', 2), (NULL, 3), ('GBR', 4), ('NULL', 5),
        ('a/b~c', 6), ('', 7), (repeat('é', 30), 8)) AS v (cc, n)
      """)
    let counts = try await site.run(.run(1, [], model))
    #expect(
      counts[model.name]
        == RowCounts(total: 8, before: 0, inserted: 8, updated: 0, deleted: 0))
    #expect(
      try await partitions(of: "t", at: site) == [
        "t/GBR | FOR VALUES IN ('GBR') | 2",
        "t/NOR | FOR VALUES IN ('NOR') | 1",
        "t/NULL | FOR VALUES IN (NULL) | 1",
        "t/NULL~6fb485c5b5dd1b24 | FOR VALUES IN ('NULL') | 1",
        "t/a_b_c~9e53f1bc42afe10a | FOR VALUES IN ('a/b~c') | 1",
        "t/~cbf29ce484222325 | FOR VALUES IN ('') | 1",
        "t/ééééééééééé~b392a3932311b5ed | FOR VALUES IN ('" + String(repeating: "é", count: 30)
          + "') | 1",
      ])
    // Readers meet one view, and no partition.
    #expect(
      try await site.warehouse.rows(
        "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'silver'::regnamespace")
        == [["t", "v"]])
    #expect(try await site.warehouse.value("SELECT sum(n) FROM silver.t") == "36")
  }

  struct TimeCase: CustomTestStringConvertible, Sendable {
    let partitioning: Partitioning
    let type: String
    let bounds: [String]
    var testDescription: String { "\(partitioning.clause) of \(type)" }

    init(_ span: Partitioning.TimeSpan, _ type: String, _ bounds: String...) {
      partitioning = .range(span, "at")
      self.type = type
      self.bounds = bounds
    }
  }

  @Test(arguments: [
    TimeCase(
      .month, "timestamptz",
      "t/2024-01 | FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00') | 2",
      "t/2024-02 | FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00') | 1",
      "t/9999-12 | FOR VALUES FROM ('9999-12-01 00:00:00+00') TO ('10000-01-01 00:00:00+00') | 1",
      "t/default | DEFAULT | 5"),
    TimeCase(
      .year, "timestamp",
      "t/2024 | FOR VALUES FROM ('2024-01-01 00:00:00') TO ('2025-01-01 00:00:00') | 3",
      "t/9999 | FOR VALUES FROM ('9999-01-01 00:00:00') TO ('10000-01-01 00:00:00') | 1",
      "t/default | DEFAULT | 5"),
    TimeCase(
      .day, "date",
      "t/2024-01-01 | FOR VALUES FROM ('2024-01-01') TO ('2024-01-02') | 1",
      "t/2024-01-31 | FOR VALUES FROM ('2024-01-31') TO ('2024-02-01') | 1",
      "t/2024-02-01 | FOR VALUES FROM ('2024-02-01') TO ('2024-02-02') | 1",
      "t/9999-12-31 | FOR VALUES FROM ('9999-12-31') TO ('10000-01-01') | 1",
      "t/default | DEFAULT | 5"),
    TimeCase(
      .month, "timestamp(3)",
      "t/2024-01 | FOR VALUES FROM ('2024-01-01 00:00:00') TO ('2024-02-01 00:00:00') | 2",
      "t/2024-02 | FOR VALUES FROM ('2024-02-01 00:00:00') TO ('2024-03-01 00:00:00') | 1",
      "t/9999-12 | FOR VALUES FROM ('9999-12-01 00:00:00') TO ('10000-01-01 00:00:00') | 1",
      "t/default | DEFAULT | 5"),
  ])
  func `a range has one for each span, and one for what lies in none`(
    _ example: TimeCase
  ) async throws {
    let site = try await Site.make()
    try await site.run(
      .run(
        1, [],
        .parted(
          "t", by: example.partitioning,
          """
          SELECT v::\(example.type) AS at FROM (VALUES ('2024-01-01'), ('2024-01-31 23:59:59.9'),
            ('2024-02-01'), ('9999-12-31'), (NULL), ('infinity'), ('-infinity'), ('10000-01-01'),
            ('0100-01-01 BC')) AS v (v)
          """)))
    #expect(try await partitions(of: "t", at: site) == example.bounds)
  }

  @Test
  func `a table without a row has no partition of a list, and the default of a range`() async throws
  {
    let site = try await Site.make()
    try await site.run(
      .run(
        1, [], .parted("l", by: .list("a"), "SELECT 1 AS a WHERE FALSE"),
        .parted("r", by: .range(.day, "a"), "SELECT now() AS a WHERE FALSE")))
    #expect(try await partitions(of: "l", at: site) == [])
    #expect(try await partitions(of: "r", at: site) == ["r/default | DEFAULT | 0"])
    #expect(try await site.warehouse.value("SELECT count(*) FROM silver.l, silver.r") == "0")
  }

  @Test
  func `columns are as CREATE TABLE AS gives them, and the query runs once`() async throws {
    let site = try await Site.make(warehouse: "CREATE SEQUENCE public.calls")
    try await site.run(
      .run(
        1, [],
        .parted(
          "t", by: .list("a"),
          """
          SELECT 'x'::varchar(5) COLLATE "C" AS a, 1.5::numeric(8,2) AS "odd ""name", NULL AS nothing,
                 '{1}'::int[] AS list, nextval('public.calls')::int AS call
          """)))
    #expect(
      try await site.warehouse.rows(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod), c.collname
        FROM pg_attribute AS a LEFT JOIN pg_collation AS c ON c.oid = a.attcollation
        WHERE a.attrelid = 'silver__r1.t'::regclass AND a.attnum > 0 ORDER BY a.attnum
        """) == [
          ["a", "character varying(5)", "C"], ["odd \"name", "numeric(8,2)", nil],
          ["nothing", "text", "default"], ["list", "integer[]", nil], ["call", "integer", nil],
        ])
    #expect(try await site.warehouse.value("SELECT last_value FROM public.calls") == "1")
    #expect(
      try await site.warehouse.value(
        "SELECT string_agg(DISTINCT relpersistence::text, '') FROM pg_class"
          + " WHERE relnamespace = 'silver__r1'::regnamespace") == "p")
  }

  @Test
  func `indexes are made on the parent, and on plain tables`() async throws {
    let site = try await Site.make()
    let indexes = [
      ModelIndex(columns: ["b"], isUnique: false), ModelIndex(columns: ["a", "b"], isUnique: true),
    ]
    try await site.run(
      .run(
        1, [], .parted("t", by: .list("a"), indexes: indexes, "SELECT 1 AS a, 2 AS b"),
        .parted("plain", by: nil, indexes: indexes, "SELECT 1 AS a, 2 AS b")))
    #expect(
      try await site.warehouse.rows(
        """
        SELECT i.indrelid::regclass, c.relname, c.relkind, i.indisunique, i.indisvalid
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'silver__r1'::regnamespace AND NOT c.relispartition ORDER BY 2
        """) == [
          ["silver__r1.plain", "plain//b", "i", "f", "t"],
          ["silver__r1.plain", "plain//unique a,b", "i", "t", "t"],
          ["silver__r1.t", "t//b", "I", "f", "t"],
          ["silver__r1.t", "t//unique a,b", "I", "t", "t"],
        ])
    #expect(
      try await site.warehouse.value(
        "SELECT count(*) FROM pg_index WHERE indrelid = 'silver__r1.\"t/1\"'::regclass") == "2")
  }

  @Test
  func `counts tell what changed from run to run, and the old run goes as a whole`() async throws {
    let site = try await Site.make()
    func model(_ rows: String) -> Model {
      .parted(
        "t", by: .list("cc"), indexes: [ModelIndex(columns: ["id"], isUnique: false)], key: ["id"],
        "SELECT id, cc FROM (VALUES \(rows)) AS v (id, cc)")
    }
    try await site.run(.run(1, [], model("(1, 'a'), (2, 'b'), (3, 'c')")))
    let counts = try await site.run(.run(2, [], model("(1, 'a'), (2, 'x'), (4, 'd')")))
    #expect(
      counts[QualifiedName("silver", "t")]
        == RowCounts(total: 3, before: 3, inserted: 1, updated: 1, deleted: 1))
    let warehouse = Warehouse(site.warehouseSettings, limits: .test, environment: [:])
    let reason = try await warehouse.remove(
      RunID(1), [RecordedRelation(layer: .silver, name: "t", isView: false)])
    #expect(reason == nil)
    #expect(try await site.runSchemas() == ["bronze__r2", "gold__r2", "silver__r2"])
    #expect(try await site.warehouse.value("SELECT count(*) FROM silver.t") == "3")
  }

  @Test
  func `one without partitions may become one with, and back`() async throws {
    let site = try await Site.make()
    for (run, partitioning) in [nil, Partitioning.list("a"), nil].enumerated() {
      try await site.run(.run(Int64(run) + 1, [], .parted("t", by: partitioning, "SELECT 7 AS a")))
      #expect(try await site.warehouse.rows("TABLE silver.t") == [["7"]])
    }
  }

  @Test
  func `too many partitions are refused, and the other models go on`() async throws {
    let site = try await Site.make()
    let many = Model.parted("t", by: .list("a"), "SELECT generate_series(0, 1000) AS a")
    let other = Model.parted("u", by: .list("a"), "SELECT generate_series(1, 3) AS a")
    let plan = BuildPlan.run(1, [], many, other)
    let engine = try await site.engine()
    _ = try await engine.land(plan) { _ in }
    try await engine.beginBuild(plan)
    let failure = await #expect(throws: BuildFailure.self) { try await engine.build(many) }
    #expect(failure?.code == "54000")
    #expect(
      failure?.message == "silver.t: more than 1000 partitions would be needed by a; take a longer"
        + " span, or a column with fewer values")
    #expect(failure?.location == many.location)
    try await engine.build(other)
    await engine.discard()
  }

  @Test
  func `a unique index that rows break fails the model where it is written`() async throws {
    let site = try await Site.make()
    let model = Model.parted(
      "t", by: .list("a"), indexes: [ModelIndex(columns: ["a"], isUnique: true)],
      "SELECT 1 AS a FROM generate_series(1, 2)")
    let failure = await #expect(throws: BuildFailure.self) {
      try await site.run(.run(1, [], model))
    }
    #expect(failure?.code == "23505")
    #expect(failure?.location == model.location)
  }

  @Test
  func `a mistake in the query is placed as ever`() async throws {
    let site = try await Site.make(warehouse: "CREATE TABLE public.n AS SELECT 0 AS n")
    let model = Model.parted("t", by: .list("a"), "SELECT\n 1 / n AS a FROM public.n")
    let failure = await #expect(throws: BuildFailure.self) {
      try await site.run(.run(1, [], model))
    }
    #expect(failure?.code == "22012")
    #expect(failure?.location == model.location)
  }
}
