internal import WarehouseModel

/// What a snapshot knows, in the words that a contract needs.
struct SchemaFacts {
  /// Everything that rows can be read from, but for partitions, which their table stands for.
  let relations: [Relation]
  private let objects: [ObjectName: [SchemaObject]]
  private let types: [QualifiedName: SchemaObject]
  /// The checks of each domain.
  private let domainChecks: [ObjectName: [SchemaObject]]
  private let unreadable: [QualifiedName: Set<Identifier>]

  /// - Parameter unreadable: the columns that the role may not SELECT.
  init(_ schema: SchemaSnapshot, unreadable: [QualifiedName: Set<Identifier>]) {
    self.unreadable = unreadable
    objects = Dictionary(grouping: schema.objects, by: \.name)
    let partitions = Set(
      schema.objects.lazy.filter { $0.has(.partitionOf) && !$0.kind.isPart }
        .compactMap(\.name.relation))
    relations = Snapshot(of: schema).relations.filter { !partitions.contains($0.name) }
    domainChecks = Dictionary(
      grouping: schema.objects.filter { $0.kind == .check }, by: \.name.parent)
    types = Dictionary(
      schema.objects.lazy.filter { $0.kind.space == .type && $0.name.path.count == 2 }
        .compactMap { type in type.name.relation.map { ($0, type) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The columns that a contract can promise: those that can be read and named.
  func columns(of relation: Relation) -> [Column] {
    let hidden = unreadable[relation.name] ?? []
    return relation.columns.filter { !hidden.contains($0.name) && $0.name.text.isWritable }
  }

  /// The columns that are left out of a contract, each with the reason.
  func omissions(of relation: Relation) -> [(column: Identifier, reason: String)] {
    let hidden = unreadable[relation.name] ?? []
    return relation.columns.compactMap { column in
      if hidden.contains(column.name) { return (column.name, "this role may not SELECT it") }
      return column.name.text.isWritable ? nil : (column.name, "YAML cannot hold its name")
    }
  }

  /// Whether the server does not hold all rows to a constraint.
  func isLoose(_ constraint: Constraint, of relation: QualifiedName) -> Bool {
    if constraint.isValid == false { return true }
    let name = ObjectName([relation.schema, relation.name, constraint.name])
    return (objects[name] ?? []).contains { object in
      object.kind.space == .constraint && (object.has(.notEnforced) || object.has(.disabled))
    }
  }

  /// A column's type as PostgreSQL prints it.
  func typeText(of column: Column, in relation: QualifiedName) -> String {
    let name = ObjectName([relation.schema, relation.name, column.name])
    let object = (objects[name] ?? []).first { $0.kind == .column }
    return object?.text(.type) ?? column.type.description
  }

  /// The comment on a schema, unless it is the one that each database is born with.
  func comment(onSchema schema: Identifier) -> String? {
    let text = (objects[ObjectName([schema])] ?? []).first { $0.kind == .schema }?.text(.comment)
    return text == "standard public schema" ? nil : text
  }

  /// The type that a printed name means, if it is one of the database's own and no array.
  func ownType(_ text: String) -> SchemaObject? {
    guard let parts = NamePath(text)?.parts, parts.count == 2 else { return nil }
    return types[QualifiedName(parts[0], parts[1])]
  }

  /// The domains that a printed type consists of, the outermost first, and what lies under them.
  func unwrapped(_ text: String) -> (domains: [SchemaObject], base: String) {
    var domains: [SchemaObject] = []
    var base = text
    while let domain = ownType(base), domain.kind == .domain, let next = domain.text(.baseType) {
      domains.append(domain)
      base = next
    }
    return (domains, base)
  }

  /// The checks that every value of a domain has passed.
  func checks(ofDomain domain: SchemaObject) -> [String] {
    (domainChecks[domain.name] ?? [])
      .filter { !$0.has(.notValid) && !$0.has(.notEnforced) }
      .compactMap { $0.text(.expression) }
  }
}

extension Identifier {
  /// The name as `physicalName` holds it, in quotes where it would be read otherwise; nil where it
  /// cannot be written.
  var inContract: String? {
    [text, quoted].first { $0.isWritable && NamePath($0)?.parts == [self] }
  }
}

extension String {
  /// Whether nothing of it can be seen; our reader takes such a name for none.
  var isBlank: Bool { trimmingSpaces().isEmpty }

  /// Whether a scalar of YAML is read as this name: a byte order mark that begins it would be lost.
  var isWritable: Bool { !isBlank && !beginsWithMark }

  /// Whether it begins with the sign that marks the byte order of files.
  var beginsWithMark: Bool { unicodeScalars.first == "\u{FEFF}" }
}
