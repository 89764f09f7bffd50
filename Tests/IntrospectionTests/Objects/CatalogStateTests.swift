import Foundation
import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// "Nothing has changed" may be said too seldom, and never wrongly.
@Suite(.database)
struct CatalogStateTests {
  private func state(_ database: TestDatabase, as role: String? = nil) async throws -> String? {
    let connection: Connection
    if let role {
      connection = try await database.connect(as: role)
    } else {
      connection = try await database.connect()
    }
    let state = try await readOnly(on: connection) { try await catalogState(on: $0) }
    await connection.close()
    return state
  }

  @Test(arguments: ChangeCase.all)
  func everyChangeOfASchemaIsAChangeOfTheState(group: ChangeCase) async throws {
    let database = try await TestServer.database(group.setup)
    let connection = try await database.connect()
    try await connection.execute("BEGIN")
    let before = try #require(try await catalogState(on: connection))
    #expect(try await catalogState(on: connection) == before)
    try await connection.execute("ROLLBACK")
    for step in group.steps {
      try await connection.execute("BEGIN")
      try await connection.execute(step.change)
      #expect(try await catalogState(on: connection) != before, "\(step.change)")
      try await connection.execute("ROLLBACK")
    }
    await connection.close()
  }

  @Test func whatIsNoChangeOfASchemaLeavesIt() async throws {
    let database = try await TestServer.database(richSchema)
    try await database.execute("ANALYZE")
    let before = try #require(try await state(database))
    let session = try await database.connect()
    try await session.execute(
      """
      INSERT INTO app.teams (name, must) VALUES ('one', 1); UPDATE app.teams SET name = 'two';
      CREATE TEMPORARY TABLE t (id serial PRIMARY KEY, name text DEFAULT 'x' CHECK (name <> ''));
      CREATE TEMPORARY VIEW v AS SELECT * FROM t; COMMENT ON TABLE t IS 'passing';
      CREATE INDEX ON t (name);
      """)
    try await session.execute("VACUUM ANALYZE app.teams")
    #expect(try await state(database) == before)
    await session.close()
    #expect(try await state(database) == before)
  }

  @Test func aRoleThatMayOnlyReadIsToldToo() async throws {
    let database = try await TestServer.database(richSchema)
    let role = try await database.createReader()
    let before = try #require(try await state(database, as: role))
    #expect(try await state(database, as: role) == before)
    try await database.execute("ALTER TABLE app.teams ADD more integer")
    #expect(try await state(database, as: role) != before)
  }

  /// The names of catalogs in the queries of a snapshot that are sources of rows.
  private func catalogs(in files: some Sequence<URL>) throws -> Set<String> {
    var names: Set<String> = []
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?:FROM|JOIN)\s+pg_catalog\.(pg_\w+)(?!\w|\()/) {
        names.insert(String(match.1))
      }
    }
    return names
  }

  @Test func itCoversEveryCatalogThatASnapshotReads() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Introspection/SQL").standardized
    let all = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    func files(_ prefixes: String...) -> [URL] {
      all.filter { file in prefixes.contains { file.lastPathComponent.hasPrefix($0) } }
    }
    let read = try catalogs(in: files("object_", "facts_", "names_of_keys"))
    let covered = try catalogs(in: files("catalog_state"))
    #expect(read.count > 40)
    #expect(read.subtracting(covered) == [])
  }
}
