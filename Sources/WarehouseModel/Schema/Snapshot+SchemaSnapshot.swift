extension Snapshot {
  /// What contracts are held against, of a full snapshot.
  package init(of schema: SchemaSnapshot, unreadable: [QualifiedName: Set<Identifier>] = [:]) {
    var parts: [ObjectName: [SchemaObject]] = [:]
    for object in schema.objects where object.kind.isPart {
      parts[object.name.parent, default: []].append(object)
    }
    let relations = schema.objects.compactMap { object in
      Relation(object, parts: parts[object.name] ?? [])
    }
    let names = Set(relations.map(\.name))
    self.init(
      reader: schema.reader, relations: relations,
      unreadable: unreadable.filter { names.contains($0.key) })
  }
}

extension Relation {
  /// Nil for what cannot be read like a table.
  fileprivate init?(_ object: SchemaObject, parts: [SchemaObject]) {
    let kind: Kind
    switch object.kind {
    case .table: kind = object.has(.partitionKey) ? .partitionedTable : .table
    case .view: kind = .view
    case .materializedView: kind = .materializedView
    case .foreignTable: kind = .foreignTable
    default: return nil
    }
    guard let name = object.name.relation else { return nil }
    let columns = Dictionary(
      parts.lazy.filter { $0.kind == .column }.map { ($0.name.last, $0) },
      uniquingKeysWith: { first, _ in first })
    self.init(
      name: name, kind: kind,
      columns: object.list(.columns).compactMap { columns[Identifier($0)].flatMap(Column.init) },
      constraints: parts.compactMap(Constraint.init), comment: object.text(.comment))
  }
}

extension Column {
  fileprivate init?(_ object: SchemaObject) {
    guard let type = object.text(.type) else { return nil }
    self.init(
      name: object.name.last, type: DataType(type), isNotNull: object.has(.notNull),
      defaultExpression: object.text(.default), comment: object.text(.comment))
  }
}

extension Constraint {
  /// Nil for what is no rule that contracts know.
  fileprivate init?(_ object: SchemaObject) {
    guard let kind = Kind(object) else { return nil }
    self.init(name: object.name.last, kind: kind, isValid: !object.has(.notValid))
  }
}

extension Constraint.Kind {
  fileprivate init?(_ object: SchemaObject) {
    let columns = object.list(.columns).map { Identifier($0) }
    switch object.kind {
    case .primaryKey: self = .primaryKey(columns: columns)
    case .unique: self = .unique(columns: columns)
    case .index:
      guard let columns = object.uniqueColumns else { return nil }
      self = .uniqueIndex(columns: columns)
    case .foreignKey:
      let target = Identifier.parts(of: object.text(.references) ?? "")
      guard target.count == 2 else { return nil }
      self = .foreignKey(
        columns: columns, references: QualifiedName(target[0], target[1]),
        referenced: object.list(.referencedColumns).map { Identifier($0) })
    case .check:
      guard let expression = object.text(.expression) else { return nil }
      self = .check(expression: expression)
    default: return nil
    }
  }
}

extension SchemaObject {
  /// The columns of which an index lets no two rows have the same values; nil where it is not valid,
  /// not unique, of some rows only, or of expressions.
  fileprivate var uniqueColumns: [Identifier]? {
    guard kind == .index, has(.unique), !has(.invalid), !has(.predicate) else { return nil }
    let columns = list(.keys).map { Identifier.column(ofKey: $0) }
    let plain = columns.compactMap(\.self)
    return plain.count == columns.count ? plain : nil
  }
}
