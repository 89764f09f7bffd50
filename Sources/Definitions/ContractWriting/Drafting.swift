internal import SQLAnalysis
internal import WarehouseModel

/// Puts into a contract's words what a database says of its relations.
struct Drafting {
  let facts: SchemaFacts
  let names: ContractNames

  /// An object with all its properties; nil where its name cannot be written.
  func object(_ relation: Relation) -> ObjectDraft? {
    guard let name = names.name(of: relation.name),
      let physicalName = relation.name.name.inContract
    else { return nil }
    var draft = ObjectDraft(
      name: name, physicalName: physicalName, physicalType: relation.kind.words,
      description: relation.comment.said,
      properties: properties(of: facts.columns(of: relation).map(\.name), in: relation))
    let written = Set(facts.columns(of: relation).map(\.name))
    for key in relation.keys where key.columns.count > 1 && written.isSuperset(of: key.columns) {
      draft.distinct.append(
        key.columns.compactMap { names.name(of: $0, in: relation.name) })
    }
    for (constraint, key) in relation.foreignKeys where key.columns.count > 1 {
      if let link = relationship(key, of: relation), !facts.isLoose(constraint, of: relation.name) {
        draft.relationships.append(link)
      } else {
        draft.remarks.append(remark(on: key, constraint, of: relation.name))
      }
    }
    if let key = relation.keyColumns, !written.isSuperset(of: key) {
      draft.remarks.append("the primary key is (\(key.list)), not all of which stands here")
    }
    return draft
  }

  /// The properties for some columns, in the order of the relation.
  func properties(of columns: [Identifier], in relation: Relation) -> [PropertyDraft] {
    let wanted = Set(columns)
    let demands = Dictionary(grouping: checks(of: relation), by: \.column)
    let unique = Set(relation.keys.compactMap { $0.columns.count == 1 ? $0.columns[0] : nil })
    return facts.columns(of: relation).filter { wanted.contains($0.name) }.compactMap { column in
      property(
        column, in: relation, demands: demands[column.name] ?? [],
        isUnique: unique.contains(column.name))
    }
  }

  private func property(
    _ column: Column, in relation: Relation, demands: [ColumnDemand], isUnique: Bool
  ) -> PropertyDraft? {
    guard let name = names.name(of: column.name, in: relation.name) else { return nil }
    let type = facts.typeText(of: column, in: relation.name)
    let rules = ColumnRules(typeText: type, demands: demands, facts: facts)
    var draft = PropertyDraft(
      name: name, physicalName: Identifier(name) == column.name ? nil : column.name.text,
      description: column.comment.said, logicalType: rules.logicalType, options: rules.options,
      physicalType: type, isRequired: column.isNotNull == true, isUnique: isUnique,
      keyPosition: keyPosition(of: column.name, in: relation), validValues: rules.validValues)
    for (constraint, key) in relation.foreignKeys where key.columns == [column.name] {
      let reference = key.referenced.first.flatMap { names.reference(to: $0, in: key.references) }
      if let reference, !facts.isLoose(constraint, of: relation.name) {
        if !draft.references.contains(reference) { draft.references.append(reference) }
      } else {
        draft.remarks.append(remark(on: key, constraint, of: relation.name))
      }
    }
    return draft
  }

  private func keyPosition(of column: Identifier, in relation: Relation) -> Int? {
    guard let key = relation.keyColumns,
      Set(facts.columns(of: relation).map(\.name)).isSuperset(of: key)
    else { return nil }
    return key.firstIndex(of: column).map { $0 + 1 }
  }

  private func checks(of relation: Relation) -> [ColumnDemand] {
    (relation.constraints ?? []).flatMap { constraint -> [ColumnDemand] in
      guard case .check(let expression) = constraint.kind,
        !facts.isLoose(constraint, of: relation.name)
      else { return [] }
      return demands(ofCheck: expression)
    }
  }

  private func relationship(_ key: ForeignKey, of relation: Relation) -> RelationshipDraft? {
    let from = key.columns.compactMap { names.reference(to: $0, in: relation.name) }
    let to = key.referenced.compactMap { names.reference(to: $0, in: key.references) }
    guard from.count == key.columns.count, to.count == from.count else { return nil }
    return RelationshipDraft(from: from, to: to)
  }

  private func remark(
    on key: ForeignKey, _ constraint: Constraint, of relation: QualifiedName
  ) -> String {
    let target = "\(key.references) (\(key.referenced.list))"
    let subject = key.columns.count == 1 ? "" : "(\(key.columns.list)) "
    return facts.isLoose(constraint, of: relation)
      ? "\(subject)references \(target), but the database does not hold all rows to it"
      : "\(subject)references \(target), which cannot be named in this contract"
  }
}

/// The columns of a foreign key and what they point at.
struct ForeignKey {
  let columns: [Identifier]
  let references: QualifiedName
  let referenced: [Identifier]
}

extension Relation {
  fileprivate var keyColumns: [Identifier]? { primaryKey?.identifyingColumns }

  /// The unique constraints and indexes beside the primary key, each set of columns once.
  fileprivate var keys: [(constraint: Constraint, columns: [Identifier])] {
    var seen: Set<Set<Identifier>> = keyColumns.map { [Set($0)] } ?? []
    return (constraints ?? []).compactMap { constraint in
      guard let columns = constraint.identifyingColumns, !columns.isEmpty,
        seen.insert(Set(columns)).inserted
      else { return nil }
      return (constraint, columns)
    }
  }

  fileprivate var foreignKeys: [(constraint: Constraint, key: ForeignKey)] {
    (constraints ?? []).compactMap { constraint in
      guard case .foreignKey(let columns, let references, let referenced) = constraint.kind else {
        return nil
      }
      return (
        constraint,
        ForeignKey(columns: columns, references: references, referenced: referenced)
      )
    }
  }
}

extension Relation.Kind {
  /// As a person would call it.
  fileprivate var words: String {
    switch self {
    case .table, .partitionedTable: "table"
    case .view: "view"
    case .materializedView: "materialized view"
    case .foreignTable: "foreign table"
    }
  }
}

extension Optional<String> {
  /// The text, unless there is nothing to see in it.
  fileprivate var said: String? { flatMap { $0.isBlank ? nil : $0 } }
}
