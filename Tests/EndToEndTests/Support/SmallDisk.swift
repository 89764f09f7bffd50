import Foundation
import Glibc
import TestSupport

/// A disk in memory on which a database lies, and which can be filled up.
struct SmallDisk {
  private let folder: String

  /// Only who may mount can make one.
  static let isPermitted =
    geteuid() == 0
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/mount") && (try? trial()) != nil

  private static func trial() throws {
    let disk = try SmallDisk(megabytes: 1)
    try disk.remove()
  }

  init(megabytes: Int) throws {
    folder = "/tmp/whtest-disk-\(UInt64.random(in: 0 ..< .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    do {
      try Self.run(
        "/usr/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0777", "tmpfs", folder)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// A database of a server whose files lie on this disk.
  func database(_ name: String, on server: OwnServer) async throws -> TestDatabase {
    let place = "\(folder)/data"
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o777])
    let database = try await server.database(name)
    let maintenance = try await server.database("maintenance")
    // The server's own account takes the folder over.
    try Self.run("/usr/bin/chown", "--reference=\(server.folder)/data", place)
    try await maintenance.execute("CREATE TABLESPACE small LOCATION '\(place)'")
    try await maintenance.execute("ALTER DATABASE \(name) SET TABLESPACE small")
    return database
  }

  /// Leaves no more than so many bytes free.
  func fill(leaving bytes: Int) throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
    let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    try Data(count: max(0, free - bytes)).write(to: URL(filePath: "\(folder)/filler"))
  }

  func makeRoom() throws {
    try FileManager.default.removeItem(atPath: "\(folder)/filler")
  }

  func remove() throws {
    try Self.run("/usr/bin/umount", folder)
    try Self.run("/usr/bin/rmdir", folder)
  }

  private static func run(_ path: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TestMistake("\(path) \(arguments.joined(separator: " "))")
    }
  }
}
