/// Something that a contract says of a schema, by the name under which reports show it.
package struct Promise: Hashable, Sendable {
  package let name: String
  package let location: SourceLocation
  /// Whether it is about a rule that the database itself would have to hold rows to.
  package let isConstraint: Bool

  package init(name: String, location: SourceLocation, isConstraint: Bool = false) {
    self.name = name
    self.location = location
    self.isConstraint = isConstraint
  }
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
    let key = properties.compactMap(\.primaryKeyPosition).first
    let all =
      [
        Promise(name: "relation.exists", location: location),
        Promise(name: "relation.readable", location: location),
      ] + properties.flatMap(\.promises)
      + (key.map {
        [Promise(name: "primary_key", location: $0.location, isConstraint: true)]
      } ?? [])
    return scope == .everything ? all : all.filter { !$0.isConstraint }
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
}

extension ContractProperty {
  /// All that the contract says of the column, existence first.
  package var promises: [Promise] {
    var promises = [Promise(name: "columns.\(column).exists", location: location)]
    if let type = typeLocation {
      promises.append(Promise(name: "columns.\(column).type", location: type))
    }
    if let required, required.value {
      promises.append(
        Promise(
          name: "columns.\(column).required", location: required.location, isConstraint: true))
    }
    if let unique, unique.value {
      promises.append(
        Promise(
          name: "columns.\(column).unique", location: unique.location, isConstraint: true))
    }
    return promises
  }

  /// Where a type is promised: the physical one goes before the logical.
  var typeLocation: SourceLocation? { physicalType?.location ?? logicalType?.location }

  /// The promised type for people.
  var typeText: String? {
    physicalType?.value.description ?? logicalType.map { "logicalType \($0.value.rawValue)" }
  }
}
