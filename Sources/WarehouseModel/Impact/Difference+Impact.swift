extension Change {
  /// What the change does to readers; nil where it is not about a relation that can be read.
  ///
  /// - Parameter server: whose schema changed, as `whtest.yaml` names it; nil is the warehouse.
  package func impact(in graph: DependencyGraph, on server: String?) -> Impact? {
    guard let relation = object.name.relation else { return nil }
    let place = PlacedRelation(relation, on: server)
    switch object.kind {
    case .column where object.name.path.count == 3:
      return graph.impact(of: place, column: object.name.last)
    case .table, .view, .materializedView, .foreignTable:
      return graph.impact(of: place)
    default: return nil
    }
  }
}

extension Difference {
  /// The changes that stand for themselves and hit somebody, each with whom.
  ///
  /// What is new is read by nobody yet.
  package func impacts(
    in graph: DependencyGraph, on server: String?
  ) -> [(change: Change, impact: Impact)] {
    causes.compactMap { change in
      guard let impact = change.impact(in: graph, on: server), !impact.hits.isEmpty else {
        return nil
      }
      return (change, impact)
    }
  }
}
