/// Everything that a database's schemas hold at one moment.
package struct SchemaSnapshot: Sendable {
  /// The version of the file format that this code writes; newer ones are refused.
  package static let format = 1

  package let reader: Snapshot.Reader
  /// The server's version as one number: 150018 is 15.18.
  package let serverVersion: Int
  /// The cluster's system identifier and the database's OID; inside one database OIDs prove renames.
  package let database: String?
  /// Whether partitions were read with their columns, constraints and indexes.
  package let unfoldsPartitions: Bool
  /// What was asked for; an object is in the snapshot only if all of these include it.
  package let scopes: [SchemaScope]
  /// Kinds of facts that this reader does not look at.
  package let notInspected: [String]
  /// Kinds of facts that the role could not see, which is not to say that there are none.
  package let notVisible: [String]
  /// Sorted by schema, relation, kind and name.
  package let objects: [SchemaObject]

  package init(
    reader: Snapshot.Reader, serverVersion: Int, database: String?, unfoldsPartitions: Bool,
    scopes: [SchemaScope] = [], notInspected: [String], notVisible: [String] = [],
    objects: [SchemaObject]
  ) {
    // Most objects are parts of few relations: sorting those apart compares far fewer names.
    let groups = Dictionary(grouping: objects, by: \.group)
    self.init(
      reader: reader, serverVersion: serverVersion, database: database,
      unfoldsPartitions: unfoldsPartitions, scopes: scopes, notInspected: notInspected,
      notVisible: notVisible,
      sortedObjects: groups.sorted { $0.key < $1.key }.flatMap { SchemaObject.sorted($0.value) })
  }

  /// - Parameter sortedObjects: by their groups, each as `SchemaObject.sorted` gives it.
  package init(
    reader: Snapshot.Reader, serverVersion: Int, database: String?, unfoldsPartitions: Bool,
    scopes: [SchemaScope] = [], notInspected: [String], notVisible: [String] = [],
    sortedObjects: [SchemaObject]
  ) {
    self.reader = reader
    self.serverVersion = serverVersion
    self.database = database
    self.unfoldsPartitions = unfoldsPartitions
    self.scopes = scopes
    self.notInspected = notInspected
    self.notVisible = notVisible
    objects = sortedObjects
  }

  /// The part of the snapshot that a scope asks for.
  package func narrowed(to scope: SchemaScope) -> SchemaSnapshot {
    SchemaSnapshot(
      reader: reader, serverVersion: serverVersion, database: database,
      unfoldsPartitions: unfoldsPartitions, scopes: scopes + [scope], notInspected: notInspected,
      notVisible: notVisible, sortedObjects: objects.filter(scope.includes))
  }
}

extension SchemaObject {
  /// The schema and the relation that the object is or is a part of, as far as there are any.
  package var group: QualifiedName {
    QualifiedName(name.path.first ?? "", name.path.count > 1 ? name.path[1] : "")
  }

  /// The objects of one group: a relation before its parts, parts by kind, then by name.
  package static func sorted(_ group: [SchemaObject]) -> [SchemaObject] {
    guard group.count > 1 else { return group }
    let placed: [(position: Int, object: SchemaObject)] = group.map { ($0.kind.position, $0) }
    let ordered = placed.sorted { left, right in
      if left.position != right.position { return left.position < right.position }
      return left.object.name < right.object.name
    }
    return ordered.map(\.object)
  }
}
