package import WarehouseModel

/// Where a database is, as other tools read it from a contract; never who asks it.
package struct ServerAddress: Hashable, Sendable {
  package let host: String
  package let port: Int
  package let database: String

  package init(host: String, port: Int, database: String) {
    self.host = host
    self.port = port
    self.database = database
  }
}

/// A database that contracts are drafted from.
package struct DraftSource: Sendable {
  let schema: SchemaSnapshot
  let unreadable: [QualifiedName: Set<Identifier>]
  let server: String
  let address: ServerAddress
  let isOnlySource: Bool
  let addressNote: String

  /// - Parameters:
  ///   - unreadable: the columns that the role may not SELECT.
  ///   - server: what contracts call it.
  ///   - isOnlySource: contracts that name no server mean this one.
  ///   - addressNote: a comment on where the address comes from, for those who read a contract.
  package init(
    schema: SchemaSnapshot, unreadable: [QualifiedName: Set<Identifier>] = [:], server: String,
    address: ServerAddress, isOnlySource: Bool, addressNote: String
  ) {
    self.schema = schema
    self.unreadable = unreadable
    self.server = server
    self.address = address
    self.isOnlySource = isOnlySource
    self.addressNote = addressNote
  }
}

/// Which relations contracts are wanted for.
package struct DraftScope: Sendable {
  let schemas: SchemaScope
  let tables: [String]

  /// - Parameter tables: patterns of which a relation's name must match one, if there are any.
  package init(schemas: SchemaScope, tables: [String] = []) {
    self.schemas = schemas
    self.tables = tables
  }

  func includes(schema: Identifier) -> Bool {
    schemas.includes(SchemaObject(kind: .schema, name: ObjectName([schema]), facts: []))
  }

  func includes(_ relation: QualifiedName) -> Bool {
    guard includes(schema: relation.schema) else { return false }
    // The patterns are those of schemas, and so is the way they are matched.
    return SchemaScope(schemas: tables, excluded: [])
      .includes(SchemaObject(kind: .schema, name: ObjectName([relation.name]), facts: []))
  }
}

/// Where drafts go.
package enum DraftDestination: Sendable {
  /// A contract for each schema, in files that are looked for, or made, in this folder.
  case folder(String)
  /// The contract of the only schema.
  case file(String)
  /// The contract of the only schema, as if there were none yet.
  case text
}

/// What is to be written, and what was found on the way.
package struct DraftedContracts: Sendable {
  /// Only files in which something is new.
  package internal(set) var files: [File] = []
  /// What a person should know, and what is in no file.
  package internal(set) var notes: [String] = []

  package struct File: Sendable {
    package let path: String
    package let bytes: [UInt8]
    package let isNew: Bool
    /// What was added, a line for each object.
    package let additions: [String]
  }
}

/// Why there is no draft.
package struct DraftError: Error, CustomStringConvertible {
  package let description: String
}
