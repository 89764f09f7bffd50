import Pipeline
import RunStore
import WarehouseModel

/// What of a project a run makes, what it carries over, and which checks it asks.
struct RunPart {
  let models: [Model]
  let carried: [CarriedRelation]
  let checks: [LayeredCheck]
  /// Checks of what stays as it is.
  let gated: [AssertionResult]
  private let selected: Set<QualifiedName>?

  /// All of it.
  init(_ project: LoadedProject) {
    models = project.models
    carried = []
    checks = project.checks
    gated = []
    selected = nil
  }

  /// The selected relations; all others stay as they are published.
  ///
  /// - Throws: `NothingToDo` where something that is read is neither selected nor published, or a view would
  ///   change that is not selected.
  init(_ project: LoadedProject, selected: Set<QualifiedName>, published: Set<QualifiedName>) throws
  {
    let landings = project.landings.map {
      CarriedRelation(layer: .bronze, name: $0.target, location: $0.location)
    }
    let all =
      landings
      + project.models.map {
        CarriedRelation(layer: $0.layer, name: $0.name, location: $0.location)
      }
    // A copy without a log may have been emptied since, and nobody would notice.
    let lasting = published.subtracting(project.unlogged)
    let absent = Set(all.map(\.name)).subtracting(selected).subtracting(lasting)
    models = project.models.filter { selected.contains($0.name) }
    for model in models {
      guard let missing = model.reads.compactMap(\.qualified).first(where: absent.contains) else {
        continue
      }
      let reason =
        project.unlogged.contains(missing)
        ? "copied with logged: false and not selected" : "neither selected nor published yet"
      throw NothingToDo(
        description: "\(model.name) reads \(missing), which is \(reason); select it too, as in "
          + "--select +\(model.name)")
    }
    let following = viewsFollowing(selected, among: project.models, kept: project.kept)
    if let first = following.first(where: { lasting.contains($0.view) }) {
      throw NothingToDo(
        description:
          "\(first.view) is a view on \(first.source), whose rows are kept from run to run, so"
          + " it would not stay as it is; select it too, as in --select \(first.source)+")
    }
    carried = all.filter { !selected.contains($0.name) && lasting.contains($0.name) }
    checks = project.checks.filter {
      !$0.reads.isDisjoint(with: selected) && $0.reads.isDisjoint(with: absent)
    }
    let asked = Set(checks.map(\.check.id))
    gated = project.checks.filter { !asked.contains($0.check.id) }
      .map { $0.gated(because: notSelected) }
    self.selected = selected
  }

  /// Whether a table of production is copied.
  func copies(_ landing: Landing) -> Bool { selected?.contains(landing.target) ?? true }
}

extension RunStore {
  /// The part of a project that was asked for; all of it unless something was selected.
  func part(of project: LoadedProject, selected: Set<QualifiedName>?) async throws -> RunPart {
    guard let selected else { return RunPart(project) }
    guard let run = try await publishedRun() else {
      throw NothingToDo(
        description: "nothing is published yet that could be carried over: the first run is a whole"
          + " one, without --select")
    }
    let published = try await relations(of: run).filter { !$0.isStage }
      .map { QualifiedName($0.layer.schema, $0.name) }
    return try RunPart(project, selected: selected, published: Set(published))
  }
}
