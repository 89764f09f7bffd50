package import Quality
package import WarehouseModel

/// Moves data through the layers of one run, audits each, and publishes what passed.
///
/// Speaks to an engine and knows none.
package struct Execution: Sendable {
  private let plan: BuildPlan
  /// Contracts for what the run publishes.
  private let outputs: [Contract]
  private let checks: [LayeredCheck]
  private let engine: any Engine
  private let gate: Gate
  private let masking: Masking
  /// Numbers of earlier runs for checks that compare with them.
  private let history: [CheckID: [Double]]
  private let observe: RunObserver

  package init(
    plan: BuildPlan, outputs: [Contract], checks: [LayeredCheck], engine: any Engine, gate: Gate,
    masking: Masking, history: [CheckID: [Double]] = [:], observe: @escaping RunObserver
  ) {
    self.plan = plan
    self.outputs = outputs
    self.checks = checks
    self.engine = engine
    self.gate = gate
    self.masking = masking
    self.history = history
    self.observe = observe
  }

  /// Runs to the end or to the first gate that is closed; the report says how far it came.
  ///
  /// A dry run ends before the publication, and leaves nothing.
  ///
  /// - Parameter record: enters the publication in the run store, within the publishing transaction.
  /// - Throws: `DefinitionErrors` for models that the server refuses, `CancellationError`, and what
  ///   keeps the run from being done at all. Nothing is published then, and the run's data is gone.
  package func run(record: String, into report: inout RunReport) async throws {
    do {
      guard try await rehearse(into: &report), let landed = try await land(into: &report) else {
        return await engine.discard()
      }
      try await build(landed, into: &report)
      report.samples = try await samples(of: report.steps)
      if report.results.contains(where: \.outcome.isRed) {
        report.stopped = "gate 2 is closed"
        return await engine.discard()
      }
      if report.isDryRun { return await engine.discard() }
      observe(.stage("publish"))
      try await engine.publish(plan, record: record)
      report.isPublished = true
    } catch {
      await engine.discard()
      throw error
    }
  }

  // MARK: - Before a row moves

  private func rehearse(into report: inout RunReport) async throws -> Bool {
    let rehearsal = try await engine.rehearse(plan)
    guard rehearsal.mistakes.isEmpty else { throw DefinitionErrors(rehearsal.mistakes) }
    let promised = Snapshot(reader: .full, relations: rehearsal.relations)
    let results = outputs.flatMap { assertions(of: $0, on: promised, .shape) }.map(gate.judged)
    report.assertions += results
    observe(.outputs(results))
    if report.assertions.contains(where: \.outcome.isRed) {
      stop(
        &report, because: "no row was moved: the models do not yield what a contract promises",
        gating: "a contract is broken")
      return false
    }
    guard !rehearsal.obstacles.isEmpty else { return true }
    stop(
      &report, because: "no row was moved: it would break what others have built",
      gating: "the run could not have been published")
    note(rehearsal.obstacles, in: &report)
    return false
  }

  /// Shows each obstacle at the step of its relation.
  private func note(_ obstacles: [Obstacle], in report: inout RunReport) {
    for obstacle in obstacles {
      let outcome = Outcome.failed(
        type: "whtest.etl.InUse", verdict: nil, message: obstacle.message)
      if let index = report.steps.firstIndex(where: { $0.relation == obstacle.relation }) {
        report.steps[index].outcome = outcome
      } else {
        report.steps.append(
          Step(
            layer: obstacle.layer, relation: obstacle.relation, location: nil, outcome: outcome))
      }
    }
  }

  private func land(into report: inout RunReport) async throws -> [Landed]? {
    observe(.stage("bronze"))
    do {
      let observe = observe
      let landed = try await engine.land(plan) { observe(RunEvent($0)) }
      for note in try await engine.beginBuild(plan) { observe(.note(note)) }
      for (landing, volume) in zip(plan.landings, landed) {
        let rows = try await counts(of: landing.target, layer: .bronze, key: landing.key)
        add(
          Step(
            layer: .bronze, relation: landing.target, location: landing.location, outcome: .passed,
            rows: rows?.read(volume), seconds: volume.seconds), to: &report)
      }
      report.steps += carriedSteps(of: .bronze)
      return landed
    } catch let failure as BuildFailure {
      guard failure.location != nil else { throw failure }
      stop(
        &report, because: "the copy did not succeed",
        gating: "the copy did not succeed")
      for index in report.steps.indices where report.steps[index].location == failure.location {
        report.steps[index].outcome = .errored(
          type: "whtest.sql.\(failure.code ?? "connection")", message: failure.description)
      }
      return nil
    }
  }

  // MARK: - Building

  private func build(_ landed: [Landed], into report: inout RunReport) async throws {
    var unusable: Set<QualifiedName> = []
    for layer in Layer.allCases {
      if layer != .bronze { observe(.stage(layer.rawValue)) }
      for model in plan.models where model.layer == layer {
        let step = try await step(for: model, unusable: unusable)
        if step.outcome != .passed { unusable.insert(model.name) }
        add(step, to: &report)
      }
      if layer != .bronze { report.steps += carriedSteps(of: layer) }
      report.assertions += try await audit(layer, landed, unusable: unusable)
    }
  }

  private func step(for model: Model, unusable: Set<QualifiedName>) async throws -> Step {
    let clock = ContinuousClock()
    let start = clock.now
    var step = Step(
      layer: model.layer, relation: model.name, location: model.location, outcome: .passed)
    if let missing = model.reads.compactMap(\.qualified).first(where: unusable.contains) {
      step.outcome = .gated("\(missing) did not succeed")
      return step
    }
    do {
      try await engine.build(model)
      step.rows = try await counts(of: model.name, layer: model.layer, key: model.key)
    } catch let failure as BuildFailure {
      guard let code = failure.code else { throw failure }
      step.outcome = .errored(type: "whtest.sql.\(code)", message: failure.description)
    }
    step.seconds = (clock.now - start).inSeconds
    return step
  }

  /// The counts of a relation; that they cannot be had is told, and stops nothing.
  private func counts(
    of relation: QualifiedName, layer: Layer, key: [Identifier]
  ) async throws -> RowCounts? {
    do {
      return try await engine.changes(of: relation, layer: layer, key: key)
    } catch let failure as BuildFailure where failure.code != nil {
      observe(.note("\(relation) could not be compared with what is published: \(failure)"))
      return nil
    }
  }

  private func audit(
    _ layer: Layer, _ landed: [Landed], unusable: Set<QualifiedName>
  ) async throws -> [AssertionResult] {
    let reconciled = Dictionary(
      landed.compactMap { copy in copy.reconciliation.map { (copy.target, $0) } },
      uniquingKeysWith: { first, _ in first })
    let here = checks.filter { $0.layer == layer }
    let (gated, open) = here.split(by: { !$0.reads.isDisjoint(with: unusable) })
    let auditor = Auditor(engine: engine, masking: masking, history: history)
    let results = try await auditor.results(of: open.map(\.check))
    return zip(open, results).map { gate.judged(reconcile($1, $0.check, reconciled)) }
      + gated.map { check in
        check.gated(because: "what it looks at was not built")
      }
  }

  /// The result of a check that compares the copy with production, which has been done already.
  private func reconcile(
    _ result: AssertionResult, _ check: Check, _ reconciled: [QualifiedName: Reconciliation]
  ) -> AssertionResult {
    guard check.rule == .reconciliation, let reconciliation = reconciled[check.subject] else {
      return result
    }
    return AssertionResult(
      suite: result.suite, name: result.name, location: result.location,
      outcome: check.outcome(reconciliation), seconds: result.seconds,
      evidence: Evidence(
        expected: "\(reconciliation.source.rows) rows",
        actual: "\(reconciliation.copy.rows) rows",
        rowsChecked: Int64(reconciliation.copy.rows)))
  }

  private func samples(of steps: [Step]) async throws -> [Sample] {
    var samples: [Sample] = []
    for model in plan.models where model.layer == .gold {
      guard steps.contains(where: { $0.relation == model.name && $0.outcome == .passed }) else {
        continue
      }
      let rows = try await engine.rows(
        of: engine.dialect.sample(sampleSize, of: model.name, orderedBy: model.key))
      samples.append(
        Sample(relation: model.name, rows: rows.masking(masking.hidden(among: rows.columns))))
    }
    return samples
  }

  // MARK: - Bookkeeping

  /// What was not selected, so that no identity vanishes.
  private func carriedSteps(of layer: Layer) -> [Step] {
    plan.carried.filter { $0.layer == layer }.map {
      Step(
        layer: layer, relation: $0.name, location: $0.location, outcome: .gated(notSelected))
    }
  }

  private func add(_ step: Step, to report: inout RunReport) {
    report.steps.append(step)
    observe(.step(step))
  }

  /// Enters every step and check that will not be tried, so that no identity vanishes.
  private func stop(_ report: inout RunReport, because reason: String, gating: String) {
    report.stopped = reason
    report.steps = gatedSteps(
      landings: plan.landings.map { ($0.target, $0.location) }, models: plan.models,
      because: gating)
    report.steps += Layer.allCases.flatMap(carriedSteps)
    report.assertions += checks.map { $0.gated(because: gating) }
  }
}

/// The steps of a run as they stand in a report when none of them was tried.
package func gatedSteps(
  landings: [(target: QualifiedName, location: SourceLocation)], models: [Model],
  because reason: String
) -> [Step] {
  landings.map {
    Step(layer: .bronze, relation: $0.target, location: $0.location, outcome: .gated(reason))
  }
    + models.map {
      Step(layer: $0.layer, relation: $0.name, location: $0.location, outcome: .gated(reason))
    }
}

extension RowCounts {
  /// The counts with what came from production to make them.
  fileprivate func read(_ volume: Landed) -> RowCounts {
    RowCounts(
      total: total, before: before, inserted: inserted, updated: updated, deleted: deleted,
      read: volume.rows, bytes: volume.bytes)
  }
}

/// Why something stays as it is published.
package let notSelected = "not selected"

/// Rows shown of each gold relation.
private let sampleSize = 5

extension Array {
  /// The elements for which the condition holds, and the others.
  fileprivate func split(by condition: (Element) -> Bool) -> (holding: [Element], others: [Element])
  {
    (filter(condition), filter { !condition($0) })
  }
}
