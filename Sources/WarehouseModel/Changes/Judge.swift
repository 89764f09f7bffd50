/// Turns matched objects into changes with verdicts (DESIGN, section 6: for a reader that names its
/// columns and loads into typed targets).
struct Judge: Sendable {
  let matching: Matching

  init(matching: Matching) {
    self.matching = matching
  }

  var renames: Renames { matching.renames }

  // MARK: - Coming and going

  func added(_ object: SchemaObject) -> Change {
    let kind =
      object.isPartition ? ChangeKind.partitionAttached : object.kind.changeKinds.added
    let (verdict, reason) = object.verdictWhenAdded
    return Change(
      kind, of: object.reference, details: object.details(isAfter: true), verdict, reason)
  }

  func dropped(_ object: SchemaObject) -> Change {
    let kind =
      object.isPartition ? ChangeKind.partitionDropped : object.kind.changeKinds.dropped
    let (verdict, reason) = object.verdictWhenDropped
    return Change(
      kind, of: object.reference, details: object.details(isAfter: false), verdict, reason)
  }

  // MARK: - Changing

  func changes(from old: SchemaObject, to new: SchemaObject) -> [Change] {
    var changes: [Change] = []
    if let change = rename(old, new) { changes.append(change) }
    if old.kind != new.kind { changes.append(kindChange(old, new)) }
    guard old.facts != new.facts else { return changes }
    var details = withoutCompanions(of: difference(old, new))
    if old.kind != new.kind { details.removeAll { Self.ofOneKind.contains($0.aspect) } }
    guard !details.isEmpty else { return changes }
    var rest: [Change.Detail] = []
    for detail in details {
      if let found = common(detail, old, new) ?? special(detail, old, new) {
        changes += found
      } else {
        rest.append(detail)
      }
    }
    // A type of another sort has other facts, which say no more than that.
    if old.kind != new.kind, [.type, .routine].contains(old.kind.space) { return changes }
    return changes + remainder(rest, old, new)
  }

  /// What differs once renames are followed; the new order of columns counts, not which they are.
  private func difference(_ old: SchemaObject, _ new: SchemaObject) -> [Change.Detail] {
    let aspects = Set(old.facts.map(\.aspect)).union(new.facts.map(\.aspect)).sorted()
    return aspects.compactMap { aspect in
      let (before, after) = (old[aspect], new[aspect])
      if before == after || isFollower(aspect, old, new) { return nil }
      // A relation that was seen with its columns once and without them now is not compared on them.
      if aspect == .columns, !old.kind.isPart, before == nil || after == nil { return nil }
      return Change.Detail(aspect, before: before, after: after)
    }
  }

  /// Without what a new type of the column brings along: the cast of its default, and the range of its
  /// identity.
  private func withoutCompanions(of details: [Change.Detail]) -> [Change.Detail] {
    if details.contains(where: { $0.aspect == .identity }),
      details.contains(where: \.isFromSequenceToIdentity)
    {
      return details.filter { $0.aspect != .default }
    }
    guard details.contains(where: { $0.aspect == .type || $0.aspect == .baseType }) else {
      return details
    }
    return details.filter { detail in
      switch detail.aspect {
      case .default, .generated: !detail.isRecast
      case .identityOptions:
        detail.before.elements.filter { !$0.isRange }
          != detail.after.elements.filter { !$0.isRange }
      default: true
      }
    }
  }

  /// Whether renames alone explain that an aspect reads otherwise.
  private func isFollower(_ aspect: Aspect, _ old: SchemaObject, _ new: SchemaObject) -> Bool {
    guard !renames.isEmpty, let before = old[aspect], let after = new[aspect] else { return false }
    guard Self.storedExpressions.contains(aspect) else {
      return !Self.freeTexts.contains(aspect) && renames.areEqual(before, after)
    }
    // The same stored expression proves it; a new one may still be the old one, written anew.
    let trees = (old.identity?.tree, new.identity?.tree)
    if matching.isOneDatabase, let tree = trees.0, tree == trees.1 { return true }
    let isNew = trees.0 != nil && trees.1 != nil
    return aspect != .body && renames.areEqual(before, after, followsStrings: !isNew)
  }

  /// Aspects that the server prints from expressions that it stores by OIDs and numbers.
  private static let storedExpressions: Set<Aspect> = [
    .arguments, .body, .default, .definition, .expression, .generated, .keys, .partitionBound,
    .partitionKey, .predicate, .using, .withCheck,
  ]

  /// Aspects that only some kinds of objects have: that they came or went says no more than the kind.
  private static let ofOneKind: Set<Aspect> = [
    .definition, .foreignOptions, .persistence, .result, .server, .unpopulated,
  ]

  /// Aspects whose words no rename reaches: whoever changed them meant it.
  private static let freeTexts: Set<Aspect> = [
    .comment, .configuration, .foreignOptions, .grants, .indexComment, .labels, .options, .owner,
    .revokes, .roles,
    .slot, .version,
  ]

  private func rename(_ old: SchemaObject, _ new: SchemaObject) -> Change? {
    let expected = renames.translated(old)
    // The signature follows the types of the arguments.
    guard expected.path != new.name.path else { return nil }
    let isMove =
      !old.kind.isPart && expected.path.count == 2 && new.name.path.count == 2
      && expected.path[0] != new.name.path[0]
    let kinds = old.kind.changeKinds
    let kind: ChangeKind =
      isMove ? (old.kind.space == .relation ? .tableMoved : .objectMoved) : kinds.renamed
    let (verdict, reason) = old.verdictWhenRenamed(to: new.name)
    return Change(kind, of: old.reference, newName: new.name, verdict, reason)
  }

  private func kindChange(_ old: SchemaObject, _ new: SchemaObject) -> Change {
    switch old.kind.space {
    case .relation:
      Change(
        .relationKindChanged, of: old.reference, .risky,
        "a \(old.kind.words) has become a \(new.kind.words): speed, locks and freshness differ")
    case .type:
      Change(
        .typeChanged, of: old.reference, .breaking,
        "the \(old.kind.words) has become a \(new.kind.words)")
    case .routine, .constraint, .own:
      Change(
        .routineChanged, of: old.reference, .breaking,
        "the \(old.kind.words) has become a \(new.kind.words), which is called otherwise")
    }
  }
}

extension SchemaObject {
  fileprivate var isPartition: Bool { kind.space == .relation && has(.partitionOf) }

  /// Everything known, as what came or what went.
  fileprivate func details(isAfter: Bool) -> [Change.Detail] {
    facts.map {
      Change.Detail($0.aspect, before: isAfter ? nil : $0.fact, after: isAfter ? $0.fact : nil)
    }
  }
}

extension Change.Detail {
  /// Whether a default that took numbers from a sequence gave way to an identity, or the other way round.
  fileprivate var isFromSequenceToIdentity: Bool {
    aspect == .default && (before == nil) != (after == nil)
      && [before.text, after.text].contains { $0?.hasPrefix("nextval(") ?? false }
  }
}

extension String {
  /// Whether this is one of an identity's options that follow from the type.
  fileprivate var isRange: Bool { hasPrefix("minimum ") || hasPrefix("maximum ") }
}
