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
      schema: schema, exclude: exclude, config: config,
      objects: ObjectReading(isPortable: portable, unfoldsPartitions: partitions))
  }
}

/// What of a source is read, and how.
struct SchemaReading: Sendable {
  let schema: [String]
  let exclude: [String]
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
      isWhole: schema.isEmpty && exclude.isEmpty, environment: environment)
    let parts = (part(of: before), part(of: after))
    try checkMatch(parts.0, parts.1)
    return parts
  }

  private func source(_ text: String, environment: [String: String]) throws -> SnapshotSource {
    try SnapshotSource(text, config: config, reading: objects, environment: environment)
  }

  private func part(of snapshot: SchemaSnapshot) -> SchemaSnapshot {
    guard !schema.isEmpty || !exclude.isEmpty else { return snapshot }
    return snapshot.filtered(leavingOut: leftOut) { object in
      guard let name = object.schemaName else { return schema.isEmpty }
      return (schema.isEmpty || schema.contains { name.matches(pattern: $0) })
        && !exclude.contains { name.matches(pattern: $0) }
    }
  }

  /// What the patterns leave out, in words.
  private var leftOut: String {
    let parts =
      (schema.isEmpty ? [] : ["all but schemas \(schema.joined(separator: ", "))"])
      + (exclude.isEmpty ? [] : ["schemas \(exclude.joined(separator: ", "))"])
    return parts.joined(separator: " and ")
  }

  /// Patterns that nothing matches are a slip of the pen, and must not read as "no changes".
  private func checkMatch(_ snapshots: SchemaSnapshot...) throws {
    guard !schema.isEmpty, snapshots.allSatisfy({ $0.objects.allSatisfy { $0.schemaName == nil } })
    else { return }
    throw SourceError(
      description: "no schema matches --schema \(schema.joined(separator: ", "))"
        + (exclude.isEmpty ? "" : " without \(exclude.joined(separator: ", "))"))
  }
}

extension SchemaObject {
  /// The schema that the object lies in or is; nil for what lies in none.
  fileprivate var schemaName: String? {
    kind == .schema || name.path.count > 1 ? name.path.first?.text : nil
  }
}

extension String {
  /// Whether the whole text is what a pattern with `*` and `?` stands for.
  fileprivate func matches(pattern: String) -> Bool {
    matches(Array(unicodeScalars)[...], Array(pattern.unicodeScalars)[...])
  }

  private func matches(
    _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*":
      return matches(text, pattern.dropFirst())
        || !text.isEmpty && matches(text.dropFirst(), pattern)
    case "?": return !text.isEmpty && matches(text.dropFirst(), pattern.dropFirst())
    default: return text.first == first && matches(text.dropFirst(), pattern.dropFirst())
    }
  }
}
