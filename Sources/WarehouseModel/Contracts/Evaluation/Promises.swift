/// Something that a contract says of a schema, by the name under which reports show it.
package struct Promise: Hashable, Sendable {
  package let name: String
  package let location: SourceLocation
  package let clause: Clause
  /// How loud it is when it is broken.
  package let severity: CheckSeverity

  /// Whether it is about what there is to see of views that a run is about to publish.
  var isShape: Bool { clause.isShape }
}

/// What a promise is about.
package enum Clause: Hashable, Sendable {
  case exists
  case kind(PromisedKind)
  case readable
  /// A row of the promised columns can be inserted.
  case insertable
  case column(ContractProperty, ColumnClause)
  case extraColumns(ExtraColumns)
  case columnOrder
  case primaryKey
  case reference(Relationship)
  /// No constraint that one who writes does not know of.
  case extraConstraints
  case access(RolePromise)

  fileprivate var isShape: Bool {
    switch self {
    case .exists, .readable, .extraColumns, .columnOrder, .access: true
    case .kind, .insertable, .primaryKey, .reference, .extraConstraints: false
    case .column(_, let clause):
      switch clause {
      case .exists, .type, .position: true
      case .required, .optional, .writable, .generated, .unique, .default: false
      }
    }
  }
}

/// What a promise about a column says.
package enum ColumnClause: Hashable, Sendable {
  case exists, type, required, unique
  /// May be NULL, or left out.
  case optional
  /// Takes the values that are written.
  case writable
  /// Filled by the database.
  case generated
  case position(Int)
  case `default`(String)
}

/// Which promises can be looked at.
package enum PromiseScope: Sendable {
  case everything
  /// Existence, columns and types: what there is to see of views that a run is about to publish.
  /// The rest of the contract is held against their data by the checks of that run.
  case shape
}

extension ContractObject {
  /// All that the contract says of the relation, existence first; every report names each of them.
  package func promises(_ scope: PromiseScope = .everything) -> [Promise] {
    let all =
      relationPromises + properties.flatMap { $0.promises(in: self) } + wholePromises
      + referencePromises + constraintPromises + rolePromises
    return scope == .everything ? all : all.filter(\.isShape)
  }

  /// The promises as they stand in a report when none of them was looked at.
  package func gated(
    because reason: String, _ scope: PromiseScope = .everything
  ) -> [AssertionResult] {
    promises(scope).map { promise in
      AssertionResult(
        suite: .contract(relation), name: promise.name, location: promise.location,
        outcome: .gated(reason))
    }
  }

  private func promise(
    _ name: String, _ location: SourceLocation, _ clause: Clause
  ) -> Promise {
    Promise(name: name, location: location, clause: clause, severity: terms.severity)
  }

  private var relationPromises: [Promise] {
    var promises = [promise("relation.exists", location, .exists)]
    if let kind = terms.kind {
      promises.append(promise("relation.kind", kind.location, .kind(kind.value)))
    }
    if terms.mode.holdsForReaders {
      promises.append(promise("relation.readable", location, .readable))
    }
    if terms.mode.holdsForWriters {
      promises.append(promise("relation.insertable", location, .insertable))
    }
    return promises
  }

  /// What is said of all columns together.
  private var wholePromises: [Promise] {
    var promises: [Promise] = []
    if extraColumns != .allow {
      promises.append(
        promise(
          "columns.extra", terms.extraColumns?.location ?? location, .extraColumns(extraColumns)))
    }
    if terms.mode == .exact {
      promises.append(promise("columns.order", location, .columnOrder))
    }
    let key = properties.compactMap(\.primaryKeyPosition).first?.location
    if let place = key ?? (terms.mode == .exact ? location : nil) {
      promises.append(promise("primary_key", place, .primaryKey))
    }
    return promises
  }

  /// A column's reference bears its name, one of several columns all of theirs; a second one of the
  /// same name bears a number.
  private var referencePromises: [Promise] {
    guard terms.mode.holdsForReaders else { return [] }
    var taken: [String: Int] = [:]
    return relationships.map { relationship in
      let names = relationship.columns.map(\.text).joined(separator: "_")
      let isOne = relationship.columns.count == 1
      var name = isOne ? "columns.\(names).reference" : "\(names).reference"
      taken[name, default: 0] += 1
      if let number = taken[name], number > 1 { name += "_\(number)" }
      let property = isOne ? properties.first { [$0.column] == relationship.columns } : nil
      return Promise(
        name: name, location: relationship.location, clause: .reference(relationship),
        severity: property?.terms.severity ?? terms.severity)
    }
  }

  private var constraintPromises: [Promise] {
    terms.mode.holdsForWriters
      ? [promise("constraints.extra", location, .extraConstraints)] : []
  }

  private var rolePromises: [Promise] {
    terms.roles.map { promise("roles.\($0.role).access", $0.location, .access($0)) }
  }
}

extension ContractProperty {
  /// All that the contract says of the column, existence first.
  fileprivate func promises(in object: ContractObject) -> [Promise] {
    clauses(in: object.terms.mode).map { word, location, clause in
      Promise(
        name: "columns.\(column).\(word)", location: location, clause: .column(self, clause),
        severity: terms.severity ?? object.terms.severity)
    }
  }

  private func clauses(
    in mode: ContractMode
  ) -> [(word: String, location: SourceLocation, clause: ColumnClause)] {
    var clauses: [(String, SourceLocation, ColumnClause)] = [("exists", location, .exists)]
    if let place = typeLocation { clauses.append(("type", place, .type)) }
    let isRequired = required?.value ?? false
    let isFilled = terms.generated?.value ?? false
    if let required, isRequired, mode.holdsForReaders {
      clauses.append(("required", required.location, .required))
    }
    if !isRequired, primaryKeyPosition == nil, !isFilled, mode.holdsForWriters || mode == .exact {
      clauses.append(("optional", required?.location ?? location, .optional))
    }
    if let generated = terms.generated, isFilled {
      clauses.append(("generated", generated.location, .generated))
    } else if mode.holdsForWriters {
      clauses.append(("writable", location, .writable))
    }
    if let unique, unique.value { clauses.append(("unique", unique.location, .unique)) }
    if let position = terms.position {
      clauses.append(("position", position.location, .position(position.value)))
    }
    if let expression = terms.defaultExpression {
      clauses.append(("default", expression.location, .default(expression.value)))
    }
    return clauses
  }

  /// Where a type is promised: the physical one goes before the logical.
  var typeLocation: SourceLocation? { physicalType?.location ?? logicalType?.location }

  /// The promised type for people.
  var typeText: String? {
    physicalType?.value.description ?? logicalType.map { "logicalType \($0.value.rawValue)" }
  }
}
