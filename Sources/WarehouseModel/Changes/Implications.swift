/// Finds the changes that another one brought about: a part of what was dropped, the sequence of a
/// column that went, the index on it.
struct Implications {
  let changes: [Change]

  init(_ changes: [Change], matching: Matching) {
    let dropped = Causes(matching.dropped)
    let added = Causes(matching.added)
    let relatives = Self.relatives(in: changes)
    let recast = Self.recastTypes(matching)
    let followers = Followers(changes, matching: matching)
    self.changes = changes.map { change in
      var change = change
      if change.kind == .inheritanceChanged, change.object.kind.isPart {
        change.impliedBy = relatives[change.object.name.parent]
        if change.impliedBy != nil { return change }
      }
      if change.object.kind.isPart, change.object.name.path.count == 3,
        let whole = recast[change.object.name.parent], change.kind != .possibleRename
      {
        change.impliedBy = whole
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
      change.impliedBy = change.impliedBy ?? followers.cause(of: change)
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

  /// Relations that got or lost a parent: their parts are their own or its from then on.
  private static func relatives(in changes: [Change]) -> [ObjectName: ObjectReference] {
    var relatives: [ObjectName: ObjectReference] = [:]
    for change in changes where !change.object.kind.isPart {
      switch change.kind {
      case .inheritanceChanged, .partitionAttached, .partitionDetached:
        relatives[change.object.name] = change.object
      default: break
      }
    }
    return relatives
  }
}

/// What came or went, by name.
private struct Causes {
  private var wholes: [ObjectName: ObjectReference] = [:]
  private var columns: [ObjectName: ObjectReference] = [:]
  private var objects: [ObjectReference: SchemaObject] = [:]

  init(_ objects: [SchemaObject]) {
    for object in objects {
      self.objects[object.reference] = object
      if object.kind == .column {
        columns[object.name] = object.reference
      } else if !object.kind.isPart, object.name.path.count == 2 {
        switch object.kind.space {
        case .relation, .type: wholes[object.name] = object.reference
        default: break
        }
      }
    }
  }

  func cause(of change: Change) -> ObjectReference? {
    guard change.kind != .possibleRename, let object = objects[change.object] else { return nil }
    let name = object.name
    if object.kind.isPart, name.path.count == 3 {
      if let whole = wholes[name.parent] { return whole }
      if let column = column(behind: object) { return column }
    }
    if let parent = object.text(.partitionOf) { return whole(named: parent) }
    if let owner = object.text(.ownedBy), let column = part(named: owner) { return column }
    if object.kind == .statistics, let table = object.text(.table), let whole = whole(named: table)
    {
      return whole
    }
    if object.kind == .foreignKey, let table = object.text(.references) {
      return whole(named: table)
    }
    return nil
  }

  /// A change of something that stays, which what came or went explains.
  func cause(ofChange change: Change) -> ObjectReference? {
    switch change.kind {
    case .grainChanged, .uniqueChanged, .foreignKeyChanged, .indexChanged:
      return change.details.lazy.compactMap { detail -> ObjectReference? in
        guard case .list(let names)? = detail.before else { return nil }
        return names.lazy.compactMap {
          columns[ObjectName(change.object.name.parent.path + [Identifier($0)])]
        }
        .first
      }.first
    default: return nil
    }
  }

  /// The column without which a constraint or an index cannot be.
  private func column(behind object: SchemaObject) -> ObjectReference? {
    guard object.kind != .column else { return nil }
    let names = (object.list(.columns) + object.list(.include)).map { Identifier($0) }
    return (names + object.list(.keys).compactMap(Identifier.column(ofKey:))).lazy.compactMap {
      columns[ObjectName(object.name.parent.path + [$0])]
    }.first
  }

  private func whole(named text: String) -> ObjectReference? {
    wholes[ObjectName(Identifier.parts(of: text))]
  }

  /// A column by its printed name, or what it is a part of.
  private func part(named text: String) -> ObjectReference? {
    let name = ObjectName(Identifier.parts(of: text))
    return wholes[name.parent] ?? columns[name]
  }
}
