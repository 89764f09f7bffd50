/// The schema and the name of a relation or a type.
package struct QualifiedName: Hashable, Sendable, Codable {
  package let schema: Identifier
  package let name: Identifier

  package init(_ schema: Identifier, _ name: Identifier) {
    self.schema = schema
    self.name = name
  }

  /// Both parts quoted: `"silver"."teams"`.
  package var quoted: String { schema.quoted + "." + name.quoted }
}

extension QualifiedName: CustomStringConvertible {
  /// For people: `silver.teams`.
  package var description: String { schema.text + "." + name.text }
}

extension QualifiedName: Comparable {
  package static func < (left: QualifiedName, right: QualifiedName) -> Bool {
    left.schema == right.schema ? left.name < right.name : left.schema < right.schema
  }
}
