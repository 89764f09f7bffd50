extension Judge {
  func column(
    _ detail: Change.Detail, _ old: SchemaObject, _ new: SchemaObject
  ) -> [Change]? {
    func change(_ kind: ChangeKind, _ verdict: Verdict, _ reason: String) -> [Change] {
      [Change(kind, of: old.reference, details: [detail], verdict, reason)]
    }
    switch detail.aspect {
    case .type: return [typeChange(detail, old)].compactMap { $0 }
    case .notNull:
      return detail.after == nil
        ? change(.notNullDropped, .risky, "NULLs may arrive where none did")
        : change(.notNullAdded, .compatible, "no NULL arrives any more")
    case .default:
      return change(.defaultChanged, .risky, "new rows mean something else where nothing is given")
    case .identity:
      return change(
        .identityChanged, .risky,
        detail.after == nil
          ? "numbers are no longer made by the server" : "who makes the numbers has changed")
    case .identityOptions:
      // What comes and goes with the identity is said there.
      guard detail.before != nil, detail.after != nil else { return [] }
      return change(.identityChanged, .risky, "numbers are made by other rules")
    case .generated:
      return change(
        .generatedChanged, .risky,
        detail.after == nil
          ? "the value is no longer computed, so it may be anything"
          : "the value is computed by another expression")
    case .collation:
      return change(.columnCollationChanged, .risky, "the column sorts and compares by other rules")
    case .storage, .compression, .statisticsTarget, .options:
      return change(.columnStorageChanged, .compatible, "how values are kept; they read the same")
    case .inherited:
      return change(
        .inheritanceChanged, .compatible, "whether the column is the table's own or its parent's")
    default: return nil
    }
  }

  /// The same type under a renamed name is no change.
  func typeChange(_ detail: Change.Detail, _ old: SchemaObject) -> Change? {
    guard let before = detail.before.text, let after = detail.after.text else { return nil }
    let (was, now) = (DataType(before), DataType(after))
    switch now.relation(toPromised: was) {
    case .same:
      guard before != after else { return nil }
      return Change(
        .typeChanged, of: old.reference, details: [detail], .breaking,
        "\(before) and \(after) are types of their own")
    case .wider:
      return Change(
        .typeWidened, of: old.reference, details: [detail], .risky,
        "\(after) holds values that \(before) does not; a target as narrow as before refuses them")
    case .narrower:
      return Change(
        .typeNarrowed, of: old.reference, details: [detail], .risky,
        "\(after) does not hold all that \(before) did; values were cut, or will be refused")
    case .otherFamily:
      return Change(
        .typeChanged, of: old.reference, details: [detail], .breaking,
        "\(after) is of another family than \(before): a typed target refuses it or misreads it")
    }
  }
}
