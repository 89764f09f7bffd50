import Definitions
import Digests
import FoundationEssentials
import Testing
import WarehouseModel

@Suite("A project on disk")
struct ProjectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "whtest.yaml", "servers:\n  production: {role: source, url: \"${NOT_SET}\"}\n")
  }

  private func load() throws -> Project {
    try Project.load(try Configuration.load(folder.path + "/whtest.yaml"))
  }

  /// The messages that loading throws, without the folder of the test.
  private func mistakes() -> [String] {
    let error = #expect(throws: DefinitionErrors.self) { try load() }
    return (error?.diagnostics ?? []).map { shortened($0) }
  }

  private func shortened(_ diagnostic: Diagnostic) -> String {
    String(diagnostic.description.dropFirst(folder.path.count + 1))
  }

  @Test
  func `is read in the order of the names, without a single variable`() throws {
    for name in ["b", "a"] {
      try folder.write(
        "contracts/\(name).odcs.yaml", ContractSample.head() + "schema: [{name: t}]\n")
      try folder.write("sql/silver/\(name).sql", "SELECT 1")
      try folder.write("sql/gold/\(name).sql", "SELECT 1")
      try folder.write(
        "sql/checks/\(name).sql", "-- title: t\n-- layer: gold\nSELECT 1 FROM gold.a")
    }
    try folder.write("contracts/c.odcs.yml", ContractSample.head() + "schema: [{name: t}]\n")
    try folder.write("sql/gold/a.spark.sql", "SELEC 1")
    try folder.write("sql/gold/notes.md", "not SQL")
    try folder.write("sql/gold/.hidden.sql", "SELEC 1")
    let project = try load()
    #expect(
      project.contracts.map { String($0.file.dropFirst(folder.path.count + 1)) }
        == ["contracts/a.odcs.yaml", "contracts/b.odcs.yaml", "contracts/c.odcs.yml"])
    #expect(
      project.models.map(\.name.description) == ["silver.a", "silver.b", "gold.a", "gold.b"])
    #expect(project.checks.map(\.check.name) == ["a", "b"])
    #expect(project.warnings == [])
  }

  @Test
  func `without contracts and SQL is empty, and no mistake`() throws {
    let project = try load()
    #expect(project.contracts.isEmpty && project.models.isEmpty && project.checks.isEmpty)
  }

  @Test
  func `names the mistakes of all files at once`() throws {
    try folder.write("contracts/a.odcs.yaml", "")
    try folder.write("contracts/b.odcs.yaml", ContractSample.head() + "schema: [{nam: t}]\n")
    try folder.write("sql/silver/a.sql", bytes: Array("SELECT 'é', '".utf8) + [0xE9, 0x27])
    try folder.write("sql/gold/a.sql", "SELEC 1")
    try folder.write("sql/checks/a.sql", "-- titel: t\n-- layer: gold\nSELECT 1 FROM gold.a")
    #expect(
      mistakes() == [
        "contracts/a.odcs.yaml:1:1: error: [empty-file] the file is empty",
        "contracts/b.odcs.yaml:6:10: error: [missing-key] an object needs the key \"name\"",
        "contracts/b.odcs.yaml:6:11: error: [unknown-key] no key \"nam\" in an object; "
          + "did you mean \"name\"?",
        "sql/checks/a.sql:1:1: error: [missing-key] the header needs \"-- title: …\"",
        "sql/checks/a.sql:1:4: error: [unknown-key] no key \"titel\" in this header; "
          + "did you mean \"title\"?",
        "sql/gold/a.sql:1:1: error: [sql-syntax] syntax error at or near \"SELEC\"",
        "sql/silver/a.sql:1:14: error: [invalid-encoding] the byte 0xE9 is not UTF-8; "
          + "save the file as UTF-8",
      ])
  }

  @Test
  func `knows the servers that contracts name`() throws {
    try folder.write(
      "contracts/a.odcs.yaml",
      ContractSample.head()
        + "servers: [{server: prodution, type: postgres, host: h, port: 1, database: d, schema: s}]\nschema: [{name: t}]\n"
    )
    let prefix = "contracts/a.odcs.yaml:6:20: error: [unknown-server] no server \"prodution\" in "
    #expect(
      mistakes() == [prefix + "\(folder.path)/whtest.yaml; did you mean \"production\"?"])
  }

  @Test
  func `runs no contract for another kind of server`() throws {
    try folder.write(
      "contracts/a.odcs.yaml",
      ContractSample.head()
        + "servers: [{server: a, type: mysql, host: b, port: 1, database: d}]\nschema: [{name: a}]\n"
    )
    #expect(
      mistakes() == [
        "contracts/a.odcs.yaml:6:29: error: [unsupported-server] only servers of type postgres can "
          + "be run, found \"mysql\""
      ])
  }

  @Test
  func `fills in the variables of a schema, and no others`() throws {
    try folder.write(
      "contracts/a.odcs.yaml",
      ContractSample.head()
        + "servers: [{server: production, type: postgres, host: \"${NO}\", port: 1, "
        + "database: d, schema: \"a${X}\"}]\n"
        + "schema: [{name: t}]\n")
    let configuration = try Configuration.load(folder.path + "/whtest.yaml")
    let project = try Project.load(configuration, environment: ["X": "b"])
    #expect(
      project.contracts.flatMap(\.objects).map(\.relation.description) == ["ab.t"])
    let error = #expect(throws: DefinitionErrors.self) {
      try Project.load(configuration, environment: [:])
    }
    #expect(error?.diagnostics.map(\.id) == ["unset-variable"])
  }

  @Test
  func `asks for the server when more than one can be meant`() throws {
    try folder.write(
      "whtest.yaml", "servers: {a: {role: source, url: x}, b: {role: source, url: y}}\n")
    try folder.write("contracts/a.odcs.yaml", ContractSample.head() + "schema: [{name: t}]\n")
    #expect(
      mistakes() == [
        "contracts/a.odcs.yaml:1:1: error: [missing-key] the contract names no server, and "
          + "\(folder.path)/whtest.yaml has 2 sources"
      ])
  }

  @Test
  func `warns of files and folders that look as if they were read`() throws {
    try folder.write("contracts/a.yaml", "anything")
    try folder.write("sql/check/a.sql", "SELECT 1")
    try folder.write("sql/production/a.sql", "SELECT 1")
    #expect(
      try load().warnings.map { shortened($0) } == [
        "contracts/a.yaml:1:1: warning: [ignored-file] not read: the name of a contract ends in "
          + ".odcs.yaml",
        "sql/check:1:1: warning: [ignored-folder] not read; did you mean \"checks\"?",
      ])
  }

  @Test
  func `is found from the folders below`() throws {
    try folder.write("a/b/c.txt", "")
    #expect(Configuration.locate(from: folder.path + "/a/b") == folder.path + "/whtest.yaml")
    #expect(Configuration.locate(from: folder.path) == folder.path + "/whtest.yaml")
    #expect(Configuration.locate(from: "/nowhere/at/all") == nil)
  }

  struct FileCase: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let message: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    FileCase(
      name: "UTF-16", bytes: [0xFF, 0xFE, 0x61, 0x00],
      message: "[invalid-encoding] the file is UTF-16; save it as UTF-8"),
    FileCase(
      name: "nothing after a byte order mark", bytes: [0xEF, 0xBB, 0xBF],
      message: "[empty-file] the file is empty"),
    FileCase(
      name: "half a letter", bytes: [0xC3],
      message: "[invalid-encoding] the byte 0xC3 is not UTF-8; save the file as UTF-8"),
  ])
  func `refuses a file of other bytes`(_ example: FileCase) throws {
    try folder.write("whtest.yaml", bytes: example.bytes)
    #expect(mistakes() == ["whtest.yaml:1:1: error: \(example.message)"])
  }

  @Test
  func `reads a file that begins with a byte order mark, and prints its own bytes`() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array((ContractSample.head() + "schema: [{name: t}]\n").utf8)
    try folder.write("contracts/a.odcs.yaml", bytes: bytes)
    #expect(try load().contracts.map(\.fingerprint) == [sha256(bytes)])
  }

  @Test
  func `says why a configuration cannot be read`() throws {
    let missing = #expect(throws: DefinitionErrors.self) {
      try Configuration.load(folder.path + "/nothing.yaml")
    }
    #expect(
      missing?.diagnostics.map { shortened($0) }
        == ["nothing.yaml:1:1: error: [unreadable-file] cannot be read: there is no such file"])
    let isFolder = #expect(throws: DefinitionErrors.self) { try Configuration.load(folder.path) }
    #expect(isFolder?.diagnostics.map(\.message) == ["cannot be read: it is a folder"])
  }
}
