import Introspection
import PostgresClient
import TestSupport
import WarehouseModel

extension TestDatabase {
  /// All objects, as a role sees them; nil: as the owner of everything.
  func schema(
    as role: String? = nil, unfoldsPartitions: Bool = false
  ) async throws -> SchemaSnapshot {
    let connection: Connection
    if let role {
      connection = try await connect(as: role)
    } else {
      connection = try await connect()
    }
    let snapshot = try await readOnly(on: connection) {
      try await ObjectReader(unfoldsPartitions: unfoldsPartitions).snapshot(on: $0)
    }
    await connection.close()
    return snapshot
  }

  /// All objects as they would be after some statements, which are undone.
  func schema(after statements: String, on connection: Connection) async throws -> SchemaSnapshot {
    try await connection.execute("BEGIN")
    do {
      try await connection.execute(statements)
      let snapshot = try await ObjectReader().snapshot(on: connection)
      try await connection.execute("ROLLBACK")
      return snapshot
    } catch {
      try await connection.execute("ROLLBACK")
      throw error
    }
  }
}

extension Difference {
  /// The causes as a test writes them: `column-dropped app.t.a`.
  var named: [String] { causes.map(\.named).sorted() }
}

extension Change {
  var named: String { "\(kind.rawValue) \(object.displayName)" }
}
