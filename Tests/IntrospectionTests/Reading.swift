import Introspection
import PostgresClient
import TestSupport
import WarehouseModel

extension TestDatabase {
  /// What a reader sees; nil: as the owner of everything.
  func snapshot(_ reader: Snapshot.Reader = .full, as role: String? = nil) async throws -> Snapshot
  {
    let connection = try await role.asyncConnection(to: self)
    let snapshot = try await readOnly(on: connection) {
      try await reader.schemaReader.read(on: $0).snapshot
    }
    await connection.close()
    return snapshot
  }

  /// What comes of work in one read-only transaction; nil: as the owner of everything.
  func inTransaction<Value: Sendable>(
    as role: String? = nil, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await role.asyncConnection(to: self)
    let value = try await readOnly(on: connection, body)
    await connection.close()
    return value
  }

  /// A role that has CONNECT, USAGE on all schemas and SELECT on everything in them.
  func createReader() async throws -> String {
    let role = try await createRole()
    try await execute(
      """
      DO $$DECLARE schema text; BEGIN
        FOR schema IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'
        LOOP
          EXECUTE format('GRANT USAGE ON SCHEMA %I TO \(role)', schema);
          EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO \(role)', schema);
        END LOOP;
      END$$
      """)
    return role
  }
}

extension Optional<String> {
  fileprivate func asyncConnection(to database: TestDatabase) async throws -> Connection {
    if let role = self { return try await database.connect(as: role) }
    return try await database.connect()
  }
}

extension Snapshot {
  /// The relation of that name.
  func relation(_ schema: Identifier, _ name: Identifier) -> Relation? {
    relations.first { $0.name == QualifiedName(schema, name) }
  }
}
