/// Finds the changes that another one brought about: a part of what was dropped, the sequence of a
/// column that went, the index on it.
struct Implications {
  let changes: [Change]

  init(_ changes: [Change], matching: Matching) {
    let dropped = Causes(matching.dropped, isGone: true)
    let added = Causes(matching.added, isGone: false)
    let relatives = Self.relatives(
      in: changes, by: [.inheritanceChanged, .partitionAttached, .partitionDetached])
    let attached = Self.relatives(in: changes, by: [.partitionAttached, .partitionDetached])
    let recast = Self.recastTypes(matching)
    let remade = Self.remadeRelations(matching)
    let keys = Self.keys(in: changes, matching)
    let numbered = Self.numberedColumns(in: changes)
    let sequences = Self.sequences(matching)
    let promoted = Self.promotedIndexes(matching)
    let followers = Followers(changes, matching: matching)
    let recasts = Recasts(changes, matching: matching)
    self.changes = changes.map { change in
      var change = change
      if change.object.kind.isPart, change.kind == .inheritanceChanged || change.isOfAttachment {
        let known = change.isOfAttachment ? attached : relatives
        change.impliedBy = known[change.object.name.parent]
        if change.impliedBy != nil { return change }
      }
      if change.object.kind.isPart, change.object.name.path.count == 3,
        let whole = recast[change.object.name.parent], change.kind != .possibleRename
      {
        change.impliedBy = whole
        return change
      }
      if change.object.kind.isPart, let whole = remade[change.object.name.parent],
        change.object.kind != .column || change.kind.isAboutNulls
      {
        change.impliedBy = whole
        return change
      }
      if change.kind.isAboutNulls, let key = keys[change.object.name] {
        change.impliedBy = key
        return change
      }
      if change.object.kind == .index, let constraint = promoted[change.object.name] {
        change.impliedBy = constraint
        return change
      }
      if let owner = sequences[change.object], let column = numbered[owner] {
        change.impliedBy = column
        return change
      }
      switch change.kind.direction {
      case .added: change.impliedBy = added.cause(of: change)
      case .dropped: change.impliedBy = dropped.cause(of: change)
      case .changed:
        change.impliedBy =
          dropped.cause(of: change) ?? dropped.cause(ofChange: change)
          ?? added.cause(ofChange: change)
      }
      change.impliedBy =
        change.impliedBy ?? followers.cause(of: change) ?? recasts.cause(of: change)
      return change
    }
  }
}

extension Implications {
  /// Types that became types of another sort, such as a domain: their parts come and go with that.
  private static func recastTypes(_ matching: Matching) -> [ObjectName: ObjectReference] {
    var recast: [ObjectName: ObjectReference] = [:]
    for (before, after) in matching.pairs
    where before.kind != after.kind && before.kind.space == .type {
      recast[before.name] = before.reference
      recast[after.name] = before.reference
    }
    return recast
  }

  /// Tables that became views or the other way round: keys, indexes and triggers go and come with that.
  private static func remadeRelations(_ matching: Matching) -> [ObjectName: ObjectReference] {
    var remade: [ObjectName: ObjectReference] = [:]
    for (before, after) in matching.pairs
    where before.kind != after.kind && before.kind.space == .relation {
      remade[before.name] = before.reference
      remade[after.name] = before.reference
    }
    return remade
  }

  /// The columns that a primary key took in or let go, which is why they may not or may be NULL.
  private static func keys(
    in changes: [Change], _ matching: Matching
  ) -> [ObjectName: ObjectReference] {
    var keys: [ObjectName: ObjectReference] = [:]
    for change in changes where change.object.kind == .primaryKey {
      for detail in change.details where detail.aspect == .columns {
        let (before, after) = (detail.before.elements, detail.after.elements)
        for column in before + after where before.contains(column) != after.contains(column) {
          let name = ObjectName(change.object.name.parent.path + [Identifier(column)])
          keys[name] = change.object
        }
      }
    }
    return keys
  }

  /// Indexes that a constraint of the same name took over, or gave back.
  private static func promotedIndexes(_ matching: Matching) -> [ObjectName: ObjectReference] {
    let indexes = Set((matching.dropped + matching.added).filter { $0.kind == .index }.map(\.name))
    return Dictionary(
      (matching.dropped + matching.added).filter {
        [.primaryKey, .unique, .exclusion].contains($0.kind) && indexes.contains($0.name)
      }.map { ($0.name, $0.reference) }, uniquingKeysWith: { first, _ in first })
  }

  /// The columns that became or ceased to be an identity.
  private static func numberedColumns(in changes: [Change]) -> [ObjectName: ObjectReference] {
    Dictionary(
      changes.filter { change in
        change.kind == .identityChanged
          && change.details.contains {
            $0.aspect == .identity && ($0.before == nil) != ($0.after == nil)
          }
      }.map { ($0.object.name, $0.object) }, uniquingKeysWith: { first, _ in first })
  }

  /// The column that owns each sequence.
  private static func sequences(_ matching: Matching) -> [ObjectReference: ObjectName] {
    var owners: [ObjectReference: ObjectName] = [:]
    let all = matching.pairs.map(\.before) + matching.dropped + matching.added
    for object in all where object.kind == .sequence {
      guard let owner = object.text(.ownedBy) else { continue }
      owners[object.reference] = ObjectName(Identifier.parts(of: owner))
    }
    return owners
  }

  /// Relations that got or lost a parent: their parts are their own or its from then on.
  private static func relatives(
    in changes: [Change], by kinds: Set<ChangeKind>
  ) -> [ObjectName: ObjectReference] {
    Dictionary(
      changes.filter { !$0.object.kind.isPart && kinds.contains($0.kind) }
        .map { ($0.object.name, $0.object) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Change {
  /// Whether it may be what a partition gets on being attached, or loses on being detached.
  fileprivate var isOfAttachment: Bool {
    [.triggerAdded, .triggerDropped, .indexAdded, .primaryKeyAdded, .uniqueAdded].contains(kind)
  }
}

extension ChangeKind {
  fileprivate var isAboutNulls: Bool { self == .notNullAdded || self == .notNullDropped }
}
