import WarehouseModel

extension Auditor {
  /// The numbers of a scan, but for those that would look at a relation which cannot be read.
  func numbers(
    of scan: RelationScan, without closed: [QualifiedName: BuildFailure]
  ) async throws -> [Measured] {
    let reasons = scan.numbers.map { number -> BuildFailure? in
      guard case .orphans(_, let referenced, _) = number.quantity else { return nil }
      return closed[referenced]
    }
    let open = zip(scan.numbers, reasons).filter { $0.1 == nil }.map(\.0)
    var answers = try await numbers(of: scan.with(open))[...]
    return reasons.map { reason in
      if let reason { Measured(failure: reason) } else { answers.removeFirst() }
    }
  }

  /// The numbers of a scan; where the server refuses it, those of its parts, so that the mistake of one
  /// check is not the error of all.
  func numbers(of scan: RelationScan) async throws -> [Measured] {
    let clock = ContinuousClock()
    let start = clock.now
    let answer = try await attempt {
      try await engine.values(of: AuditQuery(engine.dialect.scan(scan)))
    }
    switch answer {
    case .success(let values):
      let share = (clock.now - start).inSeconds / Double(max(1, values.count))
      return values.map { Measured(value: $0, seconds: share) }
    case .failure(let failure):
      let parts = scan.parts(after: failure)
      guard parts.count > 1 else {
        return scan.numbers.map { _ in Measured(failure: failure) }
      }
      var measured: [RelationScan.Number: Measured] = [:]
      for part in parts {
        for (number, value) in zip(part.numbers, try await numbers(of: part)) {
          measured[number] = value
        }
      }
      return scan.numbers.map { measured[$0] ?? Measured(failure: failure) }
    }
  }

  /// A number that needs a statement of its own.
  func number(for check: Check, _ plan: AuditPlan) async throws -> Measured {
    guard let quantity = check.quantity else { return Measured() }
    let clock = ContinuousClock()
    let start = clock.now
    let rows = plan.rows(of: check)
    let answer = try await attempt { () -> Measured in
      switch quantity {
      case .duplicates(let columns): try await duplicates(of: columns, in: rows)
      case .result(let query): try await value(of: query, of: check)
      case .rows, .rowsWhere, .orphans, .aggregate, .age, .rowsOf:
        Measured(
          value: try await engine.values(
            of: AuditQuery(engine.dialect.number(quantity, of: rows))
          ).first.flatMap(\.self))
      }
    }
    var measured: Measured
    switch answer {
    case .success(let value): measured = value
    case .failure(let failure): measured = Measured(failure: failure)
    }
    measured.seconds = (clock.now - start).inSeconds
    return measured
  }

  /// First a count that is quick; another one only where that is not exact.
  private func duplicates(of columns: [Identifier], in rows: RowSet) async throws -> Measured {
    if let quick = engine.dialect.quickDuplicates(of: columns, in: rows),
      case .success(let values) = try await attempt({
        try await engine.values(of: AuditQuery(quick))
      }),
      values.count == 2, values[1] == "t", let count = values[0].flatMap({ Int64($0) })
    {
      return Measured(
        value: String(count),
        sample: count == 0 ? nil : try await groups(of: columns, in: rows, among: count))
    }
    return try await comparedDuplicates(of: columns, in: rows)
  }

  /// A few of so many duplicates; what is counted stands also where they cannot be had.
  private func groups(
    of columns: [Identifier], in rows: RowSet, among count: Int64
  ) async throws -> ResultSet? {
    if let some = engine.dialect.someDuplicates(
      of: columns, in: rows, first: options.sampleSize, among: count),
      case .success(let found) = try await attempt({ try await engine.rows(of: some) }),
      // Many rows of a few groups may lie elsewhere.
      found.rows.count == options.sampleSize
    {
      return found
    }
    let answer = try await attempt { try await comparedDuplicates(of: columns, in: rows) }
    guard case .success(let measured) = answer else { return nil }
    return measured.sample
  }

  private func comparedDuplicates(
    of columns: [Identifier], in rows: RowSet
  ) async throws -> Measured {
    let found = try await engine.rows(
      of: engine.dialect.confirmedDuplicates(of: columns, in: rows, first: options.sampleSize))
    let surplus = found.rows.first?.last ?? "0"
    return Measured(
      value: surplus,
      sample: ResultSet(
        columns: found.columns.dropLast(), rows: found.rows.map { $0.dropLast() }))
  }

  /// A person's query gives one value; unqualified names in it mean tables beside the subject.
  private func value(of query: String, of check: Check) async throws -> Measured {
    let result = try await engine.rows(
      of: AuditQuery(
        engine.dialect.value(of: query),
        settings: ["search_path": "\(check.subject.schema.quoted), public"]))
    guard result.rows.count < 2 else {
      throw BuildFailure(
        code: cardinalityViolation,
        message: "the query gave more than one row, expected one number",
        location: nil)
    }
    guard result.columns.count == 1 else {
      throw BuildFailure(
        code: cardinalityViolation,
        message: "the query gave \(result.columns.count) columns, expected one", location: nil)
    }
    return Measured(value: result.rows.first?.first ?? nil)
  }
}

extension RelationScan {
  /// What to try when the server has refused the whole; one part where nothing else is to be hoped for.
  fileprivate func parts(after failure: BuildFailure) -> [RelationScan] {
    guard numbers.count > 1 else { return [self] }
    let foreign = numbers.filter(\.containsSQL)
    let own = numbers.filter { !$0.containsSQL }
    // Whatever a person's own SQL has done must not be done to the rest.
    if !foreign.isEmpty, !own.isEmpty || foreign.count > 1 {
      return (own.isEmpty ? [] : [with(own)]) + foreign.map { with([$0]) }
    }
    // Data exceptions, access rules, syntax: one of the numbers has it. A lock, a limit or a full disk
    // would meet the others too.
    let classes = ["22", "42", "0A", "P0", "38", "39", "XX"]
    guard classes.contains(String((failure.code ?? "").prefix(2))) else { return [self] }
    let middle = numbers.count / 2
    return [with(Array(numbers[..<middle])), with(Array(numbers[middle...]))]
  }

  fileprivate func with(_ numbers: [Number]) -> RelationScan {
    RelationScan(
      relation, numbers: numbers, uniqueTargets: uniqueTargets, ranges: ranges,
      samplePercent: samplePercent)
  }
}

extension RelationScan.Number {
  fileprivate var containsSQL: Bool {
    if filter?.containsSQL == true { return true }
    if case .rowsWhere(let predicate) = quantity { return predicate.containsSQL }
    return false
  }
}
