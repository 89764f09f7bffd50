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
    self.reader = reader
    self.serverVersion = serverVersion
    self.database = database
    self.unfoldsPartitions = unfoldsPartitions
    self.scopes = scopes
    self.notInspected = notInspected
    self.notVisible = notVisible
    self.objects = Self.sorted(objects)
  }

  /// The part of the snapshot that a scope asks for.
  package func narrowed(to scope: SchemaScope) -> SchemaSnapshot {
    SchemaSnapshot(
      reader: reader, serverVersion: serverVersion, database: database,
      unfoldsPartitions: unfoldsPartitions, scopes: scopes + [scope], notInspected: notInspected,
      notVisible: notVisible, objects: objects.filter(scope.includes))
  }
}

extension SchemaSnapshot {
  /// By schema and relation; there a relation before its parts, parts by kind, then by name.
  private static func sorted(_ objects: [SchemaObject]) -> [SchemaObject] {
    // Most objects are parts of few relations: sorting those apart compares far fewer names.
    let groups = Dictionary(grouping: objects, by: \.group)
    return groups.sorted { $0.key < $1.key }.flatMap { _, objects in
      objects.count == 1
        ? objects
        : objects.sorted { left, right in
          left.kind == right.kind
            ? left.name < right.name : left.kind.position < right.kind.position
        }
    }
  }
}

extension SchemaObject {
  /// The schema and the relation that the object is or is a part of, as far as there are any.
  fileprivate var group: QualifiedName {
    QualifiedName(name.path.first ?? "", name.path.count > 1 ? name.path[1] : "")
  }
}
