package import WarehouseModel

/// Runs checks against an engine and says what came of each.
///
/// Checks that look at one row at a time share a scan of their relation; all others run beside it, as many
/// at once as the engine allows.
package struct Auditor: Sendable {
  let engine: any Auditing
  let masking: Masking
  let options: AuditOptions
  /// Numbers of earlier runs for checks that compare with them, the latest first.
  private let history: [CheckID: [Double]]

  package init(
    engine: any Auditing, masking: Masking, options: AuditOptions = AuditOptions(),
    history: [CheckID: [Double]] = [:]
  ) {
    self.engine = engine
    self.masking = masking
    self.options = options
    self.history = history
  }

  /// How the checks would be put to the engine.
  package func plan(for checks: [Check]) async throws -> AuditPlan {
    var plan = try await catalogPlan(for: checks)
    try await addRanges(to: &plan, besides: [])
    return plan
  }

  /// What the catalog alone says, for which nothing has to be locked.
  private func catalogPlan(for checks: [Check]) async throws -> AuditPlan {
    let facts = try await engine.facts(of: AuditPlan.relations(of: checks))
    return AuditPlan(checks, facts: facts, options: options)
  }

  /// One result for each check, in the order given.
  ///
  /// - Throws: only `CancellationError`, and what ends the session; a check that the server refuses
  ///   is a result.
  package func results(of checks: [Check]) async throws -> [AssertionResult] {
    var plan = try await catalogPlan(for: checks)
    let closed = try await probe(AuditPlan.relations(of: checks))
    try await addRanges(to: &plan, besides: Set(closed.keys))
    let open = plan.routes.indices.filter {
      plan.checks[$0].relations.isDisjoint(with: closed.keys)
    }
    var measured = try await measure(open, of: plan, without: closed)
    for index in plan.checks.indices where measured[index] == nil {
      let reason = plan.checks[index].relations.sorted().compactMap { closed[$0] }.first
      measured[index] = reason.map { Measured(failure: $0) }
    }
    var results = plan.checks.indices.map { index in
      result(of: plan.checks[index], plan.routes[index], measured[index], plan)
    }
    try await addEvidence(to: &results, measured, plan)
    return results
  }

  // MARK: - What can be looked at

  /// The relations that cannot be read, with the reason: each is asked once, so that one which is locked
  /// or hidden holds nothing else up.
  private func probe(
    _ relations: Set<QualifiedName>
  ) async throws -> [QualifiedName: BuildFailure] {
    let answers = try await concurrently(relations.sorted()) { relation in
      try await attempt { try await engine.rows(of: engine.dialect.probe(relation)) }
    }
    var closed: [QualifiedName: BuildFailure] = [:]
    for (relation, answer) in zip(relations.sorted(), answers) {
      if case .failure(let failure) = answer { closed[relation] = failure }
    }
    return closed
  }

  // MARK: - Measuring

  private enum Job: Sendable {
    case scan(Int)
    case alone(Int)
  }

  private enum Answer: Sendable {
    case scan([Measured])
    case alone(Measured)
  }

  /// Runs the scans and what needs a statement of its own, side by side.
  private func measure(
    _ open: [Int], of plan: AuditPlan, without closed: [QualifiedName: BuildFailure]
  ) async throws -> [Int: Measured] {
    let wanted = Set(open.compactMap { plan.routes[$0].scan }).sorted()
    let singles = open.filter { if case .alone = plan.routes[$0] { true } else { false } }
    let jobs = wanted.map { Job.scan($0) } + singles.map { Job.alone($0) }
    let answers = try await concurrently(jobs) { job in
      switch job {
      case .scan(let scan):
        Answer.scan(try await numbers(of: plan.scans[scan], without: closed))
      case .alone(let index): Answer.alone(try await number(for: plan.checks[index], plan))
      }
    }
    var scans: [Int: [Measured]] = [:]
    var measured: [Int: Measured] = [:]
    for (job, answer) in zip(jobs, answers) {
      switch (job, answer) {
      case (.scan(let scan), .scan(let numbers)): scans[scan] = numbers
      case (.alone(let index), .alone(let number)): measured[index] = number
      default: break
      }
    }
    for index in open {
      switch plan.routes[index] {
      case .shared(let scan, let number, let total):
        guard let numbers = scans[scan] else { continue }
        measured[index] = numbers[number].among(numbers[total])
      case .alone(let scan?, let total):
        guard let numbers = scans[scan] else { continue }
        measured[index] = measured[index]?.among(numbers[total])
      case .proven: measured[index] = Measured(value: "0")
      case .alone(nil, _), .notExecuted: break
      }
    }
    return measured
  }

  // MARK: - Results

  private func result(
    of check: Check, _ route: AuditPlan.Route, _ measured: Measured?, _ plan: AuditPlan
  ) -> AssertionResult {
    let query = engine.dialect.reproduction(of: check, plan.rows(of: check))
    var evidence = Evidence(query: query)
    var outcome: Outcome
    switch (route, measured?.failure) {
    case (.notExecuted(let reason), _): outcome = .notExecuted(reason)
    case (_, let failure?):
      let code = failure.code ?? "unknown"
      outcome = .errored(type: "whtest.sql.\(code)", message: "\(code) \(failure.message)")
    case (.proven(let proof), nil):
      outcome = .passed
      evidence.proof = proof
    case (_, nil):
      guard let measured else {
        outcome = .notExecuted("nothing was measured")
        break
      }
      let measurement = Measurement(
        value: measured.value, total: measured.total, history: history[check.id] ?? [],
        isHidden: masking.hides(measured.value, of: check))
      outcome = check.outcome(measurement)
      note(measured, of: check, in: &evidence)
      if isSampled(route) {
        evidence.isEstimate = true
        if (measured.total ?? 0) == 0 { outcome = .notExecuted(Self.emptySample) }
      }
    }
    return AssertionResult(
      suite: .quality(check.subject), name: check.name, location: check.location,
      outcome: outcome, seconds: measured?.seconds ?? 0, evidence: evidence)
  }

  private static let emptySample = "the sample holds no row; ask for a larger one, or for none"

  private func isSampled(_ route: AuditPlan.Route) -> Bool {
    if case .shared = route { options.samplePercent != nil } else { false }
  }

  private func note(_ measured: Measured, of check: Check, in evidence: inout Evidence) {
    evidence.rowsChecked = measured.total
    guard let quantity = check.quantity else { return }
    if quantity.countsOffenders {
      evidence.rowsFailed = measured.value.flatMap { Int64($0) }
    } else {
      if case .number(_, let bounds) = check.rule { evidence.expected = bounds.description }
      evidence.actual = masking.hides(measured.value, of: check) ? "***" : measured.value ?? "NULL"
      if quantity == .rows { evidence.rowsChecked = measured.value.flatMap { Int64($0) } }
    }
  }
}

extension AuditPlan.Route {
  /// The scan that a check takes a number from.
  fileprivate var scan: Int? {
    switch self {
    case .shared(let scan, _, _): scan
    case .alone(let scan, _): scan
    case .proven, .notExecuted: nil
    }
  }
}
