/// What a database looked like at one moment, as far as the role that read it could see.
///
/// Values only, related by name. Two snapshots of the same schema are equal, whatever the
/// order of creation: the initialiser sorts. Column order is kept, because it is meaning.
package struct Snapshot: Hashable, Sendable {
  package let reader: Reader
  package let relations: [Relation]
  /// Columns that the role may not SELECT.
  ///
  /// A fact about the role and not about the schema.
  package let unreadable: [QualifiedName: Set<Identifier>]

  package init(
    reader: Reader, relations: [Relation], unreadable: [QualifiedName: Set<Identifier>] = [:]
  ) {
    self.reader = reader
    self.relations = relations.sorted { $0.name < $1.name }
    self.unreadable = unreadable
  }

  /// Which catalogs were read.
  package enum Reader: String, Sendable, CaseIterable {
    /// `pg_catalog`: everything, whatever the role may do.
    case full
    /// `information_schema` alone: the standard's views, which hide what the role does not own.
    case portable
  }
}

/// A table or something that can be read like one.
package struct Relation: Hashable, Sendable {
  package let name: QualifiedName
  package let kind: Kind
  package let columns: [Column]
  /// Nil where the reader could not see the constraints; never an empty list for "unknown".
  package let constraints: [Constraint]?
  package let comment: String?

  package init(
    name: QualifiedName, kind: Kind, columns: [Column], constraints: [Constraint]?,
    comment: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.columns = columns
    self.constraints = constraints?.sorted { $0.name < $1.name }
    self.comment = comment
  }

  package enum Kind: String, Sendable {
    case table
    case partitionedTable = "partitioned-table"
    case view
    case materializedView = "materialized-view"
    case foreignTable = "foreign-table"
  }

  /// The constraint that identifies a row, if it could be seen.
  package var primaryKey: Constraint? {
    constraints?.first { if case .primaryKey = $0.kind { true } else { false } }
  }
}

/// A column of a relation.
package struct Column: Hashable, Sendable {
  package let name: Identifier
  package let type: DataType
  /// From `attnotnull`; nil where the reader could not tell it from a domain's own rule.
  package let isNotNull: Bool?
  /// The default's expression as PostgreSQL prints it; nil when there is none.
  package let defaultExpression: String?
  package let comment: String?
  /// How the database makes values of its own; nil for a plain column.
  package let generation: Generation?
  /// What the type stands for when it is a domain, and known.
  package let domain: Domain?

  package init(
    name: Identifier, type: DataType, isNotNull: Bool?, defaultExpression: String? = nil,
    comment: String? = nil, generation: Generation? = nil, domain: Domain? = nil
  ) {
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.defaultExpression = defaultExpression
    self.comment = comment
    self.generation = generation
    self.domain = domain
  }

  /// [Identity](https://www.postgresql.org/docs/current/ddl-identity-columns.html) and
  /// [generated](https://www.postgresql.org/docs/current/ddl-generated-columns.html) columns.
  package enum Generation: Hashable, Sendable {
    case identityByDefault
    case identityAlways
    /// Computed from other columns.
    case computed
  }

  /// A domain, by what lies at its bottom.
  package struct Domain: Hashable, Sendable {
    package let base: DataType
    /// Nil where the reader could not see it.
    package let isNotNull: Bool?
    package let hasDefault: Bool

    package init(base: DataType, isNotNull: Bool?, hasDefault: Bool = false) {
      self.base = base
      self.isNotNull = isNotNull
      self.hasDefault = hasDefault
    }
  }
}

/// A rule that the database itself holds rows to.
package struct Constraint: Hashable, Sendable {
  package let name: Identifier
  package let kind: Kind
  /// False for NOT VALID, when older rows may break it; nil where the reader cannot tell.
  package let isValid: Bool?

  package init(name: Identifier, kind: Kind, isValid: Bool? = true) {
    self.name = name
    self.kind = kind
    self.isValid = isValid
  }

  package enum Kind: Hashable, Sendable {
    case primaryKey(columns: [Identifier])
    case unique(columns: [Identifier])
    /// A unique index that no constraint owns, on plain columns and all rows.
    case uniqueIndex(columns: [Identifier])
    case foreignKey(columns: [Identifier], references: QualifiedName, referenced: [Identifier])
    case check(expression: String)
  }
}
