import Definitions
import Testing
import WarehouseModel

/// A table as a snapshot holds it.
struct Table {
  let name: QualifiedName
  var columns: [(name: Identifier, type: String, facts: [SchemaObject.Known])] = []
  var facts: [SchemaObject.Known] = []
  var parts: [SchemaObject] = []

  init(_ schema: Identifier, _ name: Identifier) {
    self.name = QualifiedName(schema, name)
  }

  func column(
    _ name: Identifier, _ type: String = "integer", _ facts: SchemaObject.Known...
  ) -> Table {
    var table = self
    table.columns.append((name, type, facts))
    return table
  }

  /// A key, check or foreign key.
  func constraint(
    _ kind: ObjectKind, _ name: Identifier = "k", _ facts: SchemaObject.Known...
  ) -> Table {
    var table = self
    table.parts.append(
      SchemaObject(kind: kind, name: ObjectName(path + [name]), facts: facts))
    return table
  }

  var path: [Identifier] { [name.schema, name.name] }

  var objects: [SchemaObject] {
    let own = SchemaObject(
      kind: .table, name: ObjectName(path),
      facts: facts + (columns.isEmpty ? [] : [.init(.columns, .list(columns.map(\.name.text)))]))
    return [own] + parts
      + columns.map { name, type, facts in
        SchemaObject(
          kind: .column, name: ObjectName(path + [name]),
          facts: facts + [.init(.type, .text(type))])
      }
  }
}

extension SchemaSnapshot {
  init(_ tables: Table..., others: [SchemaObject] = []) {
    self.init(tables, others: others)
  }

  init(_ tables: [Table], others: [SchemaObject] = []) {
    self.init(
      reader: .full, serverVersion: 150_000, database: nil, unfoldsPartitions: true,
      notInspected: [], objects: tables.flatMap(\.objects) + others)
  }

  /// Drafts contracts for it as those of the server `production`.
  func drafts(
    into destination: DraftDestination, tables: [String] = [],
    unreadable: [QualifiedName: Set<Identifier>] = [:]
  ) throws -> DraftedContracts {
    try draftContracts(
      of: DraftSource(
        schema: self, unreadable: unreadable, server: "production",
        address: ServerAddress(host: "localhost", port: 5432, database: "shop"),
        isOnlySource: true, addressNote: "A note."),
      DraftScope(schemas: SchemaScope(schemas: [], excluded: []), tables: tables),
      into: destination)
  }

  /// The contract of its only schema, as our reader takes it; nothing may be remarked.
  func contract() throws -> Contract {
    let file = try #require(try drafts(into: .text).files.first)
    let text = String(decoding: file.bytes, as: UTF8.self)
    let (contract, diagnostics) = Definitions.contract(from: text, file: "x")
    #expect(diagnostics == [], "\(text)")
    return try #require(contract, "\(text)")
  }

  /// The drafted text behind the line `schema:`.
  func body() throws -> String {
    let file = try #require(try drafts(into: .text).files.first)
    let text = String(decoding: file.bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\nschema:\n"))
    return String(text[start.upperBound...])
  }
}

extension SchemaObject.Known {
  static let notNull = SchemaObject.Known(.notNull, .flag)

  static func comment(_ text: String) -> Self { .init(.comment, .text(text)) }

  static func on(_ columns: String...) -> Self { .init(.columns, .list(columns)) }

  static func expression(_ text: String) -> Self { .init(.expression, .text(text)) }
}
