/// What the catalog tells of a relation that is to be checked.
package struct RelationFacts: Hashable, Sendable {
  package let columns: [Identifier: ColumnFacts]
  /// Sets of columns in which no two rows can agree, by the name of the constraint or index.
  package let keys: [ProvenKey]
  package let references: [ProvenReference]
  /// Conditions that hold for every row.
  package let conditions: [ProvenCondition]
  /// The planner's guess of the number of rows; nil where there is none.
  package let estimatedRows: Double?

  package init(
    columns: [Identifier: ColumnFacts], keys: [ProvenKey] = [], references: [ProvenReference] = [],
    conditions: [ProvenCondition] = [], estimatedRows: Double? = nil
  ) {
    self.columns = columns
    self.keys = keys
    self.references = references
    self.conditions = conditions
    self.estimatedRows = estimatedRows
  }

  /// What the catalog tells of a column.
  package struct ColumnFacts: Hashable, Sendable {
    package let type: DataType
    /// Whether every row is known to have a value: by a constraint that was validated.
    package let isNotNull: Bool
    /// The only values that the type has; nil where it is no enum.
    package let labels: [String]?
    /// Whether equal texts are the same bytes.
    package let isDeterministic: Bool

    package init(
      type: DataType, isNotNull: Bool, labels: [String]? = nil, isDeterministic: Bool = true
    ) {
      self.type = type
      self.isNotNull = isNotNull
      self.labels = labels
      self.isDeterministic = isDeterministic
    }
  }

  /// A valid primary key, unique constraint or unique index over plain columns and all rows.
  package struct ProvenKey: Hashable, Sendable {
    package let name: Identifier
    package let columns: Set<Identifier>

    package init(name: Identifier, columns: Set<Identifier>) {
      self.name = name
      self.columns = columns
    }
  }

  /// A valid foreign key whose triggers are on.
  package struct ProvenReference: Hashable, Sendable {
    package let name: Identifier
    package let columns: [Identifier]
    package let referenced: QualifiedName
    package let referencedColumns: [Identifier]

    package init(
      name: Identifier, columns: [Identifier], referenced: QualifiedName,
      referencedColumns: [Identifier]
    ) {
      self.name = name
      self.columns = columns
      self.referenced = referenced
      self.referencedColumns = referencedColumns
    }
  }

  /// What a valid CHECK constraint says of one column.
  package struct ProvenCondition: Hashable, Sendable {
    package let name: Identifier
    package let column: Identifier
    package let condition: Condition

    package init(name: Identifier, column: Identifier, condition: Condition) {
      self.name = name
      self.column = column
      self.condition = condition
    }

    package enum Condition: Hashable, Sendable {
      case limit(ValueLimit)
      case oneOf([Literal])
    }
  }
}
