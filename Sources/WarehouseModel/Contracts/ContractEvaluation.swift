/// Holds a contract against the schema that is there, for a reader that names its columns.
///
/// One result per promise, in the order of the file. A column, table or key that was added does no
/// harm and yields nothing.
package func assertions(
  of contract: Contract, on snapshot: Snapshot, _ scope: PromiseScope = .everything
) -> [AssertionResult] {
  let relations = Dictionary(
    snapshot.relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  return contract.objects.flatMap { object in
    let inScope = Set(object.promises(scope).map(\.name))
    return ObjectEvaluation(
      object: object, relation: relations[object.relation], in: snapshot
    ).results().filter { inScope.contains($0.name) }
  }
}

/// Holds one object of a contract against the relation of that name, or against its absence.
private struct ObjectEvaluation {
  let object: ContractObject
  let relation: Relation?
  let snapshot: Snapshot

  init(object: ContractObject, relation: Relation?, in snapshot: Snapshot) {
    self.object = object
    self.relation = relation
    self.snapshot = snapshot
  }

  func results() -> [AssertionResult] {
    guard let relation else { return missingRelation() }
    var results = [
      result("relation.exists", object.location, .passed),
      result("relation.readable", object.location, readableOutcome()),
    ]
    for property in object.properties {
      results += columnResults(property, in: relation)
    }
    if let key = object.properties.compactMap(\.primaryKeyPosition).first {
      results.append(primaryKeyResult(at: key.location, in: relation))
    }
    return results
  }

  private func missingRelation() -> [AssertionResult] {
    let names = snapshot.relations.map(\.name)
    let elsewhere = names.first { $0.name == object.relation.name }
    let similar = suggestion(
      for: object.relation.name.text,
      among: names.filter { $0.schema == object.relation.schema }.map(\.name.text))
    let hint =
      elsewhere.map { "; there is \($0)" }
      ?? similar.map { "; did you mean \(object.relation.schema).\($0)?" } ?? ""
    let exists = result(
      "relation.exists", object.location,
      .failed(
        type: "whtest.contract.RelationMissing", verdict: .breaking,
        message: "breaking: \(object.relation) does not exist or is hidden from this role\(hint)"))
    return [exists]
      + object.promises().dropFirst().map { promise in
        result(promise.name, promise.location, .gated("\(object.relation) does not exist"))
      }
  }

  private func readableOutcome() -> Outcome {
    let promised = Set(object.properties.map(\.column))
    let hidden = (snapshot.unreadable[object.relation] ?? []).intersection(promised).sorted()
    guard !hidden.isEmpty else { return .passed }
    return .failed(
      type: "whtest.contract.NotReadable", verdict: .breaking,
      message: "breaking: this role may not SELECT \(hidden.list) of \(object.relation);"
        + " ask for GRANT SELECT, and for USAGE on the schema")
  }

  private func columnResults(
    _ property: ContractProperty, in relation: Relation
  ) -> [AssertionResult] {
    let prefix = "columns.\(property.column)"
    guard let column = relation.columns.first(where: { $0.name == property.column }) else {
      return missingColumn(property, in: relation)
    }
    var results = [result("\(prefix).exists", property.location, .passed)]
    if let location = property.typeLocation {
      results.append(
        result(
          "\(prefix).type", location, typeOutcome(property, actual: column.type),
          expected: property.typeText, actual: column.type.description))
    }
    if let required = property.required, required.value {
      results.append(
        result("\(prefix).required", required.location, requiredOutcome(column, in: relation)))
    }
    if let unique = property.unique, unique.value {
      results.append(
        result("\(prefix).unique", unique.location, uniqueOutcome(column.name, in: relation)))
    }
    return results
  }

  private func missingColumn(
    _ property: ContractProperty, in relation: Relation
  ) -> [AssertionResult] {
    let promised = Set(object.properties.map(\.column))
    let unknown = relation.columns.map(\.name).filter { !promised.contains($0) }
    var hint =
      suggestion(for: property.column.text, among: unknown.map(\.text))
      .map { "; was it renamed to \($0)?" } ?? ""
    if hint.isEmpty, !unknown.isEmpty {
      hint = "; the contract does not know \(unknown.list): was it renamed?"
    }
    let prefix = "columns.\(property.column)."
    let exists = result(
      "\(prefix)exists", property.location,
      .failed(
        type: "whtest.contract.ColumnMissing", verdict: .breaking,
        message: "breaking: \(object.relation).\(property.column) does not exist\(hint)"),
      expected: "a column \(property.column)",
      actual: "columns \(relation.columns.map(\.name).list)")
    return [exists]
      + property.promises.dropFirst().map { promise in
        result(
          promise.name, promise.location,
          .gated("\(object.relation).\(property.column) does not exist"))
      }
  }

  private func typeOutcome(_ property: ContractProperty, actual: DataType) -> Outcome {
    let subject = "\(object.relation).\(property.column)"
    if let promised = property.physicalType?.value {
      switch actual.relation(toPromised: promised) {
      case .same: return .passed
      case .wider:
        return .warned("risky: \(subject) is \(actual), wider than the \(promised) of the contract")
      case .narrower:
        return .warned(
          "risky: \(subject) is \(actual), narrower than the \(promised) of the contract")
      case .otherFamily:
        return .failed(
          type: "whtest.contract.TypeMismatch", verdict: .breaking,
          message: "breaking: \(subject) is \(actual), contract says \(promised)")
      }
    }
    guard let logical = property.logicalType?.value, !logical.admits(actual.family) else {
      return .passed
    }
    return .failed(
      type: "whtest.contract.TypeMismatch", verdict: .breaking,
      message: "breaking: \(subject) is \(actual), contract says logicalType \(logical.rawValue)")
  }

  private func requiredOutcome(_ column: Column, in relation: Relation) -> Outcome {
    guard relation.kind.knowsNotNull else { return noConstraints(relation) }
    switch column.isNotNull {
    case true?: return .passed
    case nil: return .notExecuted("nullability of \(column.name) is not visible to this reader")
    case false?:
      return .failed(
        type: "whtest.contract.Nullable", verdict: .breaking,
        message: "breaking: \(object.relation).\(column.name) may be NULL, contract says required")
    }
  }

  private func uniqueOutcome(_ column: Identifier, in relation: Relation) -> Outcome {
    guard relation.kind.holdsConstraints else { return noConstraints(relation) }
    guard let constraints = relation.constraints else { return notVisible }
    let isUnique = constraints.contains { $0.identifyingColumns == [column] }
    return isUnique
      ? .passed
      : .warned("risky: no constraint keeps \(object.relation).\(column) unique")
  }

  private func primaryKeyResult(
    at location: SourceLocation, in relation: Relation
  ) -> AssertionResult {
    let promised = object.primaryKey
    func outcome() -> Outcome {
      guard relation.kind.holdsConstraints else { return noConstraints(relation) }
      guard let constraints = relation.constraints else { return notVisible }
      let actual = relation.primaryKey?.identifyingColumns
      if let actual, Set(actual) == Set(promised) { return .passed }
      // A unique key over columns that are never NULL identifies a row just as well.
      let neverNull = Set(relation.columns.filter { $0.isNotNull == true }.map(\.name))
      let keys = constraints.compactMap(\.identifyingColumns).map(Set.init)
      if keys.contains(Set(promised)), neverNull.isSuperset(of: promised) { return .passed }
      return .failed(
        type: "whtest.contract.GrainChanged", verdict: .breaking,
        message: "breaking: the key of \(object.relation) is "
          + (actual.map { "(\($0.list))" } ?? "gone") + ", contract says (\(promised.list))")
    }
    return result("primary_key", location, outcome())
  }

  /// Only the data can tell, and the checks of a run ask it.
  private func noConstraints(_ relation: Relation) -> Outcome {
    .notExecuted(
      "a \(relation.kind.rawValue) holds no such constraint; the data is checked by a run")
  }

  private var notVisible: Outcome {
    .notExecuted("constraints of \(object.relation) are not visible to this role and reader")
  }

  private func result(
    _ name: String, _ location: SourceLocation, _ outcome: Outcome,
    expected: String? = nil, actual: String? = nil
  ) -> AssertionResult {
    AssertionResult(
      suite: .contract(object.relation), name: name, location: location, outcome: outcome,
      evidence: outcome == .passed ? Evidence() : Evidence(expected: expected, actual: actual))
  }
}

extension Relation.Kind {
  /// Whether a column can be NOT NULL.
  package var knowsNotNull: Bool { holdsConstraints || self == .foreignTable }

  /// Whether keys can be declared on such a relation.
  package var holdsConstraints: Bool {
    switch self {
    case .table, .partitionedTable: true
    case .view, .materializedView, .foreignTable: false
    }
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
}
