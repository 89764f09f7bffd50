import Glibc
import PostgresClient
import WarehouseModel

/// What a run will take in the warehouse, as far as catalogs tell.
struct DiskNeed: Hashable, Sendable {
  /// The rows of bronze, counted low: without indexes, and nothing for what nobody has counted.
  let bronze: Int64
  /// What the layers above will take, if they are as they were.
  let layers: Int64
}

/// Where a run's data goes, and how much more fits there.
struct DiskRoom: Hashable, Sendable {
  let free: Int64
  /// For people: a folder, or the configuration's word.
  let place: String
}

/// Whether a run fits.
enum DiskVerdict: Hashable, Sendable {
  case fits
  /// The copy fits, and what is built from it may not.
  case tight(String)
  /// Not even the copy fits.
  case full(String)

  /// - Parameter rooms: every limit that is known; none where nothing is.
  init(_ need: DiskNeed, in rooms: [DiskRoom], server: String) {
    guard let room = rooms.min(by: { $0.free < $1.free }) else {
      self = .fits
      return
    }
    let free = "\(shortened(max(0, room.free))) are free (\(room.place))"
    let advice = "make room there, keep fewer runs (keep), or copy less"
    if need.bronze > room.free {
      self = .full(
        "the copy does not fit: it takes \(shortened(need.bronze)) on \(server) at least, and \(free);"
          + " \(advice). No row was moved")
    } else if need.bronze + need.layers > room.free {
      self = .tight(
        "the run may not fit: about \(shortened(need.bronze + need.layers)) are needed on \(server),"
          + " and \(free)")
    } else {
      self = .fits
    }
  }
}

/// Bytes as PostgreSQL would write them, in units of 1024: `12.3 GB`.
func shortened(_ bytes: Int64) -> String {
  let units = ["bytes", "kB", "MB", "GB", "TB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1024, unit < units.count - 1 {
    value /= 1024
    unit += 1
  }
  guard unit > 0 else { return "\(bytes) bytes" }
  let tenths = Int64((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}

extension Warehouse {
  /// Compares what a run will take with what there is room for.
  ///
  /// What cannot be known is left out: a server on another machine does not tell how full its disk is.
  func verdict(
    onBronze bronze: Int64, on connection: Connection
  ) async throws(PostgresError) -> DiskVerdict {
    let facts = try await connection.query(Self.query).rows.first ?? []
    let number = { (index: Int) in
      facts.indices.contains(index) ? facts[index].flatMap { Int64($0) } : nil
    }
    var rooms: [DiskRoom] = []
    if let disk = limits.disk, let used = number(1) {
      rooms.append(
        DiskRoom(
          free: disk - used,
          place: "servers.\(settings.server).disk: \(shortened(disk)), of which the database takes "
            + shortened(used)))
    }
    if let folder = facts.first.flatMap(\.self), await connection.isOnThisMachine,
      let free = freeBytes(in: folder)
    {
      rooms.append(DiskRoom(free: free, place: folder))
    }
    return DiskVerdict(
      DiskNeed(bronze: bronze, layers: number(2) ?? bronze), in: rooms, server: settings.server)
  }

  /// The folder of new tables where this role may know it, the size of the database, and what the layers
  /// of the last run take; its bronze is not counted, because it is known better.
  private static let query = """
    WITH spaces AS (
      SELECT coalesce(
        (SELECT oid FROM pg_catalog.pg_tablespace
         WHERE spcname = nullif(pg_catalog.current_setting('default_tablespace'), '')),
        dattablespace) AS space
      FROM pg_catalog.pg_database
      WHERE datname = pg_catalog.current_database()
    ), runs AS (
      SELECT oid, pg_catalog.substring(nspname, '[0-9]+$')::numeric AS run
      FROM pg_catalog.pg_namespace
      WHERE nspname ~ '^(silver|gold)__r[0-9]+$'
    )
    SELECT coalesce(
             nullif(pg_catalog.pg_tablespace_location(space), ''),
             (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory')),
           pg_catalog.pg_database_size(pg_catalog.current_database()),
           (SELECT sum(pg_catalog.pg_total_relation_size(c.oid))
            FROM pg_catalog.pg_class AS c
            JOIN runs ON runs.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND runs.run = (SELECT max(run) FROM runs))
    FROM spaces
    """
}

extension Connection {
  /// Whether the server's folders are our folders.
  ///
  /// A loopback address may lead into a container or through a tunnel. There its process has another
  /// number, or none that is called so here.
  fileprivate var isOnThisMachine: Bool {
    let host = address.host ?? "/"
    guard host.hasPrefix("/") || ["localhost", "127.0.0.1", "::1"].contains(host) else {
      return false
    }
    guard let file = unsafe fopen("/proc/\(backendPID)/comm", "r") else { return false }
    defer { unsafe fclose(file) }
    var line = [UInt8](repeating: 0, count: 8)
    return unsafe fread(&line, 1, 8, file) == 8 && line == Array("postgres".utf8)
  }
}

/// Room on the file system of a folder for those who are not root; nil where it cannot be seen.
private func freeBytes(in folder: String) -> Int64? {
  var status = statvfs()
  guard unsafe statvfs(folder, &status) == 0 else { return nil }
  return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
}
