package import WarehouseModel

/// Which model comes after which, from what their SQL reads.
package struct ModelGraph: Sendable {
  /// The models, each after all that it reads; ties are broken by layer and name.
  package let ordered: [Model]

  /// Orders the models, or reports every relation that they read and nobody makes, and each cycle.
  ///
  /// - Parameter landings: the relations of bronze.
  package init(_ models: [Model], landings: Set<QualifiedName>) throws(DefinitionErrors) {
    let (ordered, mistakes) = Self.ordering(models, known: landings)
    guard mistakes.isEmpty else { throw DefinitionErrors(mistakes) }
    self.ordered = ordered
  }

  /// The models that can be put in order, and all that is wrong with what they read.
  ///
  /// - Parameter known: relations that may be read besides the models.
  package static func ordering(
    _ models: [Model], known: Set<QualifiedName>
  ) -> (ordered: [Model], mistakes: [Diagnostic]) {
    let known = known.union(models.map(\.name))
    var mistakes: [Diagnostic] = []
    var sources: [QualifiedName: [QualifiedName]] = [:]
    for model in models {
      var reads: [QualifiedName] = []
      for read in model.reads {
        // What may not be read makes no order, and no cycle either: one mistake is told once.
        if let mistake = mistake(in: read, of: model.layer, known: known) {
          mistakes.append(mistake)
        } else if let name = read.qualified {
          reads.append(name)
        }
      }
      sources[model.name] = reads
    }
    let (ordered, waiting) = order(models, sources)
    return (ordered, mistakes + cycles(in: waiting, sources))
  }

  /// Takes models whose sources are all placed, first those that come first by layer and name, until
  /// none is left or none can be taken.
  private static func order(
    _ models: [Model], _ sources: [QualifiedName: [QualifiedName]]
  ) -> (ordered: [Model], waiting: [Model]) {
    let sorted = models.sorted { ($0.layer, $0.name) < ($1.layer, $1.name) }
    let places = Dictionary(
      sorted.indices.map { (sorted[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
    var readers: [Int: [Int]] = [:]
    var lacking = sorted.map { _ in 0 }
    for (index, model) in sorted.enumerated() {
      for source in Set(sources[model.name] ?? []).compactMap({ places[$0] }) {
        readers[source, default: []].append(index)
        lacking[index] += 1
      }
    }
    // From last to first, so that the next one is at the end.
    var ready = sorted.indices.filter { lacking[$0] == 0 }.reversed() as [Int]
    var ordered: [Model] = []
    while let index = ready.popLast() {
      ordered.append(sorted[index])
      for reader in readers[index] ?? [] {
        lacking[reader] -= 1
        if lacking[reader] == 0 { ready.insert(reader, at: place(of: reader, in: ready)) }
      }
    }
    return (ordered, sorted.indices.filter { lacking[$0] > 0 }.map { sorted[$0] })
  }

  /// Where a number belongs among numbers from the greatest to the least.
  private static func place(of number: Int, in descending: [Int]) -> Int {
    var range = descending.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if descending[middle] > number {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }

  /// One diagnostic for each knot of models that wait for one another, by its shortest cycle.
  private static func cycles(
    in models: [Model], _ sources: [QualifiedName: [QualifiedName]]
  ) -> [Diagnostic] {
    let waiting = Set(models.map(\.name))
    var told: Set<QualifiedName> = []
    return models.compactMap { model in
      guard !told.contains(model.name),
        let cycle = shortestCycle(from: model.name, among: waiting, sources),
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
    from start: QualifiedName, among waiting: Set<QualifiedName>,
    _ sources: [QualifiedName: [QualifiedName]]
  ) -> [QualifiedName]? {
    var paths = [[start]][...]
    var visited: Set<QualifiedName> = []
    while let path = paths.popFirst() {
      for name in path.last.flatMap({ sources[$0] }) ?? [] {
        if name == start { return path + [name] }
        guard waiting.contains(name), visited.insert(name).inserted else { continue }
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
