/// Which object of one snapshot is which of another.
struct Matching: Sendable {
  /// Objects that are in both, under whatever name.
  private(set) var pairs: [(before: SchemaObject, after: SchemaObject)] = []
  private(set) var dropped: [SchemaObject] = []
  private(set) var added: [SchemaObject] = []
  private(set) var renames = Renames()
  /// Whether renames could be proven.
  let isOneDatabase: Bool

  init(_ before: [SchemaObject], _ after: [SchemaObject], isOneDatabase: Bool) {
    self.isOneDatabase = isOneDatabase
    var matcher = Matcher(after)
    var rest: [SchemaObject] = []
    if isOneDatabase {
      for object in before {
        if let other = matcher.take(identity: object) {
          pairs.append((object, other))
          if object.name.path != other.name.path { renames.note(object, other) }
          renames.noteLabels(object, other)
        } else {
          rest.append(object)
        }
      }
    } else {
      rest = before
    }
    for object in rest {
      if let other = matcher.take(name: renames.translated(object), of: object) {
        pairs.append((object, other))
      } else {
        dropped.append(object)
      }
    }
    added = matcher.rest
    matchPrimaryKeys()
  }

  /// A table has one primary key: dropped under one name and added under another, it has changed.
  private mutating func matchPrimaryKeys() {
    let new = Dictionary(
      added.filter { $0.kind == .primaryKey }.map { ($0.name.parent, $0) },
      uniquingKeysWith: { first, _ in first })
    var matched: Set<ObjectName> = []
    var rest: [SchemaObject] = []
    for old in dropped {
      if old.kind == .primaryKey, let other = new[renames.translated(old).parent],
        matched.insert(other.name).inserted
      {
        pairs.append((old, other))
      } else {
        rest.append(old)
      }
    }
    dropped = rest
    added.removeAll { $0.kind == .primaryKey && matched.contains($0.name) }
  }
}

/// The objects of the second snapshot that are still to be matched.
private struct Matcher {
  private var byName: [NameKey: Int] = [:]
  private var byIdentity: [IdentityKey: Int] = [:]
  private var objects: [SchemaObject?]

  init(_ objects: [SchemaObject]) {
    self.objects = objects
    byName.reserveCapacity(objects.count)
    byIdentity.reserveCapacity(objects.count)
    for (index, object) in objects.enumerated() {
      byName[NameKey(space: object.kind.space, name: object.name)] = index
      if let identity = object.identity {
        byIdentity[IdentityKey(space: object.kind.space, identity)] = index
      }
    }
  }

  var rest: [SchemaObject] { objects.compactMap { $0 } }

  mutating func take(identity object: SchemaObject) -> SchemaObject? {
    guard let identity = object.identity,
      let index = byIdentity[IdentityKey(space: object.kind.space, identity)]
    else { return nil }
    return take(index, for: object)
  }

  mutating func take(name: ObjectName, of object: SchemaObject) -> SchemaObject? {
    byName[NameKey(space: object.kind.space, name: name)].flatMap { take($0, for: object) }
  }

  /// A constraint of one kind is never one of another kind.
  private mutating func take(_ index: Int, for object: SchemaObject) -> SchemaObject? {
    guard let other = objects[index], object.kind.space != .constraint || object.kind == other.kind
    else { return nil }
    objects[index] = nil
    return other
  }

  private struct NameKey: Hashable {
    let space: ObjectKind.Space
    let name: ObjectName
  }

  private struct IdentityKey: Hashable {
    let space: ObjectKind.Space
    let oid: UInt32
    let sub: Int32

    init(space: ObjectKind.Space, _ identity: CatalogIdentity) {
      self.space = space
      oid = identity.oid
      sub = identity.sub
    }
  }
}
