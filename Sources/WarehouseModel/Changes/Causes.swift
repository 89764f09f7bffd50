/// What came or went, by name.
struct Causes {
  private var wholes: [ObjectName: ObjectReference] = [:]
  private var columns: [ObjectName: ObjectReference] = [:]
  private var schemas: [Identifier: ObjectReference] = [:]
  /// Servers, wrappers and languages, by their names.
  private var others: [ObjectKind.Space: [String: ObjectReference]] = [:]
  /// Indexes, as commands name them: by schema and name.
  private var indexes: [ObjectName: ObjectReference] = [:]
  /// Routines, whatever their arguments.
  private var routines: [ObjectName: ObjectReference] = [:]
  /// Primary keys and unique constraints of each relation.
  private var keys: [ObjectName: [(columns: [String], reference: ObjectReference)]] = [:]
  private var objects: [ObjectReference: SchemaObject] = [:]
  /// Whether the objects went, so that what speaks of them could not stay.
  private let isGone: Bool

  init(_ objects: [SchemaObject], isGone: Bool) {
    self.isGone = isGone
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
      switch object.kind {
      case .function, .procedure, .aggregate, .windowFunction:
        routines[ObjectName(object.name.path)] = object.reference
      case .primaryKey, .unique:
        keys[object.name.parent, default: []].append((object.list(.columns), object.reference))
      case .index where object.name.path.count == 3:
        indexes[ObjectName([object.name.path[0], object.name.path[2]])] = object.reference
      case .schema: schemas[object.name.last] = object.reference
      case .foreignServer, .foreignDataWrapper, .language:
        others[object.kind.space, default: [:]][object.name.last.text] = object.reference
      default: break
      }
    }
  }

  func cause(of change: Change) -> ObjectReference? {
    guard change.kind != .possibleRename, let object = objects[change.object] else { return nil }
    let name = object.name
    if object.kind.isPart, name.path.count == 3 {
      if let whole = wholes[name.parent] { return whole }
      if let column = column(behind: object, named: name.parent) { return column }
    }
    if let parent = object.text(.partitionOf) {
      let name = ObjectName(Identifier.parts(of: parent))
      if let cause = object.kind == .index ? indexes[name] : wholes[name] { return cause }
    }
    if let owner = object.text(.ownedBy), let column = part(named: owner) { return column }
    if object.kind == .statistics, let table = object.text(.table) {
      let relation = ObjectName(Identifier.parts(of: table))
      if let cause = wholes[relation] ?? column(behind: object, named: relation) { return cause }
    }
    if object.kind == .foreignKey, let table = object.text(.references),
      let whole = whole(named: table)
    {
      return whole
    }
    if let cause = key(of: object) ?? server(of: object) { return cause }
    if isGone, let whole = whole(spokenOfBy: object) { return whole }
    // A part's relation is in the schema; that it came or went explains the part.
    return object.kind.isPart || name.path.count < 2 ? nil : name.path.first.flatMap { schemas[$0] }
  }

  /// The server of a user mapping or a foreign table, the wrapper of a server, the language of a routine.
  private func server(of object: SchemaObject) -> ObjectReference? {
    switch object.kind {
    case .userMapping: others[.own(.foreignServer)]?[object.name.path.first?.text ?? ""]
    case .foreignTable: others[.own(.foreignServer)]?[object.text(.server) ?? ""]
    case .foreignServer: others[.own(.foreignDataWrapper)]?[object.text(.wrapper) ?? ""]
    case .function, .procedure: others[.own(.language)]?[object.text(.language) ?? ""]
    default: nil
    }
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
    case .publicationChanged where isGone:
      let lost = change.details.flatMap { detail in
        detail.before.elements.filter { !detail.after.elements.contains($0) }
      }
      let isNothingElse = change.details.allSatisfy { detail in
        detail.after.elements.allSatisfy(detail.before.elements.contains)
      }
      let tables = lost.map { wholes[leadingName(of: $0)] }
      return isNothingElse && tables.allSatisfy({ $0 != nil }) ? tables.first ?? nil : nil
    default: return nil
    }
  }

  /// The column without which a part of its relation cannot be.
  private func column(behind object: SchemaObject, named relation: ObjectName) -> ObjectReference? {
    guard !columns.isEmpty else { return nil }
    func column(_ name: Identifier) -> ObjectReference? {
      guard let column = columns[ObjectName(relation.path + [name])] else { return nil }
      return column == object.reference ? nil : column
    }
    guard object.kind != .column || object.has(.generated) else { return nil }
    let names =
      (object.list(.columns) + object.list(.include)).map { Identifier($0) }
      + object.list(.keys).compactMap(Identifier.column(ofKey:))
    return names.lazy.compactMap(column).first
      ?? object.mentions.filter { $0.path.count == 1 }.sorted().lazy
      .compactMap { column($0.last) }.first
  }

  /// What else went that the object's definitions speak of, so that it could not stay: the table of a
  /// view, the type of a column, the function of a trigger.
  private func whole(spokenOfBy object: SchemaObject) -> ObjectReference? {
    object.mentions.sorted().lazy.compactMap { name -> ObjectReference? in
      guard name.path.count >= 2 else { return nil }
      let whole = ObjectName(Array(name.path.prefix(2)))
      let found = wholes[whole] ?? routines[whole]
      return found == object.reference ? nil : found
    }.first
  }

  /// The key that a foreign key points to, or a column of it.
  private func key(of object: SchemaObject) -> ObjectReference? {
    guard object.kind == .foreignKey, let table = object.text(.references) else { return nil }
    let relation = ObjectName(Identifier.parts(of: table))
    let referenced = object.list(.referencedColumns)
    return referenced.lazy.compactMap {
      columns[ObjectName(relation.path + [Identifier($0)])]
    }.first ?? keys[relation]?.first { $0.columns == referenced }?.reference
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
