/// All that reads a relation or one column of it, in the order in which data flows.
package struct Impact: Hashable, Sendable {
  package let relation: PlacedRelation
  /// Nil when the whole relation is asked for.
  package let column: Identifier?
  package let hits: [Hit]

  package init(relation: PlacedRelation, column: Identifier?, hits: [Hit]) {
    self.relation = relation
    self.column = column
    self.hits = hits
  }

  /// As PostgreSQL would print it: `public.memberships.group_id`.
  package var subject: String {
    ([relation.name.schema, relation.name.name] + (column.map { [$0] } ?? []))
      .map(\.printed).joined(separator: ".")
  }

  /// The hits in one line: `silver.memberships (team_id), gold.x`; checks and contracts left out.
  package var line: String {
    hits.compactMap { hit in
      switch hit.kind {
      case .check, .contract, .bronze: nil
      case .view, .materializedView: "\(hit.words) \(hit.name.printed)"
      case .silver, .gold: hit.name.printed + hit.columnsInParentheses
      }
    }.joined(separator: ", ")
  }
}

/// One reader, and how far it is hit.
package struct Hit: Hashable, Sendable {
  package let kind: Reader.Kind
  package let name: QualifiedName
  package let detail: String?
  package let extent: Extent
  package let location: SourceLocation?

  init(_ reader: Reader, extent: Extent) {
    kind = reader.kind
    name = reader.name
    detail = reader.detail
    self.extent = extent
    location = reader.location
  }

  /// What kind of thing is hit, for people.
  package var words: String {
    switch kind {
    case .materializedView: "materialized view"
    case .view, .check, .contract: kind.rawValue
    case .bronze: "copy"
    case .silver, .gold: "model"
    }
  }

  fileprivate var columnsInParentheses: String {
    switch extent {
    case .columns(let columns): " (\(columns.map(\.printed).joined(separator: ", ")))"
    case .whole: ""
    }
  }
}

/// How much of a relation is hit.
package enum Extent: Hashable, Sendable {
  /// These columns and no other, in the order of the relation.
  case columns([Identifier])
  /// Everything, or nobody can tell which part.
  case whole(WholeReason)

  /// What a reader of this is told about why it is hit as a whole.
  var passedOn: WholeReason? {
    switch self {
    case .columns: nil
    case .whole(.relation): .relation
    case .whole: .upstream
    }
  }

  /// The extent of a relation as those see it that read it.
  var asSource: Extent { self == .whole(.relation) ? .whole(.upstream) : self }

  func hits(_ use: ColumnUse) -> Bool {
    switch (self, use) {
    case (.whole, _), (.columns, .everyColumn): true
    case (.columns, .rows): false
    case (.columns(let columns), .column(_, let column)): columns.contains(column)
    }
  }

  /// What is hit when both are; the more telling reason stays.
  func joined(with other: Extent) -> Extent {
    switch (self, other) {
    case (.whole(let mine), .whole(let theirs)):
      .whole(WholeReason.precedes(theirs, mine) ? theirs : mine)
    case (.whole, .columns): self
    case (.columns, .whole): other
    case (.columns(let mine), .columns(let theirs)):
      .columns(mine + theirs.filter { !mine.contains($0) })
    }
  }
}

extension QualifiedName {
  /// Quoted only where PostgreSQL would.
  package var printed: String { "\(schema.printed).\(name.printed)" }
}
