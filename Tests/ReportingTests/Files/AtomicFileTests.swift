import FoundationEssentials
@testable import Reporting
import Testing
import WarehouseModel

@Suite("Writing a report")
struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("creates folders that are missing, and leaves nothing else behind")
  func createsFolders() throws {
    try write(to: folder("a/b/junit.xml"))
    #expect(try folder.names == ["a"])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder("a/b"))
    #expect(names == ["junit.xml"])
    #expect(folder.text(of: "a/b/junit.xml") == (try junit(Example.report)))
  }

  @Test("replaces the report of an earlier run")
  func replaces() throws {
    try write("old", to: "junit.xml")
    try write(to: folder("junit.xml"))
    #expect(folder.text(of: "junit.xml") == (try junit(Example.report)))
    #expect(try folder.names == ["junit.xml"])
  }

  @Test("an error half-way leaves the earlier report, and no rest of the new one")
  func survivesFailure() throws {
    struct Interrupted: Error {}
    try write("old", to: "junit.xml")
    #expect(throws: Interrupted.self) {
      try AtomicFile.replace(folder("junit.xml")) { file in
        try file.write([1, 2, 3].span)
        throw Interrupted()
      }
    }
    #expect(folder.text(of: "junit.xml") == "old")
    #expect(try folder.names == ["junit.xml"])
  }

  @Test("readers see the old report until the new one is whole")
  func isAtomic() throws {
    try write("old", to: "junit.xml")
    try AtomicFile.replace(folder("junit.xml")) { file in
      try file.write(Array("new".utf8).span)
      #expect(folder.text(of: "junit.xml") == "old")
    }
    #expect(folder.text(of: "junit.xml") == "new")
  }

  @Test("follows a symbolic link instead of replacing it")
  func keepsLinks() throws {
    try write("old", to: "real.xml")
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.xml"), withDestinationPath: folder("real.xml"))
    try write(to: folder("link.xml"))
    #expect(folder.text(of: "real.xml") == (try junit(Example.report)))
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: folder("link.xml"))
    #expect(target == folder("real.xml"))
  }

  struct Refusal: CustomTestStringConvertible {
    let testDescription: String
    /// Within the folder of the test, unless it begins with a slash.
    let path: String
    let reason: String
  }

  @Test(
    "says in one line why it cannot write",
    arguments: [
      Refusal(testDescription: "a folder", path: "folder", reason: "Is a directory"),
      Refusal(testDescription: "a folder to be", path: "x/", reason: "Is a directory"),
      Refusal(testDescription: "below a file", path: "file/junit.xml", reason: "Not a directory"),
      Refusal(testDescription: "a device", path: "/dev/null", reason: "Not a regular file"),
      Refusal(testDescription: "nothing", path: "", reason: "Invalid argument"),
      Refusal(testDescription: "a NUL", path: "a\0b", reason: "Invalid argument"),
      Refusal(
        testDescription: "a name too long", path: String(repeating: "x", count: 300),
        reason: "File name too long"),
    ])
  func refusals(_ refusal: Refusal) throws {
    try FileManager.default.createDirectory(
      atPath: folder("folder"), withIntermediateDirectories: true)
    try write("file", to: "file")
    let isPlace = refusal.path.isEmpty || refusal.path.hasPrefix("/")
    let path = isPlace ? refusal.path : folder(refusal.path)
    let error = #expect(throws: ReportError.self) { try write(to: path) }
    #expect(error == ReportError(path: path, reason: refusal.reason))
    #expect(error?.description == "cannot write \(path): \(refusal.reason)")
    #expect(try folder.names == ["file", "folder"])
    #expect(folder.text(of: "file") == "file")
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder(name)))
  }

  private func write(to path: String) throws {
    try JUnitReport(hostname: Example.hostname)
      .write(Example.report, to: path, options: JUnitOptions())
  }
}
