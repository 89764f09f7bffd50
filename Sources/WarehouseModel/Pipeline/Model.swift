/// A relation of the warehouse, built by one SELECT in a file of its own.
package struct Model: Hashable, Sendable {
  package let name: QualifiedName
  package let layer: Layer
  package let title: String?
  package let materialization: Materialization
  /// What identifies a row; empty when the file does not say.
  package let key: [Identifier]
  /// How the rows are spread over partitions; nil: one table holds them all.
  package let partitioning: Partitioning?
  package let indexes: [ModelIndex]
  package let description: String?
  package let owner: String?
  /// The SELECT as written, without the header, without a semicolon.
  package let query: String
  /// Where `query` begins.
  package let location: SourceLocation
  package let reads: [RelationReference]
  /// Where the query takes all columns of a relation, whatever they are.
  package let stars: [SourceLocation]

  package init(
    name: QualifiedName, layer: Layer, title: String?, materialization: Materialization,
    key: [Identifier], partitioning: Partitioning? = nil, indexes: [ModelIndex] = [],
    description: String? = nil, owner: String? = nil, query: String, location: SourceLocation,
    reads: [RelationReference], stars: [SourceLocation] = []
  ) {
    self.name = name
    self.layer = layer
    self.title = title
    self.materialization = materialization
    self.key = key
    self.partitioning = partitioning
    self.indexes = indexes
    self.description = description
    self.owner = owner
    self.query = query
    self.location = location
    self.reads = reads
    self.stars = stars
  }

  package enum Materialization: String, CaseIterable, Sendable {
    /// Computed anew in each run.
    case table
    /// Computed anew by each reader.
    case view
    /// Computed anew in each run and kept from run to run: only rows that differ are written.
    case incremental
    /// Kept from run to run with a row for each version of a key (slowly changing dimension, type 2).
    case history

    /// Whether the rows stay in one table from run to run.
    package var isKept: Bool { self == .incremental || self == .history }
  }
}

/// How a table is parted ([5.11](https://www.postgresql.org/docs/current/ddl-partitioning.html)).
package struct Partitioning: Hashable, Sendable {
  package let column: Identifier
  package let method: Method

  package init(column: Identifier, method: Method) {
    self.column = column
    self.method = method
  }

  package enum Method: Hashable, Sendable {
    /// One partition for each value.
    case list
    /// One partition for each span of time, in UTC.
    case range(TimeSpan)
  }

  package enum TimeSpan: String, CaseIterable, Sendable {
    case day, month, year
  }
}

/// An index on what a model builds, made once its rows are there.
package struct ModelIndex: Hashable, Sendable {
  package let columns: [Identifier]
  package let isUnique: Bool

  package init(columns: [Identifier], isUnique: Bool) {
    self.columns = columns
    self.isUnique = isUnique
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
