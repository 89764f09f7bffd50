package import WarehouseModel

/// The relation of bronze that holds the copy of a production table.
package func bronzeName(of relation: QualifiedName) -> QualifiedName {
  QualifiedName(Layer.bronze.schema, relation.name)
}

/// The names that contracts for production will give to bronze; two tables may not share one.
package func bronzeNames(
  of contracts: [Contract]
) throws(DefinitionErrors) -> Set<QualifiedName> {
  var owners: [QualifiedName: ContractObject] = [:]
  var mistakes: [Diagnostic] = []
  for object in contracts.flatMap(\.objects) where !object.properties.isEmpty {
    let target = bronzeName(of: object.relation)
    if let owner = owners[target] {
      mistakes.append(
        Diagnostic(
          .error, "bronze-collision",
          "\(object.relation) and \(owner.relation) (\(owner.location)) would both become \(target)",
          at: object.location))
    }
    owners[target] = owners[target] ?? object
  }
  guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
  return Set(owners.keys)
}

/// What is to be copied for a contract: the promised columns that are there, by name.
package func landings(
  for contract: Contract, server: String, snapshot: Snapshot
) -> [Landing] {
  let relations = Dictionary(
    snapshot.relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  return contract.objects.compactMap { object in
    guard let relation = relations[object.relation] else { return nil }
    let columns = object.properties.compactMap { property -> LandingColumn? in
      guard let column = relation.columns.first(where: { $0.name == property.column }) else {
        return nil
      }
      let isLocalTime = column.type.family == .timestamp(withZone: false)
      return LandingColumn(
        name: column.name, type: column.type,
        timeZone: isLocalTime ? property.timeZone?.value : nil)
    }
    guard !columns.isEmpty else { return nil }
    return Landing(
      server: server, source: object.relation, target: bronzeName(of: object.relation),
      columns: columns, key: object.primaryKey, load: object.terms.load?.value ?? .full(),
      isReconciled: object.quality.contains { $0.metric == .reconciliation },
      location: object.location)
  }
}
