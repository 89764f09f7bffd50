extension Judge {
  /// Changes with an id of their own; nil where the aspect is one of many that make an object what it is.
  func special(
    _ detail: Change.Detail, _ old: SchemaObject, _ new: SchemaObject
  ) -> [Change]? {
    switch old.kind {
    case .table, .view, .materializedView, .foreignTable: relation(detail, old, new)
    case .column: column(detail, old, new)
    case .primaryKey, .unique, .foreignKey, .check, .exclusion: constraint(detail, old)
    case .index: index(detail, old)
    case .sequence: sequence(detail, old)
    case .enumeration: detail.aspect == .labels ? labels(old, new) : nil
    case .domain: domain(detail, old)
    case .compositeType: detail.aspect == .columns ? columnOrder(detail, old) : nil
    case .function, .procedure, .aggregate, .windowFunction: routine(detail, old)
    case .trigger, .eventTrigger: trigger(detail, old)
    case .database: database(detail, old)
    default: nil
    }
  }

  private func relation(
    _ detail: Change.Detail, _ old: SchemaObject, _ new: SchemaObject
  ) -> [Change]? {
    func change(_ kind: ChangeKind, _ verdict: Verdict, _ reason: String) -> [Change] {
      [Change(kind, of: old.reference, details: [detail], verdict, reason)]
    }
    switch detail.aspect {
    case .columns: return columnOrder(detail, old)
    case .triggers:
      let isOff = detail.after.elements.contains { !detail.before.elements.contains($0) }
      return change(
        isOff ? .triggerDisabled : .triggerEnabled, .risky,
        "triggers of this partition are switched otherwise than those of the whole")
    case .persistence:
      return detail.after == nil
        ? change(
          .persistenceChanged, .compatible, "the table is logged now, and survives a crash")
        : change(
          .persistenceChanged, .risky,
          "an unlogged table is empty after a crash, and on every standby")
    case .partitionKey:
      let reason =
        switch (detail.before, detail.after) {
        case (_, nil): "the table is no longer spread over partitions"
        case (nil, _): "the table's rows lie in partitions now"
        default: "rows are spread over partitions by another rule"
        }
      return change(.partitionKeyChanged, .risky, reason)
    case .partitionOf: return partitionMove(detail, old)
    case .partitionBound:
      // What comes and goes with the attachment is said there.
      guard detail.before != nil, detail.after != nil else { return [] }
      return change(.partitionBoundChanged, .risky, "the partition holds other rows now")
    case .inherits, .ofType:
      return change(
        .inheritanceChanged, .risky,
        "a query on the parent reads the rows of its children too, unless it says ONLY")
    case .options:
      return old.kind == .view
        ? viewOptions(detail, old)
        : change(
          .storageParametersChanged, .compatible, "how rows are stored; they read the same")
    case .rowSecurity, .forceRowSecurity:
      return detail.after == nil
        ? change(.rowSecurityDisabled, .risky, "readers see rows that a policy kept from them")
        : change(.rowSecurityEnabled, .breaking, "rows may vanish for a reader without an error")
    case .replicaIdentity:
      return change(
        .replicaIdentityChanged, .risky,
        "subscribers and change capture tell old rows by another key now")
    case .accessMethod:
      return change(.accessMethodChanged, .risky, "another storage engine keeps the rows")
    case .definition where old.kind == new.kind:
      return change(
        .viewDefinitionChanged, .risky, "the same columns may hold other values or other rows")
    case .definition: return []
    case .unpopulated:
      return detail.after == nil
        ? change(.materializedViewPopulated, .compatible, "the view can be read now")
        : change(
          .materializedViewUnpopulated, .breaking, "reading it is an error until it is refreshed")
    case .server:
      return change(.foreignOptionsChanged, .risky, "the rows come from another server now")
    default: return nil
    }
  }

  private func partitionMove(_ detail: Change.Detail, _ old: SchemaObject) -> [Change] {
    var changes: [Change] = []
    if let parent = detail.before.text {
      changes.append(
        Change(
          .partitionDetached, of: old.reference, details: [detail], .breaking,
          "its rows are no longer read through \(parent)"))
    }
    if let parent = detail.after.text {
      changes.append(
        Change(
          .partitionAttached, of: old.reference, details: [detail], .compatible,
          "its rows are read through \(parent) now"))
    }
    return changes
  }

  private func viewOptions(_ detail: Change.Detail, _ old: SchemaObject) -> [Change] {
    let isInvoker = (detail.before.elements + detail.after.elements).contains {
      $0.hasPrefix("security_invoker")
    }
    return [
      Change(
        .viewOptionsChanged, of: old.reference, details: [detail], isInvoker ? .breaking : .risky,
        isInvoker
          ? "the view reads with the rights of another role now: rows or access may vanish"
          : "the planner, or what may be written through the view, is another")
    ]
  }

  /// Columns that both have, in another order than before.
  func columnOrder(_ detail: Change.Detail, _ old: SchemaObject) -> [Change] {
    let before = detail.before.elements.map { renames.column($0, of: old.name) }
    let after = detail.after.elements
    let common = Set(before).intersection(after)
    guard before.filter(common.contains) != after.filter(common.contains) else { return [] }
    return [
      Change(
        .columnsReordered, of: old.reference, details: [detail], .risky,
        "a reader that goes by position, such as COPY or INSERT without names, mixes columns up")
    ]
  }

  private func database(_ detail: Change.Detail, _ old: SchemaObject) -> [Change] {
    detail.aspect == .encoding
      ? [
        Change(
          .encodingChanged, of: old.reference, details: [detail], .breaking,
          "text arrives in another encoding")
      ]
      : [
        Change(
          .databaseLocaleChanged, of: old.reference, details: [detail], .risky,
          "text sorts, compares and changes case by other rules")
      ]
  }
}
