package import WarehouseModel

extension ModelGraph {
  /// The relations that a selection means, bronze included, or what it names that nobody makes.
  ///
  /// A bare name is a model; only where no model bears it, a relation of bronze. A layer's name is all of the
  /// layer.
  ///
  /// - Parameter landings: the relations of bronze.
  package func relations(
    in selection: Selection, landings: Set<QualifiedName>
  ) throws(SelectionMistake) -> Set<QualifiedName> {
    let models = Set(ordered.map(\.name))
    let sources = Dictionary(
      ordered.map { model in
        (model.name, model.reads.compactMap(\.qualified).filter { isMade($0, models, landings) })
      }, uniquingKeysWith: { first, _ in first })
    var readers: [QualifiedName: [QualifiedName]] = [:]
    for model in ordered {
      for source in sources[model.name] ?? [] { readers[source, default: []].append(model.name) }
    }
    var selected: Set<QualifiedName> = []
    var unknown: [String] = []
    for term in selection.terms {
      let named = named(by: term, models, landings)
      if named.isEmpty { unknown.append(message(for: term, models, landings)) }
      selected.formUnion(named)
      if term.takesSources { selected.formUnion(reached(from: named, along: sources)) }
      if term.takesReaders { selected.formUnion(reached(from: named, along: readers)) }
    }
    guard unknown.isEmpty else { throw SelectionMistake(unknown.joined(separator: "\n")) }
    return selected
  }

  private func isMade(
    _ name: QualifiedName, _ models: Set<QualifiedName>, _ landings: Set<QualifiedName>
  ) -> Bool { models.contains(name) || landings.contains(name) }

  private func named(
    by term: Selection.Term, _ models: Set<QualifiedName>, _ landings: Set<QualifiedName>
  ) -> Set<QualifiedName> {
    guard let first = term.path.first else { return [] }
    if term.path.count == 2 {
      let name = QualifiedName(first, term.path[1])
      return isMade(name, models, landings) ? [name] : []
    }
    guard term.path.count == 1 else { return [] }
    if Layer(rawValue: first.text) != nil {
      return models.union(landings).filter { $0.schema == first }
    }
    let ofModels = models.filter { $0.name == first }
    return ofModels.isEmpty ? landings.filter { $0.name == first } : ofModels
  }

  private func message(
    for term: Selection.Term, _ models: Set<QualifiedName>, _ landings: Set<QualifiedName>
  ) -> String {
    let made = models.union(landings)
    let candidates =
      term.path.count == 1
      ? made.map(\.name.text) + Layer.allCases.map(\.rawValue) : made.map(\.description)
    let hint = suggestion(for: term.name, among: candidates).map { "; did you mean \($0)?" } ?? ""
    return "no model, no copy and no layer is called \(term.name)\(hint)"
  }

  private func reached(
    from start: Set<QualifiedName>, along edges: [QualifiedName: [QualifiedName]]
  ) -> Set<QualifiedName> {
    var reached: Set<QualifiedName> = []
    var waiting = Array(start)
    while let name = waiting.popLast() {
      for next in edges[name] ?? [] where reached.insert(next).inserted { waiting.append(next) }
    }
    return reached
  }
}
