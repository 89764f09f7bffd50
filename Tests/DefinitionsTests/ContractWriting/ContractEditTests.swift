import Definitions
import Foundation
import Testing
import WarehouseModel

/// A contract that people have worked on, the database that has grown, and the file afterwards.
@Suite("Adding to a contract")
struct ContractEditTests {
  private static let head = """
    apiVersion: v3.1.0
    kind: DataContract
    id: x
    version: 2.3.4
    status: active
    servers: [{server: production, type: postgres, host: h, port: 1, database: d, schema: public}]

    """

  /// `t` has a column more than each text knows, and there is another table.
  private static let database = SchemaSnapshot(
    Table("public", "t").column("a", "integer", .notNull).column("new"),
    Table("public", "fresh").column("x"))

  /// The file after a draft for the database; nil when it was left as it is.
  private func extended(
    _ text: String, by database: SchemaSnapshot = Self.database, tables: [String] = []
  ) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write("x.odcs.yaml", text)
    let drafts = try database.drafts(into: .folder(folder.path), tables: tables)
    #expect(drafts.files.count < 2)
    guard let file = drafts.files.first else { return nil }
    #expect(file.path == folder.path + "/x.odcs.yaml")
    #expect(!file.isNew)
    try Data(file.bytes).write(to: URL(filePath: file.path))
    #expect(try database.drafts(into: .folder(folder.path), tables: tables).files.isEmpty)
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test(arguments: EditCase.all)
  func `puts what is new at the end, and keeps every byte`(_ given: EditCase) throws {
    #expect(try extended(Self.head + given.before) == Self.head + given.after)
  }

  @Test
  func `keeps carriage returns and a byte order mark`() throws {
    for given in EditCase.all {
      let before = "\u{FEFF}" + (Self.head + given.before).replacing("\n", with: "\r\n")
      let after = "\u{FEFF}" + (Self.head + given.after).replacing("\n", with: "\r\n")
      let text = try extended(before)
      #expect(text.map { Array($0.utf8) } == Array(after.utf8), "\(given.name)")
    }
  }

  @Test(arguments: [
    "schema: [{name: t, properties: [{name: a}]}]\n",
    "schema:\n  - {name: t, properties: [{name: a}]}\n",
    "schema:\n  - name: t\n    properties: [{name: a}]\n",
    "schema:\n  -\n    name: t\n    properties:\n      -\n        name: a\n",
    "schema:\n  - name: t\n    properties: &p\n      - name: a\n  - name: u\n    properties: *p\n",
    "schema:\n  - &t\n    name: t\n    properties:\n      - name: a\n  - <<: *t\n    name: u\n",
    "schema:\n  - name: t\n    properties:\n      - name: a\n        description: \"x\n # y\"\n",
  ])
  func `refuses a layout that it would have to change, and says where`(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("x.odcs.yaml", Self.head + text)
    let mistakes = #expect(throws: DefinitionErrors.self) {
      try Self.database.drafts(into: .folder(folder.path))
    }
    let first = try #require(mistakes?.diagnostics.first)
    #expect(first.id == "cannot-extend")
    #expect(first.message.contains("lacks"))
    #expect(first.location.file.hasSuffix("x.odcs.yaml"))
  }

  @Test
  func `leaves a file alone that knows everything`() throws {
    let text =
      Self.head
      + "schema: [{name: t, properties: [{name: a}, {name: new}]}, {name: fresh, properties: [{name: x}]}]"
    #expect(try extended(text) == nil)
    #expect(
      try extended(
        Self.head + "schema:\n- name: t\n  properties:\n  - name: a\n  - name: new\n", tables: ["t"]
      ) == nil)
  }

  @Test
  func `tells what is gone from the database`() throws {
    let folder = try TemporaryFolder()
    let text =
      Self.head
      + "schema: [{name: t, properties: [{name: a}, {name: new}, {name: old}]}, {name: past}]"
    try folder.write("x.odcs.yaml", text)
    let notes = try Self.database.drafts(into: .folder(folder.path), tables: ["t", "p*"]).notes
    #expect(
      notes.map { $0.split(separator: "x.odcs.yaml: ").last ?? "" } == [
        "public.t.old is not in the database, and stays in the file",
        "public.past is not in the database, and stays in the file",
      ])
  }

  @Test
  func `goes by server and schema, not by the name of the file`() throws {
    let folder = try TemporaryFolder()
    let other = Self.head.replacing("server: production", with: "server: elsewhere")
    try folder.write("public.odcs.yaml", other + "schema: [{name: t}]")
    try folder.write(
      "mine.odcs.yaml", Self.head + "schema:\n  - name: t\n    properties:\n      - name: a\n")
    let files = try Self.database.drafts(into: .folder(folder.path)).files
    #expect(files.map(\.path) == [folder.path + "/mine.odcs.yaml"])
    #expect(files.map(\.additions) == [["t: new", "fresh: 1 property (new)"]])
  }

  /// Two contracts of one server may share a schema between them.
  @Test
  func `adds to each object where it stands, and new ones to one file`() throws {
    let folder = try TemporaryFolder()
    let item = "schema:\n  - name: NAME\n    properties:\n      - name: a\n"
    try folder.write("a.odcs.yaml", Self.head + item.replacing("NAME", with: "t"))
    try folder.write("b.odcs.yaml", Self.head + item.replacing("NAME", with: "u"))
    let database = SchemaSnapshot(
      ["t", "u", "v"].map { Table("public", $0).column("a").column("b") })
    let files = try database.drafts(into: .folder(folder.path)).files
    #expect(files.map(\.additions) == [["t: b", "v: 2 properties (new)"], ["u: b"]])
  }

  @Test
  func `makes a new column part of the key only if the key is then right`() throws {
    let database = SchemaSnapshot(
      Table("public", "t").column("a").column("b").constraint(.primaryKey, "k", .on("a", "b")))
    let body = "schema:\n  - name: t\n    properties:\n      - name: a\n"
    let marked = body + "        primaryKey: true\n        primaryKeyPosition: 1\n"
    #expect(
      try extended(Self.head + marked, by: database)?.contains("primaryKeyPosition: 2") == true)
    #expect(try extended(Self.head + body, by: database)?.contains("primaryKey") == false)
  }

  @Test
  func `reads a contract's mistakes before it touches anything`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.odcs.yaml", Self.head + "schema: [{name: t, propertis: []}]")
    try folder.write("y.odcs.yaml", "a: [")
    let mistakes = #expect(throws: DefinitionErrors.self) {
      try Self.database.drafts(into: .folder(folder.path))
    }
    let ids = mistakes?.diagnostics.map(\.id) ?? []
    #expect(ids.contains("yaml-syntax"))
  }

  @Test
  func `refuses a file that is about another schema`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.yaml", Self.head.replacing("schema: public", with: "schema: away"))
    let mistakes = #expect(throws: DefinitionErrors.self) {
      try Self.database.drafts(into: .file(folder.path + "/x.yaml"))
    }
    let ids = mistakes?.diagnostics.map(\.id) ?? []
    #expect(ids.contains("other-schema"))
  }
}
