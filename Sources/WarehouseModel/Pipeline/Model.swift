/// A relation of the warehouse, built by one SELECT in a file of its own.
package struct Model: Hashable, Sendable {
  package let name: QualifiedName
  package let layer: Layer
  package let title: String?
  package let materialization: Materialization
  /// What identifies a row; empty when the file does not say.
  package let key: [Identifier]
  /// The SELECT as written, without the header, without a semicolon.
  package let query: String
  /// Where `query` begins.
  package let location: SourceLocation
  package let reads: [RelationReference]

  package init(
    name: QualifiedName, layer: Layer, title: String?, materialization: Materialization,
    key: [Identifier], query: String, location: SourceLocation, reads: [RelationReference]
  ) {
    self.name = name
    self.layer = layer
    self.title = title
    self.materialization = materialization
    self.key = key
    self.query = query
    self.location = location
    self.reads = reads
  }

  package enum Materialization: String, CaseIterable, Sendable {
    case table
    case view
  }
}

/// A relation that a query names, and where.
package struct RelationReference: Hashable, Sendable {
  /// Nil when the query leaves the schema to `search_path`.
  package let schema: Identifier?
  package let name: Identifier
  package let location: SourceLocation

  package init(schema: Identifier?, name: Identifier, location: SourceLocation) {
    self.schema = schema
    self.name = name
    self.location = location
  }

  package var qualified: QualifiedName? { schema.map { QualifiedName($0, name) } }
}
