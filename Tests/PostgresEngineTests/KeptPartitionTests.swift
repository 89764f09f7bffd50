import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@testable import PostgresEngine

@Suite("Partitions that come later", .database)
struct KeptPartitionTests {
  @Test
  func `a table that is kept gets the partitions that it lacks`() async throws {
    let site = try await Site.make(
      warehouse: """
        CREATE SCHEMA kept;
        CREATE TABLE kept.t (cc text, at timestamptz) PARTITION BY LIST (cc);
        CREATE TABLE kept.r (cc text, at timestamptz) PARTITION BY RANGE (at);
        CREATE TABLE kept.stage (LIKE kept.t);
        """)
    let connection = try await site.warehouse.connect()
    func add(_ rows: String) async throws {
      try await connection.execute("TRUNCATE kept.stage; INSERT INTO kept.stage VALUES \(rows)")
      for (table, partitioning) in [
        ("t", Partitioning.list("cc")), ("r", .range(.month, "at")),
      ] {
        let table = QualifiedName("kept", Identifier(table))
        try await makePartitions(
          for: partitioning, of: table, from: QualifiedName("kept", "stage"), on: connection)
        try await connection.execute("INSERT INTO \(table.quoted) TABLE kept.stage")
      }
    }
    try await add("('a', '2024-01-15'), (NULL, NULL)")
    try await add("('b', '2024-01-20'), ('a', '2024-03-01'), (NULL, 'infinity')")
    #expect(
      try await site.warehouse.rows(
        "SELECT tableoid::regclass::text, count(*) FROM kept.t GROUP BY 1 ORDER BY 1") == [
          ["kept.\"t/NULL\"", "2"], ["kept.\"t/a\"", "2"], ["kept.\"t/b\"", "1"],
        ])
    #expect(
      try await site.warehouse.rows(
        "SELECT tableoid::regclass::text, count(*) FROM kept.r GROUP BY 1 ORDER BY 1") == [
          ["kept.\"r/2024-01\"", "2"], ["kept.\"r/2024-03\"", "1"], ["kept.\"r/default\"", "2"],
        ])
    await connection.close()
  }

  @Test
  func `values that are equal to one that has its partition need none`() async throws {
    let site = try await Site.make(
      warehouse: """
        CREATE TABLE t (n numeric) PARTITION BY LIST (n); CREATE TABLE stage (n numeric);
        INSERT INTO stage VALUES (1.0);
        """)
    let connection = try await site.warehouse.connect()
    func make() async throws {
      try await makePartitions(
        for: .list("n"), of: QualifiedName("public", "t"), from: QualifiedName("public", "stage"),
        on: connection)
    }
    try await make()
    try await connection.execute("TRUNCATE stage; INSERT INTO stage VALUES (1.00), (2)")
    try await make()
    #expect(
      try await site.warehouse.rows(
        "SELECT inhrelid::regclass::text FROM pg_inherits ORDER BY 1") == [
          ["\"t/1.0\""], ["\"t/2\""],
        ])
    await connection.close()
  }
}
