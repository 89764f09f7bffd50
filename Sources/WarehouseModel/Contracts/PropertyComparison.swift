/// Judges what became of one property of a contract.
struct PropertyComparison {
  let before: ContractProperty
  let after: ContractProperty
  let object: String
  /// Of rules that name none.
  let severity: (before: CheckSeverity, after: CheckSeverity)

  func changes() -> [ContractChange] {
    nameChanges() + typeChanges() + flagChanges() + meaningChanges()
      + LimitComparison(object: object, property: after).changes(from: before.limits.map(\.value))
      + RuleComparison(object: object, property: after.name, default: severity)
      .changes(from: before.quality, to: after.quality)
  }

  private func change(
    _ kind: ContractChangeKind, _ old: String?, _ new: String?, _ verdict: Verdict,
    _ reason: String, at location: SourceLocation? = nil
  ) -> ContractChange {
    ContractChange(
      kind, of: object, after.name, before: old, after: new, verdict, reason,
      at: location ?? after.location)
  }

  private func nameChanges() -> [ContractChange] {
    var changes: [ContractChange] = []
    if before.name != after.name {
      changes.append(
        change(
          .propertyRenamed, before.name, after.name, .risky,
          "the column is the same; what refers to the property by its name does not find it"))
    }
    if before.column != after.column {
      changes.append(
        change(
          .columnChanged, before.column.text, after.column.text, .breaking,
          "queries that name the column \(before.column) fail"))
    }
    return changes
  }

  // MARK: - Type

  private func typeChanges() -> [ContractChange] {
    let location = after.typeLocation
    guard let old = before.physicalType?.value, let new = after.physicalType?.value else {
      return promisedTypeChanges()
    }
    let (was, becomes) = (old.description, new.description)
    switch new.relation(toPromised: old) {
    case .same: return logicalChanges(isPhysicalSame: true)
    case .wider:
      return [
        change(
          .typeWidened, was, becomes, .risky,
          "\(new) holds values that \(old) does not; a target as narrow as before refuses them",
          at: location)
      ]
    case .narrower:
      return [
        change(
          .typeNarrowed, was, becomes, .risky, "values may be cut, or lose their last digits",
          at: location)
      ]
    case .otherFamily:
      return [
        change(
          .typeChanged, was, becomes, .breaking, "values are of another kind: casts and joins fail",
          at: location)
      ]
    }
  }

  /// Where one side leaves the physical type open.
  private func promisedTypeChanges() -> [ContractChange] {
    let logical = logicalChanges(isPhysicalSame: false)
    guard logical.isEmpty, before.physicalType?.value != after.physicalType?.value else {
      return logical
    }
    let (old, new) = (before.typeText, after.typeText)
    return after.physicalType == nil
      ? [change(.typeRemoved, old, new, .risky, "the column may become of a type that is close")]
      : [
        change(
          .typeAdded, old, new, .compatible, "the type is told more closely",
          at: after.typeLocation)
      ]
  }

  private func logicalChanges(isPhysicalSame: Bool) -> [ContractChange] {
    let (old, new) = (before.logicalType?.value, after.logicalType?.value)
    guard old != new else { return [] }
    let (was, becomes) = (
      old.map { "logicalType \($0.rawValue)" }, new.map { "logicalType \($0.rawValue)" }
    )
    let location = after.logicalType?.location
    guard let old else {
      return [
        change(
          .typeAdded, was, becomes, .compatible, "the type is told more closely", at: location)
      ]
    }
    guard let new else {
      return [
        change(
          .typeRemoved, was, becomes, isPhysicalSame ? .compatible : .risky,
          isPhysicalSame ? "the physical type stays" : "the column may become of any type")
      ]
    }
    if isPhysicalSame {
      return [
        change(
          .typeChanged, was, becomes, .risky,
          "the physical type stays; tools that go by the logical one read it otherwise",
          at: location)
      ]
    }
    let isWider = old == .integer && new == .number
    return [
      change(
        isWider ? .typeWidened : .typeChanged, was, becomes, isWider ? .risky : .breaking,
        isWider
          ? "numbers may have a fraction" : "values are of another kind: casts and joins fail",
        at: location)
    ]
  }

  // MARK: - Flags and meaning

  private func flagChanges() -> [ContractChange] {
    var changes: [ContractChange] = []
    switch (before.required?.value ?? false, after.required?.value ?? false) {
    case (true, false):
      changes.append(
        change(
          .requiredRemoved, "required", nil, .breaking, "NULL may arrive where nobody expects it",
          at: after.required?.location))
    case (false, true):
      changes.append(
        change(
          .requiredAdded, nil, "required", .compatible, "every row has a value",
          at: after.required?.location))
    case (true, true), (false, false): break
    }
    switch (before.unique?.value ?? false, after.unique?.value ?? false) {
    case (true, false):
      changes.append(
        change(
          .uniqueRemoved, "unique", nil, .risky, "values may repeat: joins on it multiply rows",
          at: after.unique?.location))
    case (false, true):
      changes.append(
        change(
          .uniqueAdded, nil, "unique", .compatible, "no value repeats", at: after.unique?.location))
    case (true, true), (false, false): break
    }
    return changes
  }

  private func meaningChanges() -> [ContractChange] {
    var changes: [ContractChange] = []
    if before.timeZone?.value != after.timeZone?.value {
      changes.append(
        change(
          .timeZoneChanged, before.timeZone?.value, after.timeZone?.value, .breaking,
          "the same text means another moment", at: after.timeZone?.location))
    }
    if before.classification != after.classification {
      let isNew = after.isClassified && !before.isClassified
      changes.append(
        change(
          .classificationChanged, before.classification, after.classification,
          isNew ? .risky : .compatible,
          isNew ? "its values may no longer be shown to everybody" : "values stay as they are"))
    }
    return changes
  }
}
