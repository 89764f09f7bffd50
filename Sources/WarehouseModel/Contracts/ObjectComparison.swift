/// Judges what became of one object of a contract.
struct ObjectComparison {
  let before: ContractObject
  let after: ContractObject

  func changes() -> [ContractChange] {
    let properties = Pairs(
      before.properties, after.properties, by: [{ .name($0.name) }, { .column($0.column) }])
    var changes = nameChanges() + keyChanges() + relationshipChanges()
    changes += severityChanges() + loadChanges()
    changes += RuleComparison(
      object: after.name, property: nil, default: (before.severity, after.severity)
    ).changes(from: before.quality, to: after.quality)
    for (old, new) in properties.pairs {
      changes += PropertyComparison(
        before: old, after: new, object: after.name, severity: (before.severity, after.severity)
      ).changes()
    }
    changes += properties.removed.map { property in
      ContractChange(
        .propertyRemoved, of: after.name, property.name, before: property.typeText ?? "promised",
        .breaking, "readers that name the column \(property.column) may lose it",
        at: property.location)
    }
    changes += properties.added.map { property in
      ContractChange(
        .propertyAdded, of: after.name, property.name, after: property.typeText ?? "promised",
        .compatible, "it can be relied on from now on", at: property.location)
    }
    return changes
  }

  private func change(
    _ kind: ContractChangeKind, _ old: String?, _ new: String?, _ verdict: Verdict,
    _ reason: String, at location: SourceLocation? = nil
  ) -> ContractChange {
    ContractChange(
      kind, of: after.name, before: old, after: new, verdict, reason,
      at: location ?? after.location)
  }

  private func nameChanges() -> [ContractChange] {
    var changes: [ContractChange] = []
    if before.name != after.name {
      changes.append(
        change(
          .objectRenamed, before.name, after.name, .risky,
          "the table is the same; what refers to the object by its name does not find it"))
    }
    if before.relation != after.relation {
      changes.append(
        change(
          .objectMoved, "\(before.relation)", "\(after.relation)", .breaking,
          "queries that name \(before.relation) find another table, or none"))
    }
    return changes
  }

  private func keyChanges() -> [ContractChange] {
    let (old, new) = (before.primaryKey, after.primaryKey)
    guard Set(old) != Set(new) else { return [] }
    let location = after.properties.compactMap(\.primaryKeyPosition).first?.location
    let (was, becomes) = ("(\(old.list))", "(\(new.list))")
    if old.isEmpty {
      return [
        change(
          .primaryKeyAdded, nil, becomes, .compatible, "each row can be told from all others",
          at: location)
      ]
    }
    if new.isEmpty {
      return [
        change(
          .primaryKeyRemoved, was, nil, .breaking,
          "rows may repeat: joins and merges on the key multiply them")
      ]
    }
    return [
      change(
        .primaryKeyChanged, was, becomes, .breaking,
        "a row stands for something else: joins and merges on the old key go wrong", at: location)
    ]
  }

  private func relationshipChanges() -> [ContractChange] {
    let pairs = Pairs(
      before.relationships, after.relationships, by: [{ .name($0.text) }])
    return pairs.removed.map { link in
      change(
        .relationshipRemoved, link.text, nil, .risky, "inner joins along it may lose rows")
    }
      + pairs.added.map { link in
        change(
          .relationshipAdded, nil, link.text, .compatible, "inner joins along it lose no row",
          at: link.location)
      }
  }

  private func severityChanges() -> [ContractChange] {
    let (old, new) = (before.severity, after.severity)
    guard old != new else { return [] }
    return [
      .severity(
        from: old, to: new, of: "whatever breaks the object's promises", after.name, nil,
        after.location)
    ]
  }

  /// Each mode yields the same rows while its conditions hold; an incremental one has more of them.
  private func loadChanges() -> [ContractChange] {
    let (old, new) = (before.terms.load?.value ?? .full(), after.terms.load?.value ?? .full())
    guard old != new else { return [] }
    var isNewlyIncremental = false
    if case .incremental = new, case .full = old { isNewlyIncremental = true }
    return [
      change(
        .loadChanged, "\(old)", "\(new)", isNewlyIncremental ? .risky : .compatible,
        isNewlyIncremental
          ? "a change that does not raise the watermark arrives late, when all rows are compared"
          : "the copy holds the same rows", at: after.terms.load?.location)
    ]
  }
}

extension ContractChange {
  /// A severity that was lowered or raised.
  static func severity(
    from old: CheckSeverity, to new: CheckSeverity, of what: String, _ object: String,
    _ property: String?, _ location: SourceLocation
  ) -> ContractChange {
    let order = CheckSeverity.allCases
    let isLowered = (order.firstIndex(of: old) ?? 0) < (order.firstIndex(of: new) ?? 0)
    return ContractChange(
      isLowered ? .severityLowered : .severityRaised, of: object, property, before: old.rawValue,
      after: new.rawValue, isLowered ? .risky : .compatible,
      isLowered ? "\(what) is told in a lower voice" : "\(what) is told in a louder voice",
      at: location)
  }
}

extension Relationship {
  /// As people write it.
  fileprivate var text: String { "(\(columns.list)) → \(references) (\(referencedColumns.list))" }
}
