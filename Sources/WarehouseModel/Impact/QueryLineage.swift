/// What the columns of one query are made of, as far as its text tells.
///
/// Where the text does not tell, more is named than is read, never less.
package struct QueryLineage: Hashable, Sendable {
  /// The columns of its result, in their order; as many as can be told.
  package let outputs: [Output]
  /// Whether these are all of its columns, and in their places.
  package let areOutputsKnown: Bool
  /// What the query reads in another way than to show it in one column, and how.
  package let whole: [ColumnUse: WholeReason]

  package init(
    outputs: [Output], areOutputsKnown: Bool = true, whole: [ColumnUse: WholeReason] = [:]
  ) {
    self.outputs = outputs
    self.areOutputsKnown = areOutputsKnown
    self.whole = whole
  }

  /// A column of a query's result, and what its values come from.
  package struct Output: Hashable, Sendable {
    package let name: Identifier
    package var uses: Set<ColumnUse>

    package init(_ name: Identifier, uses: Set<ColumnUse>) {
      self.name = name
      self.uses = uses
    }
  }

  /// The names of the columns; nil when they cannot all be told.
  package var columns: [Identifier]? { areOutputsKnown ? outputs.map(\.name) : nil }

  /// The relations that are read in any way.
  package var relations: Set<QualifiedName> {
    Set(whole.keys.map(\.relation)).union(outputs.flatMap { $0.uses.map(\.relation) })
  }
}

/// A part of a relation that a query reads.
package enum ColumnUse: Hashable, Sendable {
  /// That there are rows, and how many, as `count(*)` does.
  case rows(QualifiedName)
  case column(QualifiedName, Identifier)
  /// All columns of a relation of which the names are not known.
  case everyColumn(QualifiedName)

  package var relation: QualifiedName {
    switch self {
    case .rows(let relation), .column(let relation, _), .everyColumn(let relation): relation
    }
  }
}

/// Why a column is not to be followed into single columns of its reader; the more telling first.
package enum WholeReason: String, CaseIterable, Hashable, Sendable {
  /// It decides which rows there are: WHERE or HAVING.
  case filter
  /// It decides which rows meet: ON, USING or NATURAL.
  case join
  /// It decides what is one row: GROUP BY.
  case grouping
  /// It decides what is a duplicate: DISTINCT.
  case distinct
  /// It decides what is a duplicate: UNION, INTERSECT or EXCEPT.
  case setOperation = "set-operation"
  /// It decides the order, or what comes first: ORDER BY or LIMIT.
  case ordering
  /// It decides what a window function looks at.
  case window
  /// It goes into an expression that may return rows, or is read as a whole row.
  case expression
  /// It is read by `*`, and the columns of that are not known.
  case star
  /// It goes round in a WITH RECURSIVE.
  case recursion
  /// It is read in a part of the query that shows in no column, or is too deeply nested to tell.
  case inside
  /// The whole relation is what changes.
  case relation
  /// It is read by a view, of which the catalog tells the columns it reads, not where they go.
  case view
  /// What it reads is hit as a whole.
  case upstream

  /// In words, for people.
  package var words: String {
    switch self {
    case .filter: "read in WHERE or HAVING"
    case .join: "read in a join"
    case .grouping: "read in GROUP BY"
    case .distinct: "read under DISTINCT"
    case .setOperation: "read under UNION, INTERSECT or EXCEPT"
    case .ordering: "read in ORDER BY or LIMIT"
    case .window: "read in a window"
    case .expression: "read in an expression"
    case .star: "read by *"
    case .recursion: "read in WITH RECURSIVE"
    case .inside: "read inside"
    case .relation: "reads the relation"
    case .view: "the catalog tells no more"
    case .upstream: "what it reads is hit as a whole"
    }
  }

  package static func precedes(_ left: WholeReason, _ right: WholeReason) -> Bool {
    left.position < right.position
  }

  private var position: Int { Self.positions[self] ?? 0 }
  private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}

extension Sequence<QueryLineage.Output> {
  /// All that any of the columns comes from.
  package var uses: Set<ColumnUse> { reduce(into: []) { $0.formUnion($1.uses) } }
}
