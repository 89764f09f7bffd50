import ArgumentParser
import WarehouseModel

/// What of a database is read, and how.
struct ReadingOptions: ParsableArguments {
  @Option(name: .long, help: "Only schemas of this name; * and ? stand for any text and character.")
  var schema: [String] = []

  @Option(name: .long, help: "No schema of this name; * and ? as above.")
  var exclude: [String] = []

  @Flag(name: .long, help: "Read the columns, constraints and indexes of partitions too.")
  var partitions = false

  @Flag(name: .long, help: "Read information_schema alone, as any SQL database has it.")
  var portable = false

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  var values: SchemaReading {
    SchemaReading(
      scope: SchemaScope(schemas: schema, excluded: exclude), config: config,
      objects: ObjectReading(isPortable: portable, unfoldsPartitions: partitions))
  }
}

/// What of a source is read, and how.
struct SchemaReading: Sendable {
  let scope: SchemaScope
  let config: String?
  let objects: ObjectReading

  /// The part that was asked for of what the source holds.
  func snapshot(of source: String, environment: [String: String]) async throws -> SchemaSnapshot {
    let snapshot = part(
      of: try await self.source(source, environment: environment)
        .snapshot(environment: environment))
    try checkMatch(snapshot)
    return snapshot
  }

  /// The part that was asked for of both sides of a difference.
  func snapshots(
    from: String, to: String, environment: [String: String]
  ) async throws -> (SchemaSnapshot, SchemaSnapshot) {
    let (before, after) = try await SnapshotSource.pair(
      source(from, environment: environment), source(to, environment: environment),
      isWhole: scope.isWhole, environment: environment)
    let parts = (part(of: before), part(of: after))
    try checkMatch(parts.0, parts.1)
    return parts
  }

  private func source(_ text: String, environment: [String: String]) throws -> SnapshotSource {
    try SnapshotSource(text, config: config, reading: objects, environment: environment)
  }

  private func part(of snapshot: SchemaSnapshot) -> SchemaSnapshot {
    scope.isWhole ? snapshot : snapshot.narrowed(to: scope)
  }

  /// Patterns that nothing matches are a slip of the pen, and must not read as "no changes".
  private func checkMatch(_ snapshots: SchemaSnapshot...) throws {
    guard !scope.schemas.isEmpty,
      snapshots.allSatisfy({ $0.objects.allSatisfy { $0.schemaName == nil } })
    else { return }
    throw SourceError(
      description: "no schema matches --schema \(scope.schemas.joined(separator: ", "))"
        + (scope.excluded.isEmpty
          ? "" : " without \(scope.excluded.joined(separator: ", "))"))
  }
}
