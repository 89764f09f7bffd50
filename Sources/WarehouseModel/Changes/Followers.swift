/// Changes that come about because another object underwent the same: a child's column follows its
/// parent's, a sequence moves with the table that owns it.
struct Followers {
  /// The parents of each relation, by the names of the first snapshot and of the second.
  private var parents = (before: Parents(), after: Parents())
  /// The relation whose column owns a sequence, by the sequence's name.
  private var owners: [ObjectName: ObjectName] = [:]
  private var references: [Event: ObjectReference] = [:]

  private typealias Parents = [ObjectName: [ObjectName]]

  init(_ changes: [Change], matching: Matching) {
    for (before, after) in matching.pairs {
      note(before, in: \.parents.before)
      note(after, in: \.parents.after)
      if before.kind == .sequence, let owner = before.text(.ownedBy) {
        owners[before.name] = ObjectName(Identifier.parts(of: owner)).parent
      }
    }
    for object in matching.dropped { note(object, in: \.parents.before) }
    for object in matching.added { note(object, in: \.parents.after) }
    guard !parents.before.isEmpty || !parents.after.isEmpty || !owners.isEmpty else { return }
    for change in changes { references[Event(change, of: change.object.name)] = change.object }
  }

  func cause(of change: Change) -> ObjectReference? {
    let name = change.object.name
    if let owner = owners[name], change.object.kind == .sequence {
      switch change.kind {
      case .objectMoved: return moved(owner, to: change.newName)
      case .ownerChanged, .persistenceChanged: return references[Event(change, of: owner)]
      default: break
      }
    }
    guard change.object.kind.isPart, name.path.count == 3 else { return nil }
    let parents = change.kind.direction == .added ? parents.after : parents.before
    return parents[name.parent]?.lazy.compactMap { parent in
      references[Event(change, of: ObjectName(parent.path + [name.last]))]
    }.first
  }

  private func moved(_ table: ObjectName, to name: ObjectName?) -> ObjectReference? {
    references.first { event, reference in
      event.kind == .tableMoved && event.name == table && event.newPath?.first == name?.path.first
    }?.value
  }

  private mutating func note(
    _ object: SchemaObject, in side: WritableKeyPath<Followers, Parents>
  ) {
    let names =
      object.list(.inherits)
      + [object.text(.partitionOf), object.text(.ofType)].compactMap { $0 }
    guard !names.isEmpty, object.kind.space == .relation else { return }
    self[keyPath: side][object.name] = names.map { ObjectName(Identifier.parts(of: $0)) }
  }
}

/// What happened to an object, so that the same happening to another can be told.
private struct Event: Hashable {
  let kind: ChangeKind
  let name: ObjectName
  let newLast: Identifier?
  let newPath: [Identifier]?
  let details: [Change.Detail]

  init(_ change: Change, of name: ObjectName) {
    kind = change.kind
    self.name = name
    newLast = change.newName?.last
    newPath = change.kind == .tableMoved ? change.newName?.path : nil
    // What comes and goes may be inherited here and the object's own there.
    details = change.kind.direction == .changed ? change.details : []
  }
}
