extension Reader {
  /// The readers that follow from a contract for production: the copies, and its own promises.
  ///
  /// - Parameter bronze: the relation of bronze that a contracted one is copied to.
  package static func readers(
    of contract: Contract, server: String, bronze: (QualifiedName) -> QualifiedName
  ) -> [Reader] {
    contract.objects.filter { !$0.properties.isEmpty }.map { object in
      Reader(
        .bronze, bronze(object.relation), reading: server,
        QueryLineage(
          outputs: object.properties.map {
            QueryLineage.Output($0.column, uses: [.column(object.relation, $0.column)])
          },
          whole: [.rows(object.relation): .relation]),
        at: object.location)
    } + promises(of: contract, server: server)
  }

  /// Each column that a contract promises.
  package static func promises(of contract: Contract, server: String?) -> [Reader] {
    contract.objects.flatMap { object in
      object.properties.map { property in
        Reader(
          .contract, object.relation, detail: property.column.printed, reading: server,
          QueryLineage(
            outputs: [
              QueryLineage.Output(
                property.column, uses: [.column(object.relation, property.column)])
            ], whole: [.rows(object.relation): .relation]),
          at: property.location)
      }
    }
  }

  /// A check as a reader; `lineage` is that of its query, where it is one.
  package init(_ check: Check, lineage: QueryLineage?) {
    self.init(
      .check, check.subject, detail: check.name,
      QueryLineage(outputs: [], whole: check.uses.merging(lineage?.uses ?? [:]) { old, _ in old }),
      at: check.location)
  }
}

extension QueryLineage {
  /// All that is read, as what decides about the whole.
  fileprivate var uses: [ColumnUse: WholeReason] {
    whole.merging(outputs.uses.map { ($0, .expression) }) { decisive, _ in decisive }
  }
}

extension Check {
  /// The columns that the rule looks at, as far as it is data and not SQL.
  fileprivate var uses: [ColumnUse: WholeReason] {
    var uses: [ColumnUse: WholeReason] = [:]
    func note(_ relation: QualifiedName, _ columns: [Identifier]) {
      uses[.rows(relation)] = .relation
      for column in columns { uses[.column(relation, column)] = .filter }
    }
    if let filter { note(subject, filter.columns) }
    switch quantity {
    case .rowsWhere(let predicate): note(subject, predicate.columns)
    case .duplicates(let columns): note(subject, columns)
    case .aggregate(_, let column), .age(let column): note(subject, [column])
    case .orphans(let columns, let referenced, let referencedColumns):
      note(subject, columns)
      note(referenced, referencedColumns)
    case .rows, .rowsOf, .result: note(subject, [])
    case nil: break
    }
    return uses
  }
}
