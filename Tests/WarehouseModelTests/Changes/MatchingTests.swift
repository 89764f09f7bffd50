import Testing
import WarehouseModel

/// Which object is which, and what merely follows a rename: without a server.
@Suite struct MatchingTests {
  private let before = snapshot([
    object(.table, ["app", "t"], [.init(.columns, .list(["id", "a"]))], oid: 1),
    object(.column, ["app", "t", "id"], [.init(.type, .text("integer"))], oid: 1, sub: 1),
    object(.column, ["app", "t", "a"], [.init(.type, .text("text"))], oid: 1, sub: 2),
    object(.check, ["app", "t", "c"], [.init(.expression, .text("(a > 0)"))], oid: 2),
    object(
      .view, ["app", "v"], [.init(.definition, .text(" SELECT a FROM app.t;"))], oid: 3, tree: 7),
  ])

  @Test func aRenameIsOneChangeAndItsFollowersAreNone() {
    let after = Self.renamed(database: "1/1", tree: 7)
    #expect(Difference(from: before, to: after).changes.map(\.kind) == [.columnRenamed])
  }

  @Test func anotherStoredExpressionIsAChangeInSpiteOfARename() {
    let after = Self.renamed(database: "1/1", tree: 8)
    #expect(
      Difference(from: before, to: after).changes.map(\.kind)
        == [.columnRenamed, .viewDefinitionChanged])
  }

  @Test func aTextThatWasChangedAlongWithARenameIsAChange() {
    func table(_ name: Identifier, comment: String, default value: String, tree: Int64)
      -> SchemaSnapshot
    {
      snapshot([
        object(.table, ["app", "t"], [.init(.comment, .text(comment))], oid: 1),
        object(.column, ["app", "t", name], [.init(.type, .text("text"))], oid: 1, sub: 1),
        object(
          .column, ["app", "t", "z"],
          [.init(.type, .text("text")), .init(.default, .text(value))], oid: 1, sub: 2, tree: tree),
      ])
    }
    let old = table("a", comment: "a", default: "'a'::text", tree: 1)
    let new = table("b", comment: "b", default: "'b'::text", tree: 2)
    #expect(
      Difference(from: old, to: new).changes.map(\.kind)
        == [.commentChanged, .columnRenamed, .defaultChanged])
  }

  @Test func betweenTwoDatabasesARenameIsAHint() {
    let kinds = Difference(from: before, to: Self.renamed(database: "1/2", tree: 7)).changes.map(
      \.kind)
    #expect(kinds.contains(.possibleRename) && !kinds.contains(.columnRenamed))
    #expect(kinds.contains(.columnAdded) && kinds.contains(.columnDropped))
  }

  @Test func theOrderOfTheObjectsDoesNotMatter() {
    var generator = SystemRandomNumberGenerator()
    let shuffled = snapshot(before.objects.shuffled(using: &generator))
    #expect(Difference(from: before, to: shuffled).changes.isEmpty)
    #expect(shuffled.meaning == before.meaning)
  }

  @Test func namesAndTextsDifferWhenTheirBytesDo() {
    let composed = snapshot([object(.table, ["app", "\u{e9}"], [.init(.comment, .text("x"))])])
    let decomposed = snapshot([object(.table, ["app", "e\u{301}"], [.init(.comment, .text("x"))])])
    #expect(
      Difference(from: composed, to: decomposed).changes.map(\.kind).contains(.tableDropped))
    let other = snapshot([object(.table, ["app", "\u{e9}"], [.init(.comment, .text("\u{e9}"))])])
    let another = snapshot([
      object(.table, ["app", "\u{e9}"], [.init(.comment, .text("e\u{301}"))])
    ])
    #expect(Difference(from: other, to: another).changes.map(\.kind) == [.commentChanged])
  }

  @Test func swappedNamesAreTwoRenames() {
    let two = snapshot([
      object(.table, ["app", "a"], oid: 1), object(.table, ["app", "b"], oid: 2),
    ])
    let swapped = snapshot([
      object(.table, ["app", "b"], oid: 1), object(.table, ["app", "a"], oid: 2),
    ])
    #expect(
      Difference(from: two, to: swapped).changes.map(\.kind) == [.tableRenamed, .tableRenamed])
  }

  private static func renamed(database: String, tree: Int64) -> SchemaSnapshot {
    snapshot(
      [
        object(.table, ["app", "t"], [.init(.columns, .list(["id", "b"]))], oid: 1),
        object(.column, ["app", "t", "id"], [.init(.type, .text("integer"))], oid: 1, sub: 1),
        object(.column, ["app", "t", "b"], [.init(.type, .text("text"))], oid: 1, sub: 2),
        object(.check, ["app", "t", "c"], [.init(.expression, .text("(b > 0)"))], oid: 2),
        object(
          .view, ["app", "v"], [.init(.definition, .text(" SELECT b AS a FROM app.t;"))], oid: 3,
          tree: tree),
      ], database: database)
  }
}

func object(
  _ kind: ObjectKind, _ path: [Identifier], _ facts: [SchemaObject.Known] = [], oid: UInt32 = 0,
  sub: Int32 = 0, tree: Int64? = nil
) -> SchemaObject {
  SchemaObject(
    kind: kind, name: ObjectName(path), facts: facts,
    identity: oid == 0 ? nil : CatalogIdentity(oid: oid, sub: sub, tree: tree))
}

func snapshot(_ objects: [SchemaObject], database: String = "1/1") -> SchemaSnapshot {
  SchemaSnapshot(
    reader: .full, serverVersion: 150_000, database: database, unfoldsPartitions: false,
    notInspected: [], objects: objects)
}
