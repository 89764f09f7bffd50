import WarehouseModel

extension Example {
  /// A name to break lines, tables and terminals with.
  private static let oddName: Identifier = "odd\n\u{1B}[31m|name"

  /// A difference with each verdict, an odd name, a new name and what merely follows a drop.
  static let difference = Difference(
    from: snapshot([
      table(oddName, 1, columns: ["id", "note", "a|b"]),
      column(oddName, "id", 1, 1, type: "integer"),
      column(oddName, "note", 1, 2, type: "text"),
      column(oddName, "a|b", 1, 3, type: "text"),
      object(.index, ["public", oddName, "odd_note"], 2, [.init(.keys, .list(["note"]))]),
    ]),
    to: snapshot([
      table(oddName, 1, columns: ["id", "a<b>"]),
      column(oddName, "id", 1, 1, type: "bigint"),
      column(oddName, "a<b>", 1, 3, type: "text"),
      table("fresh", 3, columns: ["id"]),
      column("fresh", "id", 3, 1, type: "bigint"),
      object(
        .function, ["public", "f"], 4,
        [.init(.result, .text("integer")), .init(.strict, .flag)], signature: "integer, text"),
    ]))

  static let noDifference = Difference(from: snapshot([]), to: snapshot([]))

  private static func snapshot(_ objects: [SchemaObject]) -> SchemaSnapshot {
    SchemaSnapshot(
      reader: .full, serverVersion: 150_018, database: "1/1", unfoldsPartitions: false,
      notInspected: ["security labels", "tablespaces"], objects: objects)
  }

  private static func table(_ name: Identifier, _ oid: UInt32, columns: [String]) -> SchemaObject {
    object(.table, ["public", name], oid, [.init(.columns, .list(columns))])
  }

  private static func column(
    _ table: Identifier, _ name: Identifier, _ oid: UInt32, _ number: Int32, type: String
  ) -> SchemaObject {
    object(.column, ["public", table, name], oid, sub: number, [.init(.type, .text(type))])
  }

  private static func object(
    _ kind: ObjectKind, _ path: [Identifier], _ oid: UInt32, sub: Int32 = 0,
    _ facts: [SchemaObject.Known], signature: String? = nil
  ) -> SchemaObject {
    SchemaObject(
      kind: kind, name: ObjectName(path, signature: signature), facts: facts,
      identity: CatalogIdentity(oid: oid, sub: sub))
  }
}
