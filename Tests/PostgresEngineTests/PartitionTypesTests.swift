import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("Partitions by values of any type", .database)
struct PartitionTypesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let type: String
    /// As SQL writes them, each another value.
    let values: [String]
    var testDescription: String { type }

    init(_ type: String, _ values: String...) {
      self.type = type
      self.values = values
    }
  }

  @Test(arguments: [
    Case("boolean", "true", "false"),
    Case("integer", "-1", "0", "2147483647"),
    Case("numeric", "1.50", "'NaN'", "-12345678901234567890.5"),
    Case("float8", "0.1", "'NaN'", "'-Infinity'", "1e300"),
    Case("text", "'it''s'", "E'back\\\\slash'", "E'two\\nlines'", "'\"q\"'", "' '", "'NULL'", "''"),
    Case("varchar(3)", "'a'", "'abc'"),
    Case("char(4)", "'a'", "'ab'"),
    Case("\"char\"", "'a'", "'b'"),
    Case("public.mood", "'so so'", "'it''s fine'"),
    Case(
      "uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
    Case("date", "'2024-02-29'", "'infinity'", "'0044-03-15 BC'"),
    Case("timestamptz", "'2024-02-29 12:00:00.5+01'", "'-infinity'"),
    Case("bytea", "'\\x00ff'", "'\\x'"),
    Case("integer[]", "'{1,2}'", "'{}'"),
    Case("interval", "'1 month'", "'-3 days'"),
    Case("inet", "'10.0.0.1/8'", "'::1'"),
    Case("text COLLATE \"C\"", "'a'", "'A'"),
  ])
  func `hold each value in one of its own`(_ example: Case) async throws {
    let site = try await Site.make(
      warehouse: "CREATE TYPE public.mood AS ENUM ('so so', 'it''s fine')")
    let column = Identifier("odd \"c\", é")
    let cast = example.type.split(separator: " COLLATE ")
    let rows = (example.values + ["NULL"]).map { value in
      "SELECT (\(value))::\(cast[0])\(cast.count > 1 ? " COLLATE \(cast[1])" : "")"
        + " AS \(column.quoted), n FROM generate_series(1, 2) AS n"
    }
    try await site.run(
      .run(1, [], .parted("t", by: .list(column), rows.joined(separator: " UNION ALL "))))
    let found = try await site.warehouse.rows(
      """
      SELECT count(*), count(DISTINCT part), min(rows), max(rows) FROM (
        SELECT tableoid AS part, count(*) AS rows FROM silver__r1.t GROUP BY tableoid) AS parts
      """)
    let parts = "\(example.values.count + 1)"
    #expect(found == [[parts, parts, "2", "2"]])
    #expect(
      try await site.warehouse.value("SELECT count(*) FROM silver.t") == "\(rows.count * 2)")
  }

  @Test
  func `a month of a column with an odd name is one of that column`() async throws {
    let site = try await Site.make()
    let column = Identifier("at \"x\", (é)")
    try await site.run(
      .run(
        1, [],
        .parted(
          "t", by: .range(.month, column),
          "SELECT timestamptz '2024-05-31 23:30:00-02' AS \(column.quoted)")))
    #expect(
      try await site.warehouse.rows("SELECT tableoid::regclass::text FROM silver__r1.t")
        == [["silver__r1.\"t/2024-06\""]])
  }
}
