extension Judge {
  func constraint(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    func change(_ kind: ChangeKind, _ verdict: Verdict, _ reason: String) -> [Change] {
      [Change(kind, of: old.reference, details: [detail], verdict, reason)]
    }
    switch detail.aspect {
    case .deferrable:
      return change(
        .constraintTimingChanged, .compatible, "when it is checked inside a transaction")
    case .notValid, .notEnforced:
      return detail.after == nil
        ? change(.constraintValidated, .compatible, "all rows keep it now")
        : change(.constraintNotValid, .risky, "rows may break it, and nobody has looked")
    case .disabled:
      return detail.after == nil
        ? change(
          .constraintValidated, .compatible,
          "it is kept again; rows that were written meanwhile may break it")
        : change(.constraintNotValid, .risky, "it is switched off: new rows may break it")
    case .options, .clustered:
      return change(.indexChanged, .compatible, "how its index is stored; it promises the same")
    case .inherited:
      return change(
        .inheritanceChanged, .compatible,
        "whether the constraint is the table's own or its parent's"
      )
    default: return nil
    }
  }

  func index(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    guard detail.aspect == .invalid else { return nil }
    return [
      detail.after == nil
        ? Change(
          .indexValid, of: old.reference, details: [detail], .compatible,
          "the server uses the index again")
        : Change(
          .indexInvalid, of: old.reference, details: [detail], .risky,
          "the server does not use it, and a unique one promises nothing")
    ]
  }

  func sequence(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    guard detail.aspect == .persistence else { return nil }
    return [
      Change(
        .persistenceChanged, of: old.reference, details: [detail], .risky,
        "an unlogged sequence may start anew after a crash")
    ]
  }

  func trigger(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    guard detail.aspect == .enabled else { return nil }
    // REPLICA fires for replicated writes alone, so for everybody else it is off.
    let levels = ["disabled", "replica", nil, "always"]
    let (before, after) = (
      levels.firstIndex(of: detail.before.text), levels.firstIndex(of: detail.after.text)
    )
    let isOff = (after ?? 0) < (before ?? 0)
    return [
      Change(
        isOff ? .triggerDisabled : .triggerEnabled, of: old.reference, details: [detail], .risky,
        isOff
          ? "what it kept up to date is no longer kept so" : "it acts on writes that it left alone")
    ]
  }

  func routine(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    switch detail.aspect {
    case .body, .library:
      [
        Change(
          .routineBodyChanged, of: old.reference, details: [detail], .risky,
          "the same call may give another answer")
      ]
    case .result:
      [
        Change(
          .routineResultChanged, of: old.reference, details: [detail], .breaking,
          "callers get another type")
      ]
    default: nil
    }
  }

  func domain(_ detail: Change.Detail, _ old: SchemaObject) -> [Change]? {
    switch detail.aspect {
    case .baseType: [typeChange(detail, old)].compactMap { $0 }
    case .notNull:
      [
        detail.after == nil
          ? Change(
            .notNullDropped, of: old.reference, details: [detail], .risky,
            "NULLs may arrive in every column of the domain")
          : Change(
            .notNullAdded, of: old.reference, details: [detail], .compatible,
            "no NULL arrives in columns of the domain")
      ]
    case .default:
      [
        Change(
          .defaultChanged, of: old.reference, details: [detail], .risky,
          "new rows mean something else where nothing is given")
      ]
    default: nil
    }
  }

  /// Labels that came, went, got another name (proven by their OIDs) or another place.
  func labels(_ old: SchemaObject, _ new: SchemaObject) -> [Change] {
    var before = old.list(.labels)
    let after = new.list(.labels)
    var changes: [Change] = []
    func detail(_ before: String?, _ after: String?) -> Change.Detail {
      Change.Detail(
        .labels, before: before.map { .list([$0]) }, after: after.map { .list([$0]) })
    }
    if matching.isOneDatabase, let mine = old.identity?.labels, let other = new.identity?.labels,
      mine.count == before.count, other.count == after.count
    {
      let names = Dictionary(zip(other, after), uniquingKeysWith: { first, _ in first })
      for (index, oid) in mine.enumerated() {
        guard let name = names[oid], name != before[index] else { continue }
        changes.append(
          Change(
            .enumValueRenamed, of: old.reference, details: [detail(before[index], name)], .breaking,
            "rows say \(name) now where they said \(before[index])"))
        before[index] = name
      }
    }
    for label in before where !after.contains(label) {
      changes.append(
        Change(
          .enumValueDropped, of: old.reference, details: [detail(label, nil)], .breaking,
          "\(label) is no value any more; what was mapped from it stays empty"))
    }
    for label in after where !before.contains(label) {
      changes.append(
        Change(
          .enumValueAdded, of: old.reference, details: [detail(nil, label)], .risky,
          "\(label) arrives where nothing maps it yet"))
    }
    if before.filter(after.contains) != after.filter(before.contains) {
      changes.append(
        Change(
          .enumValuesReordered, of: old.reference,
          details: [Change.Detail(.labels, before: .list(before), after: .list(after))], .risky,
          "comparisons and sorting follow another order"))
    }
    return changes
  }

  /// What is left makes the object what it is: one change for all of it.
  func remainder(
    _ details: [Change.Detail], _ old: SchemaObject, _ new: SchemaObject
  ) -> [Change] {
    guard !details.isEmpty else { return [] }
    let kind = old.kind.changeKinds.changed
    let (verdict, reason) = old.verdictWhenChanged(details)
    return [Change(kind, of: old.reference, details: details, verdict, reason)]
  }
}
