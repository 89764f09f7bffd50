package import WarehouseModel

/// Runs checks against an engine and says what came of each.
///
/// Checks that look at one row at a time share a scan of their relation. When the shared statement
/// fails, each check runs alone, so that the mistake of one is not the error of all.
package struct Auditor: Sendable {
  private let engine: any Auditing
  private let masking: Masking

  package init(engine: any Auditing, masking: Masking) {
    self.engine = engine
    self.masking = masking
  }

  /// One result for each check, in the order given.
  ///
  /// - Throws: only `CancellationError`, and what ends the session; a check that the server refuses
  ///   is a result.
  package func results(of checks: [Check]) async throws -> [AssertionResult] {
    var scans: [QualifiedName: Result<Scan, BuildFailure>] = [:]
    for subject in Set(checks.map(\.subject)).sorted() {
      let predicates = checks.filter { $0.subject == subject }.compactMap(\.predicate)
      scans[subject] = try await scan(subject, counting: predicates)
    }
    var results: [AssertionResult] = []
    for check in checks {
      results.append(try await result(of: check, scan: scans[check.subject]))
    }
    return results
  }

  // MARK: - One scan per relation

  /// What one pass over a relation counted.
  private struct Scan {
    let total: Int64
    let counts: [Predicate: Int64]
    /// The share of each check in the time of the pass.
    let seconds: Double
  }

  private func scan(
    _ subject: QualifiedName, counting predicates: [Predicate]
  ) async throws -> Result<Scan, BuildFailure> {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let row = try await engine.numbers(of: engine.dialect.counts(of: subject, where: predicates))
      let counts = Dictionary(
        zip(predicates, row.dropFirst()), uniquingKeysWith: { first, _ in first })
      let share = (clock.now - start).inSeconds / Double(predicates.count + 1)
      return .success(Scan(total: row.first ?? 0, counts: counts, seconds: share))
    } catch let failure as BuildFailure {
      guard failure.code != nil else { throw failure }
      guard predicates.count > 0 else { return .failure(failure) }
      return try await scan(subject, counting: [])
    }
  }

  // MARK: - One check

  private func result(
    of check: Check, scan: Result<Scan, BuildFailure>?
  ) async throws -> AssertionResult {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      if case .notExecuted(let reason) = check.rule {
        return outcome(.notExecuted(reason), of: check)
      }
      guard let scan = try scan?.get() else { return outcome(.notExecuted("no scan"), of: check) }
      let shared = check.predicate.flatMap { scan.counts[$0] }
      let count: Int64
      if let shared {
        count = shared
      } else {
        count = try await self.count(check, total: scan.total)
      }
      let verdict = check.outcome(offending: count, of: scan.total)
      let evidence = try await evidence(
        for: check, verdict: verdict, offending: count, total: scan.total)
      return AssertionResult(
        suite: .quality(check.subject), name: check.name, location: check.location,
        outcome: verdict,
        seconds: shared == nil ? (clock.now - start).inSeconds : scan.seconds, evidence: evidence)
    } catch let failure as BuildFailure {
      guard let code = failure.code else { throw failure }
      return outcome(
        .errored(type: "whtest.sql.\(code)", message: "\(code) \(failure.message)"), of: check,
        seconds: (clock.now - start).inSeconds)
    }
  }

  private func count(_ check: Check, total: Int64) async throws -> Int64 {
    let dialect = engine.dialect
    switch check.rule {
    case .rowCount: return total
    case .offendingRows(let predicate), .measure(let predicate, _, _):
      return try await engine.numbers(
        of: dialect.counts(of: check.subject, where: [predicate])
      ).last ?? 0
    case .unique(let columns), .measureDuplicates(let columns, _, _):
      return try await engine.numbers(of: dialect.surplus(in: check.subject, of: columns)).first
        ?? 0
    case .reference, .query:
      return try await engine.numbers(of: dialect.count(of: check.offenders(dialect) ?? "")).first
        ?? 0
    case .notExecuted: return 0
    }
  }

  private func evidence(
    for check: Check, verdict: Outcome, offending: Int64, total: Int64
  ) async throws -> Evidence {
    let query = check.offenders(engine.dialect)
    var evidence = Evidence(rowsChecked: total, rowsFailed: offending, query: query)
    if case .rowCount(let expectation) = check.rule {
      evidence = Evidence(
        expected: expectation.description, actual: String(total), rowsChecked: total, query: query)
    }
    guard verdict != .passed, offending > 0, let query else { return evidence }
    let rows = try await engine.rows(of: engine.dialect.first(sampleSize, of: query))
    let sample = rows.masking(masking.hidden(among: rows.columns, of: check))
    evidence.sample = sample.rows.map { row in
      zip(sample.columns, row).map { "\($0)=\($1 ?? "NULL")" }.joined(separator: " ")
    }
    return evidence
  }

  private func outcome(
    _ outcome: Outcome, of check: Check, seconds: Double = 0
  ) -> AssertionResult {
    AssertionResult(
      suite: .quality(check.subject), name: check.name, location: check.location,
      outcome: outcome, seconds: seconds,
      evidence: Evidence(query: check.offenders(engine.dialect)))
  }
}

/// Offending rows shown for one check.
private let sampleSize = 5

extension Check {
  /// What the shared scan can count for this check.
  fileprivate var predicate: Predicate? {
    switch rule {
    case .offendingRows(let predicate), .measure(let predicate, _, _): predicate
    default: nil
    }
  }

  /// The SQL that selects the offending rows.
  fileprivate func offenders(_ dialect: any Dialect) -> String? {
    switch rule {
    case .offendingRows(let predicate), .measure(let predicate, _, _):
      dialect.offenders(in: subject, where: predicate, show: evidenceColumns)
    case .unique(let columns), .measureDuplicates(let columns, _, _):
      dialect.duplicates(in: subject, of: columns)
    case .reference(let columns, let referenced, let referencedColumns):
      dialect.orphans(
        in: subject, of: columns, missingFrom: referenced, referencedColumns,
        show: evidenceColumns)
    case .query(let sql): sql
    case .rowCount: dialect.counts(of: subject, where: [])
    case .notExecuted: nil
    }
  }
}
