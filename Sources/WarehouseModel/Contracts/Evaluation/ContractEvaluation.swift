/// Holds a contract against the schema that is there, each object in its own mode.
///
/// One result per promise, in the order of the file. What no promise speaks of yields nothing.
///
/// - Parameter rights: what the roles of the contract may not do; nil where nobody asked.
package func assertions(
  of contract: Contract, on snapshot: Snapshot, rights: RoleRights? = nil,
  _ scope: PromiseScope = .everything
) -> [AssertionResult] {
  let relations = Dictionary(
    snapshot.relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  return contract.objects.flatMap { object in
    guard object.terms.mode != .none else {
      return object.gated(because: "not held: the mode of \(object.relation) is none", scope)
    }
    guard let relation = relations[object.relation] else {
      return missing(object, in: snapshot, scope)
    }
    let evaluation = ObjectEvaluation(
      object: object, relation: relation, snapshot: snapshot, rights: rights)
    return object.promises(scope).map(evaluation.result)
  }
}

/// The results for an object whose relation is not there: one finding, and all else gated by it.
private func missing(
  _ object: ContractObject, in snapshot: Snapshot, _ scope: PromiseScope
) -> [AssertionResult] {
  let names = snapshot.relations.map(\.name)
  let elsewhere = names.first { $0.name == object.relation.name }
  let similar = suggestion(
    for: object.relation.name.text,
    among: names.filter { $0.schema == object.relation.schema }.map(\.name.text))
  let hint =
    elsewhere.map { "; there is \($0)" }
    ?? similar.map { "; did you mean \(object.relation.schema).\($0)?" } ?? ""
  return object.promises(scope).map { promise in
    let outcome: Outcome =
      promise.clause == .exists
      ? .failed(
        type: "whtest.contract.RelationMissing", verdict: .breaking,
        message: "breaking: \(object.relation) does not exist or is hidden from this role\(hint)")
      : .gated("\(object.relation) does not exist")
    return promise.result(Finding(outcome), of: object)
  }
}

/// What came of a promise, and what shows it.
struct Finding {
  let outcome: Outcome
  var expected: String?
  var actual: String?

  init(_ outcome: Outcome, expected: String? = nil, actual: String? = nil) {
    self.outcome = outcome
    self.expected = expected
    self.actual = actual
  }
}

extension Promise {
  /// The result in a report, as loud as the contract wants it to be.
  fileprivate func result(_ finding: Finding, of object: ContractObject) -> AssertionResult {
    var evidence =
      finding.outcome == .passed
      ? Evidence() : Evidence(expected: finding.expected, actual: finding.actual)
    var outcome = finding.outcome
    switch (severity, finding.outcome) {
    case (.warning, .failed(_, _, let message)): outcome = .warned(message)
    case (.info, .failed(_, _, let message)), (.info, .warned(let message)):
      outcome = .passed
      evidence.note = message
    default: break
    }
    return AssertionResult(
      suite: .contract(object.relation), name: name, location: location, outcome: outcome,
      evidence: evidence)
  }
}

/// Holds the promises about one object against the relation of that name.
struct ObjectEvaluation {
  let object: ContractObject
  let relation: Relation
  let snapshot: Snapshot
  let rights: RoleRights?

  var mode: ContractMode { object.terms.mode }

  func result(of promise: Promise) -> AssertionResult {
    promise.result(finding(promise.clause), of: object)
  }

  private func finding(_ clause: Clause) -> Finding {
    switch clause {
    case .exists: Finding(.passed)
    case .kind(let kind): self.kind(kind)
    case .readable: Finding(readable)
    case .insertable: Finding(insertable)
    case .column(let property, let clause): finding(clause, on: property)
    case .extraColumns(let policy): extraColumns(policy)
    case .columnOrder: columnOrder
    case .primaryKey: Finding(primaryKey)
    case .reference(let relationship): Finding(reference(relationship))
    case .extraConstraints: Finding(extraConstraints)
    case .access(let role): Finding(access(role))
    }
  }

  private func finding(_ clause: ColumnClause, on property: ContractProperty) -> Finding {
    guard let column = relation.columns.first(where: { $0.name == property.column }) else {
      return clause == .exists
        ? missing(property)
        : Finding(.gated("\(object.relation).\(property.column) does not exist"))
    }
    switch clause {
    case .exists: return Finding(.passed)
    case .type:
      return Finding(
        type(of: column, for: property), expected: property.typeText,
        actual: column.type.description)
    case .required: return Finding(required(column))
    case .optional: return Finding(optional(column))
    case .writable: return Finding(writable(column))
    case .generated: return Finding(generated(column))
    case .unique: return Finding(unique(column.name))
    case .position(let position): return self.position(of: column, position)
    case .default(let expression): return self.default(of: column, expression)
    }
  }

  // MARK: - What findings are made of

  /// A name for messages: `public.teams.name`.
  func subject(_ column: Column) -> String { "\(object.relation).\(column.name)" }

  /// A finding that stops one whom the contract is held for.
  func broken(_ type: String, _ message: String) -> Outcome {
    .failed(
      type: "whtest.contract.\(type)", verdict: .breaking, message: "breaking: \(message)")
  }

  /// A finding that may do harm; where exactly what is declared must be there, it is one too many.
  func risky(_ type: String, _ message: String) -> Outcome {
    mode == .exact ? broken(type, message) : .warned("risky: \(message)")
  }

  /// Only the data can tell, and the checks of a run ask it.
  var noConstraints: Outcome {
    .notExecuted(
      "a \(relation.kind.words) holds no such constraint; the data is checked by a run")
  }

  var notVisible: Outcome {
    .notExecuted("constraints of \(object.relation) are not visible to this role and reader")
  }
}

extension Relation.Kind {
  /// In words, for people: `materialized view`.
  package var words: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }

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
