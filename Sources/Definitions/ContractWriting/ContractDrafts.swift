internal import WarehouseModel

/// Drafts contracts for a database, or adds to those that are there what they do not know yet.
///
/// Nothing is written here. Throws `DefinitionErrors` where a contract that is there cannot be read
/// or extended, and `DraftError` where there is nothing to draft.
package func draftContracts(
  of source: DraftSource, _ scope: DraftScope, into destination: DraftDestination
) throws -> DraftedContracts {
  let facts = SchemaFacts(source.schema, unreadable: source.unreadable)
  let found = facts.relations.filter { scope.includes($0.name) }
  let wanted = found.filter { $0.name.schema.text.isWritable && $0.name.name.inContract != nil }
  let schemas = Array(Set(wanted.map(\.name.schema))).sorted()
  guard let first = schemas.first else {
    throw DraftError(description: "there is no table or view to write a contract for")
  }
  switch destination {
  case .folder: break
  case .file, .text:
    guard schemas.count == 1 else {
      throw DraftError(
        description: "one file holds the contract of one schema, and here are \(schemas.list);"
          + " name one with --schema")
    }
  }
  var shelf = try ContractShelf(destination, source: source, schema: first)
  var drafts = DraftedContracts(notes: notes(on: found, facts))
  drafts.notes += shelf.staleNotes(source.schema, scope)
  for schema in schemas {
    let relations = wanted.filter { $0.name.schema == schema }
    drafts.files += try shelf.files(for: relations, in: schema, facts)
  }
  return drafts
}

/// What is left out of contracts, and why.
private func notes(on relations: [Relation], _ facts: SchemaFacts) -> [String] {
  relations.flatMap { relation -> [String] in
    guard relation.name.schema.text.isWritable, relation.name.name.inContract != nil else {
      return ["\(relation.name) is left out: YAML cannot hold its name"]
    }
    let omissions = facts.omissions(of: relation)
    guard !omissions.isEmpty else { return [] }
    if facts.isHidden(relation) {
      return ["\(relation.name) is left out: this role may not SELECT any column of it"]
    }
    return omissions.map { "\(relation.name).\($0.column) is left out: \($0.reason)" }
  }
}

extension SchemaFacts {
  /// Whether nothing of a relation can be promised.
  func isHidden(_ relation: Relation) -> Bool {
    !relation.columns.isEmpty && columns(of: relation).isEmpty
  }
}
