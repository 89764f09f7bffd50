/// What changed between two snapshots, in a defined order.
package struct Difference: Sendable {
  package let changes: [Change]
  /// What was left out of the comparison because one of the snapshots does not show it.
  package let notCompared: [String]

  /// Compares what both snapshots show.
  package init(from before: SchemaSnapshot, to after: SchemaSnapshot) {
    let common = CommonGround(before, after)
    let (old, new) = (common.visible(before: before), common.visible(after: after))
    let isOneDatabase = before.database != nil && before.database == after.database
    let matching = Matching(old, new, isOneDatabase: isOneDatabase)
    let judge = Judge(matching: matching)
    var changes: [Change] = []
    for pair in matching.pairs { changes += judge.changes(from: pair.before, to: pair.after) }
    changes += matching.dropped.map(judge.dropped)
    changes += matching.added.map(judge.added)
    changes += judge.possibleRenames()
    self.changes = Implications(changes, matching: matching).changes.sorted(by: Change.precedes)
    notCompared = common.notCompared
  }

  /// Changes that stand for themselves, those that others brought about left out.
  package var causes: [Change] { changes.filter { $0.impliedBy == nil } }

  /// The worst verdict; nil when nothing changed.
  package var worst: Verdict? { changes.map(\.verdict).min { $0.severity < $1.severity } }
}

/// What two snapshots both show.
private struct CommonGround {
  let notCompared: [String]
  private let scopes: [SchemaScope]
  private let isPortable: Bool
  private let foldsPartitions: Bool
  private let hasPartTriggers: Bool
  /// The partitions of each side, be they one on the other side alone.
  private let partitions: (before: Set<QualifiedName>, after: Set<QualifiedName>)
  private let hidden: Set<String>

  init(_ before: SchemaSnapshot, _ after: SchemaSnapshot) {
    scopes = before.scopes + after.scopes
    isPortable = before.reader == .portable || after.reader == .portable
    foldsPartitions = !before.unfoldsPartitions || !after.unfoldsPartitions
    hasPartTriggers = before.unfoldsPartitions == after.unfoldsPartitions
    partitions = Self.partitions(before, after)
    hidden = Set(before.notVisible + after.notVisible)
    let lines = Set(
      before.notInspected + after.notInspected + before.notVisible + after.notVisible
        + scopes.map(\.leftOut))
    notCompared = lines.sorted()
  }

  /// Relations that are partitions on either side, found again by their OID where that proves who they
  /// are, and by their name where it does not.
  private static func partitions(
    _ before: SchemaSnapshot, _ after: SchemaSnapshot
  ) -> (before: Set<QualifiedName>, after: Set<QualifiedName>) {
    let (old, new) = (Relations(before), Relations(after))
    guard before.database != nil, before.database == after.database else {
      let names = Set(old.partitions.values).union(new.partitions.values)
      return (names, names)
    }
    let oids = Set(old.partitions.keys).union(new.partitions.keys)
    func names(_ mine: Relations, _ other: Relations) -> Set<QualifiedName> {
      let known = oids.compactMap { mine.names[$0] }
      // One that was dropped and made anew has another OID and the same name.
      let anew = other.partitions.filter { oid, name in
        mine.names[oid] == nil && mine.oids[name].map { other.names[$0] == nil } ?? false
      }
      return Set(known).union(anew.values)
    }
    return (names(old, new), names(new, old))
  }

  /// The relations of a snapshot, by OID and by name.
  private struct Relations {
    var names: [UInt32: QualifiedName] = [:]
    var oids: [QualifiedName: UInt32] = [:]
    var partitions: [UInt32: QualifiedName] = [:]

    init(_ snapshot: SchemaSnapshot) {
      for object in snapshot.objects where object.kind.space == .relation {
        guard let name = object.name.relation, let oid = object.identity?.oid else { continue }
        names[oid] = name
        oids[name] = oid
        if object.has(.partitionOf) { partitions[oid] = name }
      }
    }
  }

  /// What is compared of the first snapshot.
  func visible(before snapshot: SchemaSnapshot) -> [SchemaObject] {
    visible(snapshot, partitions: partitions.before)
  }

  /// What is compared of the second one.
  func visible(after snapshot: SchemaSnapshot) -> [SchemaObject] {
    visible(snapshot, partitions: partitions.after)
  }

  private func visible(
    _ snapshot: SchemaSnapshot, partitions: Set<QualifiedName>
  ) -> [SchemaObject] {
    var objects = snapshot.objects
    for scope in scopes { objects = objects.filter(scope.includes) }
    if foldsPartitions { objects = objects.compactMap { folded($0, partitions) } }
    guard isPortable else { return objects }
    // The standard's views show neither materialized views and composite types nor their parts.
    let shown = Set(
      objects.lazy.filter { [.table, .view, .foreignTable].contains($0.kind) }
        .compactMap(\.name.relation))
    return objects.compactMap { object in
      guard let relation = object.name.relation, shown.contains(relation) else { return nil }
      return object.portable(hidingConstraints: isHidden(object))
    }
  }

  /// Without the parts that are not read of a partition, be it one in one of the snapshots alone.
  private func folded(
    _ object: SchemaObject, _ partitions: Set<QualifiedName>
  ) -> SchemaObject? {
    guard let relation = object.name.relation, partitions.contains(relation) else { return object }
    switch object.kind {
    case .column, .primaryKey, .unique, .foreignKey, .check, .exclusion, .index: return nil
    case .trigger: return hasPartTriggers ? object : nil
    default:
      guard object.kind.space == .relation else { return object }
      return object.without(hasPartTriggers ? [.columns] : [.columns, .triggers])
    }
  }

  private func isHidden(_ object: SchemaObject) -> Bool {
    guard let relation = object.name.relation else { return false }
    return hidden.contains(SchemaSnapshot.hiddenConstraints(of: relation))
  }
}

extension SchemaSnapshot {
  /// How `notVisible` says that a role was not shown the constraints of a relation.
  package static func hiddenConstraints(of relation: QualifiedName) -> String {
    "constraints of \(relation)"
  }
}

extension SchemaObject {
  fileprivate func without(_ aspects: Set<Aspect>) -> SchemaObject {
    SchemaObject(
      kind: kind, name: name, facts: facts.filter { !aspects.contains($0.aspect) },
      identity: identity)
  }

  /// What `information_schema` shows of the object; nil where it shows nothing.
  fileprivate func portable(hidingConstraints: Bool) -> SchemaObject? {
    let known: Set<Aspect>
    switch kind {
    case .table, .view, .foreignTable: known = [.columns]
    case .column: known = [.type, .notNull, .default]
    case .primaryKey, .unique: known = [.columns]
    case .foreignKey: known = [.columns, .references, .referencedColumns]
    case .check: known = [.expression]
    default: return nil
    }
    if kind.space == .constraint, hidingConstraints { return nil }
    return SchemaObject(
      kind: kind, name: name, facts: facts.filter { known.contains($0.aspect) }, identity: identity)
  }
}
