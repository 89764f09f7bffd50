import WarehouseModel

extension SchemaSnapshot {
  /// The objects that `information_schema` shows, and what it cannot show.
  ///
  /// - Parameter obscure: relations of whose constraints some cannot be told from namesakes elsewhere in
  ///   the schema.
  init(of snapshot: Snapshot, obscure: Set<QualifiedName>, serverVersion: Int) {
    self.init(
      reader: .portable, serverVersion: serverVersion, database: nil, unfoldsPartitions: true,
      notInspected: ObjectReader.notInspected + [
        "all but tables, views, columns and their constraints"
      ],
      notVisible: snapshot.relations.filter {
        $0.constraints == nil || obscure.contains($0.name)
      }.map {
        SchemaSnapshot.hiddenConstraints(of: $0.name)
      },
      objects: snapshot.relations.flatMap(\.objects))
  }
}

extension Relation {
  fileprivate var objects: [SchemaObject] {
    let path = [name.schema, name.name]
    let kind: ObjectKind =
      switch self.kind {
      case .table, .partitionedTable: .table
      case .view: .view
      case .materializedView: .materializedView
      case .foreignTable: .foreignTable
      }
    var whole: [SchemaObject.Known] = []
    if !columns.isEmpty { whole.append(.init(.columns, .list(columns.map(\.name.text)))) }
    return [SchemaObject(kind: kind, name: ObjectName(path), facts: whole)]
      + columns.map { $0.object(in: path) } + (constraints ?? []).compactMap { $0.object(in: path) }
  }
}

extension Column {
  fileprivate func object(in path: [Identifier]) -> SchemaObject {
    var facts = [SchemaObject.Known(.type, .text(type.description))]
    if isNotNull == true { facts.append(.init(.notNull, .flag)) }
    if let defaultExpression { facts.append(.init(.default, .text(defaultExpression))) }
    return SchemaObject(kind: .column, name: ObjectName(path + [name]), facts: facts)
  }
}

extension Constraint {
  fileprivate func object(in path: [Identifier]) -> SchemaObject? {
    let name = ObjectName(path + [self.name])
    func list(_ aspect: Aspect, _ names: [Identifier]) -> SchemaObject.Known {
      .init(aspect, .list(names.map(\.text)))
    }
    switch kind {
    case .primaryKey(let columns):
      return SchemaObject(kind: .primaryKey, name: name, facts: [list(.columns, columns)])
    case .unique(let columns):
      return SchemaObject(kind: .unique, name: name, facts: [list(.columns, columns)])
    case .uniqueIndex: return nil
    case .foreignKey(let columns, let references, let referenced):
      let target = ObjectName([references.schema, references.name]).description
      return SchemaObject(
        kind: .foreignKey, name: name,
        facts: [
          list(.columns, columns), list(.referencedColumns, referenced),
          .init(.references, .text(target)),
        ])
    case .check(let expression):
      return SchemaObject(
        kind: .check, name: name,
        facts: [.init(.expression, .text(Aspect.expression.normalised(expression)))])
    }
  }
}
