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
  /// Kinds of facts that this reader does not look at.
  package let notInspected: [String]
  /// Kinds of facts that the role could not see, which is not to say that there are none.
  package let notVisible: [String]
  /// Sorted by schema, relation, kind and name.
  package let objects: [SchemaObject]

  package init(
    reader: Snapshot.Reader, serverVersion: Int, database: String?, unfoldsPartitions: Bool,
    notInspected: [String], notVisible: [String] = [], objects: [SchemaObject]
  ) {
    self.reader = reader
    self.serverVersion = serverVersion
    self.database = database
    self.unfoldsPartitions = unfoldsPartitions
    self.notInspected = notInspected
    self.notVisible = notVisible
    self.objects = objects.sorted(by: SchemaObject.precedes)
  }

  /// The same snapshot of fewer objects.
  package func filtered(_ isIncluded: (SchemaObject) -> Bool) -> SchemaSnapshot {
    SchemaSnapshot(
      reader: reader, serverVersion: serverVersion, database: database,
      unfoldsPartitions: unfoldsPartitions, notInspected: notInspected, notVisible: notVisible,
      objects: objects.filter(isIncluded))
  }
}

extension SchemaObject {
  /// A relation before its parts, parts by kind, then by name.
  static func precedes(_ left: SchemaObject, _ right: SchemaObject) -> Bool {
    let (mine, other) = (left.name.path, right.name.path)
    for index in 0..<2 {
      let a = index < mine.count ? mine[index].text : ""
      let b = index < other.count ? other[index].text : ""
      if !a.utf8.elementsEqual(b.utf8) { return a.utf8.lexicographicallyPrecedes(b.utf8) }
    }
    if left.kind != right.kind { return left.kind.position < right.kind.position }
    return left.name < right.name
  }
}
