import WarehouseModel

extension Auditor {
  /// Fetches a few offending rows for the results that are not what they should be.
  func addEvidence(
    to results: inout [AssertionResult], _ measured: [Int: Measured], _ plan: AuditPlan
  ) async throws {
    let broken = results.indices.filter { index in
      guard let failed = results[index].evidence.rowsFailed, failed > 0 else { return false }
      return results[index].outcome != .passed
    }
    var rare: [QualifiedName: [Int]] = [:]
    var others: [Int] = []
    for index in broken {
      if plan.isRare(index, measured[index]) {
        rare[plan.checks[index].subject, default: []].append(index)
      } else {
        others.append(index)
      }
    }
    let scans = rare.values.sorted { $0[0] < $1[0] }
    let alone = try await concurrently(others) { index in
      (index, try await sample(for: index, measured[index], plan))
    }
    let together = try await concurrently(scans) { indices in
      try await samples(for: indices, plan)
    }
    var found: [Int: ResultSet] = [:]
    for (index, sample) in alone {
      switch sample {
      case .success(let rows): found[index] = rows
      case .failure(let failure):
        results[index] = results[index].failed(failure, plan.checks[index])
      }
    }
    for (indices, samples) in zip(scans, together) {
      for (index, sample) in zip(indices, samples) { found[index] = sample }
    }
    for (index, sample) in found { results[index] = results[index].with(sample) }
  }

  /// Offending rows of one check.
  private func sample(
    for index: Int, _ measured: Measured?, _ plan: AuditPlan
  ) async throws -> Result<ResultSet?, BuildFailure> {
    let check = plan.checks[index]
    if let sample = measured?.sample { return .success(masked(sample, of: check)) }
    guard let quantity = check.quantity,
      let query = engine.dialect.offenders(
        quantity, of: plan.rows(of: check), show: check.evidenceColumns)
    else { return .success(nil) }
    let rows = try await attempt {
      try await engine.rows(
        of: engine.dialect.first(
          options.sampleSize, of: query, areFrequent: plan.routes[index].isShared))
    }
    return rows.map { masked($0, of: check) }
  }

  /// Offending rows of several checks of one relation, found in one pass.
  private func samples(for indices: [Int], _ plan: AuditPlan) async throws -> [ResultSet?] {
    let checks = indices.map { plan.checks[$0] }
    var shown: [Identifier] = []
    for column in checks.flatMap(\.evidenceColumns) where !shown.contains(column) {
      shown.append(column)
    }
    let numbers = checks.compactMap { check in
      check.quantity.map { RelationScan.Number($0, where: check.filter) }
    }
    let counted = plan.scans.first { $0.relation == checks[0].subject }
    let scan = RelationScan(
      checks[0].subject, numbers: numbers, uniqueTargets: counted?.uniqueTargets ?? [],
      ranges: counted?.ranges ?? [:])
    let answer = try await attempt {
      try await engine.rows(
        of: engine.dialect.offenders(
          scan, show: shown, orderedBy: checks[0].evidenceColumns.first.map { [$0] } ?? []))
    }
    guard case .success(let found) = answer else { return indices.map { _ in nil } }
    return checks.enumerated().map { position, check in
      let places = check.evidenceColumns.compactMap { shown.firstIndex(of: $0) }
      let rows = found.rows.filter { $0[shown.count + position] == "t" }.prefix(options.sampleSize)
      return masked(
        ResultSet(
          columns: places.map { found.columns[$0] },
          rows: rows.map { row in places.map { row[$0] } }),
        of: check)
    }
  }

  private func masked(_ rows: ResultSet, of check: Check) -> ResultSet {
    rows.masking(masking.hidden(among: rows.columns, of: check))
  }
}

extension AuditPlan {
  /// Whether to find a few rows that offend would take more than a tenth of a pass over a large relation, if
  /// they lie evenly in it; they are then so few that they can all be fetched, for several checks at once.
  fileprivate func isRare(_ index: Int, _ measured: Measured?) -> Bool {
    guard routes[index].isShared, measured?.sample == nil, !checks[index].evidenceColumns.isEmpty,
      let total = measured?.total, let failed = measured?.value.flatMap({ Int64($0) })
    else { return false }
    return total > 100_000 && failed < 100
  }
}

extension AuditPlan.Route {
  fileprivate var isShared: Bool {
    if case .shared = self { true } else { false }
  }
}

extension AssertionResult {
  /// A person's query whose rows cannot be had was not right, though they could be counted; for all other
  /// checks the count stands.
  fileprivate func failed(_ failure: BuildFailure, _ check: Check) -> AssertionResult {
    guard case .rowsOf? = check.quantity else { return self }
    return AssertionResult(
      suite: suite, name: name, location: location,
      outcome: .errored(
        type: "whtest.sql.\(failure.code ?? "unknown")", message: failure.description),
      seconds: seconds, evidence: evidence)
  }

  fileprivate func with(_ sample: ResultSet) -> AssertionResult {
    var evidence = evidence
    evidence.sample = sample.rows.map { row in
      zip(sample.columns, row).map { "\($0)=\($1 ?? "NULL")" }.joined(separator: " ")
    }
    return AssertionResult(
      suite: suite, name: name, location: location, outcome: outcome, seconds: seconds,
      evidence: evidence)
  }
}

extension Dialect {
  /// The SQL that a person runs to see for themselves: the offending rows, or the number.
  func reproduction(of check: Check, _ rows: RowSet) -> String? {
    guard let quantity = check.quantity else { return nil }
    return offenders(quantity, of: rows, show: check.evidenceColumns)
      ?? number(quantity, of: rows)
  }
}
