package import WarehouseModel

/// The views that read bronze whose copy a crash of the server empties, one mistake for each table.
///
/// Such a view would be published over rows that may vanish; a table has them in its own room.
///
/// - Parameter unlogged: relations of bronze that are copied without a log.
package func viewsOverUnlogged(
  _ models: [Model], unlogged: Set<QualifiedName>
) -> [Diagnostic] {
  guard !unlogged.isEmpty else { return [] }
  let views = Dictionary(
    models.filter { $0.materialization == .view }.map { ($0.name, $0) },
    uniquingKeysWith: { first, _ in first })
  return models.filter { $0.materialization == .view }.flatMap { view in
    var told: Set<QualifiedName> = []
    var visited: Set<QualifiedName> = [view.name]
    var mistakes: [Diagnostic] = []
    for read in view.reads {
      guard let name = read.qualified else { continue }
      var paths = [[name]][...]
      while let path = paths.popFirst(), let end = path.last {
        if unlogged.contains(end), told.insert(end).inserted {
          let way = path.dropLast().map(\.description).joined(separator: " and ")
          mistakes.append(
            Diagnostic(
              .error, "view-over-unlogged",
              "\(view.name) is a view over \(end)\(way.isEmpty ? "" : " (through \(way))"), which is "
                + "loaded with logged: false and empty after a crash of the server; make it a table",
              at: read.location))
        }
        guard visited.insert(end).inserted, let next = views[end] else { continue }
        paths += next.reads.compactMap(\.qualified).map { path + [$0] }
      }
    }
    return mistakes
  }
}
