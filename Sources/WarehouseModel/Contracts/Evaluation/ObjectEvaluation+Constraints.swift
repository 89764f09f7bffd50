extension ObjectEvaluation {
  func unique(_ column: Identifier) -> Outcome {
    guard relation.kind.holdsConstraints else { return noConstraints }
    guard let constraints = relation.constraints else { return notVisible }
    let isUnique = constraints.contains { $0.identifyingColumns == [column] }
    return isUnique
      ? .passed
      : risky("NotUnique", "no constraint keeps \(object.relation).\(column) unique")
  }

  /// Whether a row is identified by the promised columns.
  ///
  /// Where the mode is exact, the primary key itself must be the promised one, in its order, and
  /// there must be none where none is promised.
  var primaryKey: Outcome {
    let promised = object.primaryKey
    guard relation.kind.holdsConstraints else { return promised.isEmpty ? .passed : noConstraints }
    guard let constraints = relation.constraints else { return notVisible }
    let actual = relation.primaryKey?.identifyingColumns
    let isExact = mode == .exact
    if isExact ? actual ?? [] == promised : actual.map(Set.init) == Set(promised) {
      return .passed
    }
    if promised.isEmpty {
      return broken(
        "GrainChanged",
        "the key of \(object.relation) is (\((actual ?? []).list)),"
          + " contract says none")
    }
    // A unique key over columns that are never NULL identifies a row just as well.
    let neverNull = Set(relation.columns.filter { $0.isNotNull == true }.map(\.name))
    let keys = constraints.compactMap(\.identifyingColumns).map(Set.init)
    if !isExact, keys.contains(Set(promised)), neverNull.isSuperset(of: promised) {
      return .passed
    }
    return broken(
      "GrainChanged",
      "the key of \(object.relation) is " + (actual.map { "(\($0.list))" } ?? "gone")
        + ", contract says (\(promised.list))")
  }

  /// Whether the database itself keeps a reference; where it does not, only the data can tell.
  func reference(_ promised: Relationship) -> Outcome {
    guard relation.kind.holdsConstraints else { return noConstraints }
    guard let constraints = relation.constraints else { return notVisible }
    let there = Set(relation.columns.map(\.name))
    if let missing = promised.columns.first(where: { !there.contains($0) }) {
      return .gated("\(object.relation).\(missing) does not exist")
    }
    let words =
      "\(object.relation) (\(promised.columns.list)) in \(promised.references)"
      + " (\(promised.referencedColumns.list))"
    let keeping = constraints.filter { $0.keeps(promised) }
    if keeping.contains(where: { $0.isValid == true }) { return .passed }
    if let key = keeping.first {
      guard key.isValid != nil else {
        return .notExecuted("whether \(key.name) is valid is not visible to this reader")
      }
      return risky(
        "ReferenceNotKept",
        "\(key.name) is NOT VALID, so that older rows may lack \(words); VALIDATE it")
    }
    return risky("ReferenceNotKept", "no foreign key keeps \(words); the data's checks tell")
  }

  /// Constraints on promised columns that refuse rows which the contract would let pass.
  var extraConstraints: Outcome {
    guard relation.kind.holdsConstraints else { return noConstraints }
    guard let constraints = relation.constraints else { return notVisible }
    let extra = constraints.filter { !object.terms.knownConstraints.contains($0.name) }
      .compactMap(unknown)
    guard !extra.isEmpty else { return .passed }
    return broken(
      "ExtraConstraints",
      "\(object.relation) has constraints that the contract does not know:"
        + " \(extra.joined(separator: ", ")); promise what they keep, or name them in"
        + " whtest.constraints")
  }

  /// The constraint for people; nil where the contract knows what it keeps.
  private func unknown(_ constraint: Constraint) -> String? {
    let promised = Set(object.properties.map(\.column))
    switch constraint.kind {
    case .primaryKey(let columns), .unique(let columns), .uniqueIndex(let columns):
      let isKnown = promised.isDisjoint(with: columns) || uniqueSets.contains(Set(columns))
      return isKnown ? nil : "\(constraint.name) (unique \(columns.list))"
    case .foreignKey(let columns, let references, _):
      let isKnown =
        promised.isDisjoint(with: columns) || object.relationships.contains(where: constraint.keeps)
      return isKnown ? nil : "\(constraint.name) (\(columns.list) in \(references))"
    case .check(let expression):
      let columns = checked(by: expression).intersection(promised)
      let isKnown = columns.isSubset(of: boundedColumns(by: expression))
      return isKnown ? nil : "\(constraint.name) (\(expression))"
    }
  }

  /// Columns that the contract says are unique together.
  private var uniqueSets: Set<Set<Identifier>> {
    var sets: Set<Set<Identifier>> = [Set(object.primaryKey)]
    for property in object.properties {
      if property.unique?.value == true { sets.insert([property.column]) }
      for case .duplicateValues(let columns) in property.quality.map(\.metric) {
        sets.insert(columns.isEmpty ? [property.column] : Set(columns))
      }
    }
    for case .duplicateValues(let columns) in object.quality.map(\.metric) {
      sets.insert(Set(columns))
    }
    return sets
  }

  /// Columns whose values the contract bounds, so that a check on one of them is no surprise.
  private func boundedColumns(by expression: String) -> Set<Identifier> {
    let isNullRule = expression.hasSuffix("IS NOT NULL") || expression.hasSuffix("IS NOT NULL)")
    let bounded = object.properties.filter { property in
      !property.limits.isEmpty
        || property.quality.contains {
          if case .invalidValues = $0.metric { true } else { false }
        } || isNullRule && property.required?.value == true
    }
    let rules = object.quality + object.properties.flatMap(\.quality)
    let compared = rules.flatMap { rule -> [Identifier] in
      if case .comparison(let left, _, let right) = rule.metric { [left, right] } else { [] }
    }
    return Set(bounded.map(\.column) + compared)
  }

  /// The columns that a check speaks of.
  private func checked(by expression: String) -> Set<Identifier> {
    let check = SchemaObject(
      kind: .check, name: ObjectName([]),
      facts: [SchemaObject.Known(.expression, .text(expression))])
    let names = Set(check.mentions.compactMap(\.path.last))
    return Set(relation.columns.map(\.name)).intersection(names)
  }
}

extension Constraint {
  /// The columns that a primary key or unique constraint keeps distinct.
  package var identifyingColumns: [Identifier]? {
    switch kind {
    case .primaryKey(let columns), .unique(let columns), .uniqueIndex(let columns): columns
    case .foreignKey, .check: nil
    }
  }

  /// Whether this is the foreign key of a relationship, in whatever order its columns are named.
  fileprivate func keeps(_ relationship: Relationship) -> Bool {
    guard case .foreignKey(let columns, relationship.references, let referenced) = kind else {
      return false
    }
    let pairs = Set(zip(columns, referenced).map { [$0, $1] })
    return pairs == Set(zip(relationship.columns, relationship.referencedColumns).map { [$0, $1] })
  }
}
