package import WarehouseModel

/// Which model comes after which, from what their SQL reads.
package struct ModelGraph: Sendable {
  /// The models, each after all that it reads; ties are broken by layer and name.
  package let ordered: [Model]

  /// Orders the models, or reports every relation that they read and nobody makes, and each cycle.
  ///
  /// - Parameter landings: the relations of bronze.
  package init(_ models: [Model], landings: Set<QualifiedName>) throws(DefinitionErrors) {
    let known = landings.union(models.map(\.name))
    let mistakes = models.flatMap { model in
      model.reads.compactMap { mistake(in: $0, of: model.layer, known: known) }
    }
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    ordered = try Self.order(models)
  }

  /// Removes models whose sources are all placed, until none is left or none can be removed.
  private static func order(_ models: [Model]) throws(DefinitionErrors) -> [Model] {
    let names = Set(models.map(\.name))
    var waiting = models.sorted { ($0.layer, $0.name) < ($1.layer, $1.name) }
    var placed: Set<QualifiedName> = []
    var ordered: [Model] = []
    while !waiting.isEmpty {
      let ready = waiting.firstIndex { model in
        model.reads.compactMap(\.qualified).allSatisfy {
          !names.contains($0) || placed.contains($0)
        }
      }
      guard let ready else { throw DefinitionErrors(cycles(in: waiting)) }
      let model = waiting.remove(at: ready)
      placed.insert(model.name)
      ordered.append(model)
    }
    return ordered
  }

  /// One diagnostic for each knot of models that wait for one another, by its shortest cycle.
  private static func cycles(in models: [Model]) -> [Diagnostic] {
    let waiting = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var told: Set<QualifiedName> = []
    return models.compactMap { model in
      guard !told.contains(model.name), let cycle = shortestCycle(from: model, waiting),
        let first = model.reads.first(where: { $0.qualified == cycle.dropFirst().first })
      else { return nil }
      told.formUnion(cycle)
      return Diagnostic(
        .error, "model-cycle",
        "models read each other: \(cycle.map(\.description).joined(separator: " → "))",
        at: first.location)
    }
  }

  /// The names on the shortest way along reads from a model back to itself, both ends included.
  private static func shortestCycle(
    from start: Model, _ waiting: [QualifiedName: Model]
  ) -> [QualifiedName]? {
    var paths = [[start.name]]
    var visited: Set<QualifiedName> = []
    while !paths.isEmpty {
      let path = paths.removeFirst()
      for name in path.last.flatMap({ waiting[$0] })?.reads.compactMap(\.qualified) ?? [] {
        if name == start.name { return path + [name] }
        guard waiting[name] != nil, visited.insert(name).inserted else { continue }
        paths.append(path + [name])
      }
    }
    return nil
  }
}

/// What is wrong with reading a relation from a layer; nil when nothing is.
///
/// Relations outside the layers are left to the server, which knows whether they exist.
package func mistake(
  in read: RelationReference, of layer: Layer, known: Set<QualifiedName>
) -> Diagnostic? {
  guard let name = read.qualified else {
    let candidates = known.filter { $0.name == read.name }.sorted().map(\.description)
    let hint = candidates.isEmpty ? "" : "; did you mean \(candidates.joined(separator: " or "))?"
    return Diagnostic(
      .error, "unqualified-relation", "\(read.name) has no schema in front of it\(hint)",
      at: read.location)
  }
  guard let readLayer = Layer(rawValue: name.schema.text) else { return nil }
  guard known.contains(name) else {
    let hint =
      suggestion(for: name.description, among: known.map(\.description))
      .map { "; did you mean \($0)?" } ?? ""
    return Diagnostic(
      .error, "unknown-relation", "no contract and no model makes \(name)\(hint)",
      at: read.location)
  }
  guard readLayer <= layer else {
    return Diagnostic(
      .error, "later-layer", "\(layer.rawValue) may not read \(name), which is built later",
      at: read.location)
  }
  return nil
}
