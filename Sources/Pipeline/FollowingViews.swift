package import WarehouseModel

/// A view that is not selected, and the rows beneath it that a selected relation changes in place.
package struct FollowingView: Hashable, Sendable {
  package let view: QualifiedName
  /// What the view reads: a relation that stays from run to run, or a view over one.
  package let source: QualifiedName
}

/// The views that would show other rows although nobody selected them, so that no check looks at those.
///
/// What is made anew leaves the rows of earlier runs alone, and views of theirs go on reading those.
///
/// - Parameters:
///   - models: each after all that it reads.
///   - kept: relations of bronze that stay from run to run.
package func viewsFollowing(
  _ selected: Set<QualifiedName>, among models: [Model], kept: Set<QualifiedName>
) -> [FollowingView] {
  var moving = kept.intersection(selected)
  var following: [FollowingView] = []
  for model in models {
    switch model.materialization {
    case .table: continue
    case .incremental, .history:
      if selected.contains(model.name) { moving.insert(model.name) }
    case .view:
      guard let source = model.reads.compactMap(\.qualified).first(where: moving.contains) else {
        continue
      }
      moving.insert(model.name)
      if !selected.contains(model.name) {
        following.append(FollowingView(view: model.name, source: source))
      }
    }
  }
  return following
}
