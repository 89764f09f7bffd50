import WarehouseModel

extension Auditor {
  /// Asks between which values integer keys lie, so that scans can look them up by their place.
  ///
  /// A key's index answers at once. What cannot be asked is looked up in the ordinary way.
  func addRanges(to plan: inout AuditPlan, besides closed: Set<QualifiedName>) async throws {
    let targets = Set(plan.countableTargets.map(\.target)).filter { !closed.contains($0.relation) }
    let answers = try await concurrently(Array(targets)) { target in
      (
        target,
        try await attempt {
          try await engine.values(
            of: AuditQuery(engine.dialect.range(of: target.columns[0], in: target.relation)))
        }
      )
    }
    var ranges: [RelationScan.Target: ClosedRange<Int64>] = [:]
    for case (let target, .success(let values)) in answers where values.count == 2 {
      let bounds = values.compactMap { $0.flatMap { Int64($0) } }
      guard bounds.count == 2, bounds[0] <= bounds[1] else { continue }
      ranges[target] = bounds[0]...bounds[1]
    }
    plan.use(ranges)
  }
}
