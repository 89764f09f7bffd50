import PostgresClient
package import WarehouseModel

/// A schema as the run store keeps it, once for each fingerprint.
package struct KeptSchema: Sendable {
  package let fingerprint: Fingerprint
  /// The format of the file.
  package let format: Int
  /// A snapshot file.
  package let content: String

  package init(fingerprint: Fingerprint, format: Int, content: String) {
    self.fingerprint = fingerprint
    self.format = format
    self.content = content
  }
}

/// What the last look at a server's schema saw, without the schema.
package struct LastLook: Sendable {
  package let fingerprint: Fingerprint
  /// What the catalogs held then; nil where that could not be told.
  package let catalogState: String?
  /// In UTC, to the second, as PostgreSQL prints it.
  package let seenAt: String
}

extension RunStore {
  /// Enters the schema of production that a run began with.
  package func record(_ schema: KeptSchema, server: String, of run: RunID) async throws {
    try await keep(schema)
    _ = try await connection.query(
      "INSERT INTO whtest.run_snapshots (run_id, server, fingerprint) VALUES ($1::bigint, $2, $3)",
      [String(run.number), server, schema.fingerprint.hexadecimal])
  }

  /// When `whtest drift` last looked at a server, and what it saw; nil before the first time.
  package func lastLook(at server: String) async throws -> LastLook? {
    let result = try await connection.query(
      """
      SELECT fingerprint, catalog_state, to_char(seen_at, 'YYYY-MM-DD HH24:MI:SS "UTC"')
      FROM whtest.drift WHERE server = $1
      """, [server])
    guard let row = result.rows.first, let fingerprint = row[0], let seenAt = row[2] else {
      return nil
    }
    return LastLook(
      fingerprint: Fingerprint(hexadecimal: fingerprint), catalogState: row[1], seenAt: seenAt)
  }

  /// The snapshot file of that fingerprint.
  package func schema(_ fingerprint: Fingerprint) async throws -> String? {
    let result = try await connection.query(
      "SELECT content FROM whtest.snapshots WHERE fingerprint = $1", [fingerprint.hexadecimal])
    return result.rows.first?.first ?? nil
  }

  /// Enters what a look at a server saw, in place of the look before.
  package func note(
    _ schema: KeptSchema, catalogState: String?, server: String
  ) async throws {
    try await keep(schema)
    _ = try await connection.query(
      """
      INSERT INTO whtest.drift (server, fingerprint, catalog_state, seen_at)
      VALUES ($1, $2, $3, clock_timestamp())
      ON CONFLICT (server) DO UPDATE SET fingerprint = excluded.fingerprint,
        catalog_state = excluded.catalog_state, seen_at = excluded.seen_at
      """, [server, schema.fingerprint.hexadecimal, catalogState])
  }

  /// Enters that nothing has changed until now.
  package func noteNothingNew(on server: String) async throws {
    _ = try await connection.query(
      "UPDATE whtest.drift SET seen_at = clock_timestamp() WHERE server = $1", [server])
  }

  private func keep(_ schema: KeptSchema) async throws {
    _ = try await connection.query(
      "INSERT INTO whtest.snapshots (fingerprint, format, content)"
        + " VALUES ($1, $2::integer, $3::json) ON CONFLICT DO NOTHING",
      [schema.fingerprint.hexadecimal, String(schema.format), schema.content])
  }
}
