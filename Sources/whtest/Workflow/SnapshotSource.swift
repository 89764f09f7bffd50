import Definitions
import FoundationEssentials
import Introspection
import PostgresClient
import PostgresEngine
import WarehouseModel

/// Where a snapshot comes from: a file, a connection string, or a server of `whtest.yaml`.
struct SnapshotSource {
  enum Place {
    case file(String)
    case server(ConnectionSettings)
  }

  let place: Place
  /// Which catalogs are read, and how.
  var reading: ObjectReading

  /// Finds out what is meant; a wrong word is one message with what it could have been.
  init(
    _ text: String, config: String?, reading: ObjectReading, environment: [String: String]
  ) throws {
    self.reading = reading
    if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") || text.contains("=") {
      place = .server(ConnectionSettings(server: "database", target: text).reading())
      return
    }
    if FileManager.default.fileExists(atPath: text) {
      place = .file(text)
      return
    }
    guard let path = config ?? Configuration.locate() else {
      throw SourceError(
        description: "\(text): no such file, and no whtest.yaml here or above that names servers; a"
          + " source is a snapshot file, a postgresql:// URI, service=NAME, or a server's name")
    }
    let configuration = try Configuration.load(path)
    guard let server = configuration.server(named: text) else {
      let names = configuration.servers.map(\.name)
      let hint = suggestion(for: text, among: names).map { "; did you mean \($0)?" } ?? ""
      throw SourceError(
        description: "\(text): no such file, and \(path) names no such server (it has"
          + " \(names.joined(separator: ", ")))\(hint)")
    }
    if configuration.reader(of: server) == .portable { self.reading.isPortable = true }
    place = .server(
      ConnectionSettings(
        server: server.name, target: try configuration.url(of: server, environment: environment)
      ).reading(configuration.timeouts))
  }

  /// Reads the snapshot, of whatever age.
  func snapshot(environment: [String: String]) async throws -> SchemaSnapshot {
    switch place {
    case .file(let path):
      let bytes = try Self.bytes(of: path)
      let result = Result { () throws(SchemaSnapshot.FileMistake) in
        try SchemaSnapshot(file: bytes)
      }
      return try Self.snapshot(result, path: path, bytes: bytes)
    case .server(let settings):
      let connection = try await Connection.open(settings, environment: environment)
      let reading = reading
      let snapshot = try await readOnly(on: connection) { try await reading.snapshot(on: $0) }
      await connection.close()
      return snapshot
    }
  }

  /// The snapshots of both sources.
  ///
  /// - Parameter isWhole: nothing will be picked from them, so that of two files only what is not the
  ///   same in both need be read.
  static func pair(
    _ first: SnapshotSource, _ second: SnapshotSource, isWhole: Bool,
    environment: [String: String]
  ) async throws -> (SchemaSnapshot, SchemaSnapshot) {
    if isWhole, case .file(let one) = first.place, case .file(let other) = second.place {
      let (mine, others) = (try Self.bytes(of: one), try Self.bytes(of: other))
      let (before, after) = SchemaSnapshot.different(mine, others)
      return (
        try Self.snapshot(before, path: one, bytes: mine),
        try Self.snapshot(after, path: other, bytes: others)
      )
    }
    async let before = first.snapshot(environment: environment)
    async let after = second.snapshot(environment: environment)
    return try await (before, after)
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw SourceError(description: "\(path): cannot be read")
    }
  }

  /// The snapshot that was read, or where the file is not one.
  private static func snapshot(
    _ result: Result<SchemaSnapshot, SchemaSnapshot.FileMistake>, path: String, bytes: [UInt8]
  ) throws -> SchemaSnapshot {
    switch result {
    case .success(let snapshot): return snapshot
    case .failure(let error):
      switch error {
      case .newerFormat(let format):
        throw SourceError(
          description: "\(path): format \(format) is newer than this whtest reads"
            + " (\(SchemaSnapshot.format)); update whtest")
      case .malformed(let message, let offset):
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
        throw SourceError(
          description: "\(path):\(line):\(column): error: [not-a-snapshot] \(message)")
      }
    }
  }
}

/// A source that is none, or a file that holds no snapshot; exit status 2.
struct SourceError: Error, CustomStringConvertible {
  let description: String
}

/// How a live database is read.
struct ObjectReading: Sendable {
  var isPortable = false
  var unfoldsPartitions = false

  func snapshot(on connection: Connection) async throws -> SchemaSnapshot {
    isPortable
      ? try await Snapshot.Reader.portable.schemaReader.read(on: connection).schema
      : try await ObjectReader(unfoldsPartitions: unfoldsPartitions).snapshot(on: connection)
  }
}

extension ConnectionSettings {
  /// The settings of a session that can do no harm and waits for nothing long.
  func reading(_ timeouts: Timeouts = Timeouts()) -> ConnectionSettings {
    with([
      "default_transaction_read_only": "on",
      "statement_timeout": "\(timeouts.catalog.milliseconds)",
      "lock_timeout": "\(timeouts.lock.milliseconds)",
    ])
  }
}
