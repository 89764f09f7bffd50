package import WarehouseModel

/// The checks that a contract's clauses amount to, on the relation that holds the data.
///
/// A contract for production is checked on the copy in bronze, so that production is read once.
///
/// - Parameter place: where the data of a promised relation lies; nil where it cannot be looked at.
package func checks(
  of contract: Contract, place: @escaping (QualifiedName) -> QualifiedName?
) -> [Check] {
  let checks = contract.objects.flatMap { object -> [Check] in
    guard let subject = place(object.relation) else { return [] }
    return ObjectChecks(object: object, subject: subject, place: place).checks()
  }
  return numbered(checks + ServiceLevelChecks(contract: contract, place: place).checks())
}

/// Names are unique for a subject: a second check of the same name bears a number that no other has.
private func numbered(_ checks: [Check]) -> [Check] {
  var taken = Set(checks.map(\.id))
  var seen: Set<CheckID> = []
  return checks.map { check in
    guard !seen.insert(check.id).inserted else { return check }
    var number = 2
    while !taken.insert(CheckID(check.subject, "\(check.name)_\(number)")).inserted { number += 1 }
    return check.renamed("\(check.name)_\(number)")
  }
}

/// The checks of one promised relation, in the order of the file.
private struct ObjectChecks {
  let object: ContractObject
  let subject: QualifiedName
  let place: (QualifiedName) -> QualifiedName?

  func checks() -> [Check] {
    var checks = object.properties.flatMap(propertyChecks)
    if let key = object.properties.compactMap(\.primaryKeyPosition).first {
      checks.append(check("primary_key", .unique(object.primaryKey), at: key.location))
    }
    checks += object.relationships.map(relationshipCheck)
    checks += object.quality.map { qualityCheck($0, of: nil) }
    return checks
  }

  private func propertyChecks(_ property: ContractProperty) -> [Check] {
    let column = property.column
    var checks: [Check] = []
    // A key's columns are required whether or not the contract says so twice.
    if let place = property.required.flatMap({ $0.value ? $0.location : nil })
      ?? property.primaryKeyPosition?.location
    {
      checks.append(
        check("\(column).required", .offendingRows(.isNull(column)), at: place, of: property))
    }
    if let unique = property.unique, unique.value {
      checks.append(
        check("\(column).unique", .unique([column]), at: unique.location, of: property))
    }
    for limit in property.limits {
      let (name, offence) = limit.value.offence(of: column)
      checks.append(
        check("\(column).\(name)", .offendingRows(offence), at: limit.location, of: property))
    }
    return checks + property.quality.map { qualityCheck($0, of: property) }
  }

  private func relationshipCheck(_ relationship: Relationship) -> Check {
    let name = relationship.columns.map(\.text).joined(separator: "_") + ".reference"
    let property = object.properties.first { [$0.column] == relationship.columns }
    guard let referenced = place(relationship.references) else {
      return check(
        name, .notExecuted("\(relationship.references) is not among the contracted tables"),
        at: relationship.location, of: property)
    }
    return check(
      name,
      .reference(relationship.columns, to: referenced, relationship.referencedColumns),
      at: relationship.location, of: property)
  }

  private func qualityCheck(_ rule: QualityRule, of property: ContractProperty?) -> Check {
    let (name, what) = RuleReading(
      rule: rule, column: property?.column, subject: subject
    ).check
    let prefix = property.map { "\($0.column)." } ?? ""
    // The name that a person gave tells rules of one metric apart, and stays when they are reordered.
    return Check(
      subject: subject, name: prefix + (rule.name.flatMap(slug) ?? name),
      title: rule.name ?? rule.description, rule: what, filter: rule.filter,
      severity: rule.severity,
      location: rule.location,
      evidenceColumns: object.evidence(with: what.columns(besides: property?.column)))
  }

  /// A check of a clause, as loud as the column says, else as the object says.
  private func check(
    _ name: String, _ rule: Check.Rule, at location: SourceLocation,
    of property: ContractProperty? = nil
  ) -> Check {
    let columns: [Identifier] =
      switch rule {
      case .offendingRows(let predicate): predicate.columns
      case .reference(let columns, _, _): columns
      default: []
      }
    return Check(
      subject: subject, name: name, rule: rule,
      severity: property?.terms.dataSeverity ?? object.severity, location: location,
      evidenceColumns: object.evidence(with: columns))
  }
}

extension ContractObject {
  /// The key, then the columns in question; what the contract classifies is left out.
  func evidence(with columns: [Identifier]) -> [Identifier] {
    let classified = Set(properties.filter(\.isClassified).map(\.column))
    var shown: [Identifier] = []
    for column in primaryKey + columns where !classified.contains(column) {
      if !shown.contains(column) { shown.append(column) }
    }
    return shown
  }
}

/// A rule's name as part of a testcase's: `role_title is a known role` is `role_title_is_a_known_role`.
///
/// Nil for a name without a letter or digit.
func slug(_ name: String) -> String? {
  let words = name.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  return words.isEmpty ? nil : words.joined(separator: "_")
}
