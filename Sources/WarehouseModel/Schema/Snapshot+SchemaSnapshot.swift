extension Snapshot {
  /// What contracts are held against, of a full snapshot.
  package init(of schema: SchemaSnapshot, unreadable: [QualifiedName: Set<Identifier>] = [:]) {
    var parts: [ObjectName: [SchemaObject]] = [:]
    for object in schema.objects where object.kind.isPart {
      parts[object.name.parent, default: []].append(object)
    }
    let domains = Domains(schema.objects)
    let relations = schema.objects.compactMap { object in
      Relation(object, parts: parts[object.name] ?? [], domains: domains)
    }
    let names = Set(relations.map(\.name))
    self.init(
      reader: schema.reader, relations: relations,
      unreadable: unreadable.filter { names.contains($0.key) })
  }
}

extension Relation {
  /// Nil for what cannot be read like a table.
  fileprivate init?(_ object: SchemaObject, parts: [SchemaObject], domains: Domains) {
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
      columns: object.list(.columns).compactMap { name in
        columns[Identifier(name)].flatMap { Column($0, domains: domains) }
      },
      constraints: parts.compactMap(Constraint.init), comment: object.text(.comment))
  }
}

extension Column {
  fileprivate init?(_ object: SchemaObject, domains: Domains) {
    guard let type = object.text(.type) else { return nil }
    let generation: Generation? =
      switch (object.text(.identity), object.text(.generated)) {
      case ("always"?, _): .identityAlways
      case (.some, _): .identityByDefault
      case (nil, .some): .computed
      case (nil, nil): nil
      }
    self.init(
      name: object.name.last, type: DataType(type), isNotNull: object.has(.notNull),
      defaultExpression: object.text(.default), comment: object.text(.comment),
      generation: generation, domain: domains.domain(behind: DataType(type)))
  }
}

/// The domains of a database, by their names as types are printed.
private struct Domains {
  private let objects: [String: SchemaObject]

  init(_ objects: [SchemaObject]) {
    self.objects = Dictionary(
      objects.lazy.filter { $0.kind == .domain }.map { ($0.name.description, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What lies at the bottom of a domain, or of an array of them; nil for any other type.
  func domain(behind type: DataType) -> Column.Domain? {
    var base = type
    var isNotNull = false
    var hasDefault = false
    while let object = objects[base.base], let below = object.text(.baseType) {
      // What holds for an element does not for the array.
      isNotNull = isNotNull || object.has(.notNull) && !base.isArray
      hasDefault = hasDefault || object.text(.default) != nil && !base.isArray
      let below = DataType(below)
      base = DataType(
        base: below.base, modifiers: below.modifiers, isArray: base.isArray || below.isArray)
    }
    return base == type
      ? nil : Column.Domain(base: base, isNotNull: isNotNull, hasDefault: hasDefault)
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
