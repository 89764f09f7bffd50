/// One thing that was asserted, and what came of it; a testcase in JUnit's words.
package struct AssertionResult: Hashable, Sendable {
  package let suite: Suite
  /// Stable over time: no values, dates, counts or run numbers.
  package let name: String
  package let location: SourceLocation?
  package let outcome: Outcome
  package let seconds: Double
  package let evidence: Evidence

  package init(
    suite: Suite, name: String, location: SourceLocation?, outcome: Outcome,
    seconds: Double = 0, evidence: Evidence = Evidence()
  ) {
    self.suite = suite
    self.name = name
    self.location = location
    self.outcome = outcome
    self.seconds = seconds
    self.evidence = evidence
  }

  /// What the assertion belongs to; the suite of a report.
  package enum Suite: Hashable, Sendable {
    case contract(QualifiedName)
    case etl(Layer)
    case quality(QualifiedName)
    /// The run itself: definitions that are wrong, servers that cannot be reached.
    case run

    package var name: String {
      switch self {
      case .contract(let relation): "whtest.contract.\(relation)"
      case .etl(let layer): "whtest.etl.\(layer.rawValue)"
      case .quality(let relation): "whtest.quality.\(relation)"
      case .run: "whtest.run"
      }
    }
  }
}

/// What supports a result: enough for a person to see it for themselves.
package struct Evidence: Hashable, Sendable {
  package var expected: String?
  package var actual: String?
  package var rowsChecked: Int64?
  package var rowsFailed: Int64?
  /// The SQL that selects the offending rows.
  package var query: String?
  /// A few offending rows, as `column=value`, without classified columns.
  package var sample: [String]
  /// What a passed assertion would have said, were it louder.
  package var note: String?
  /// The constraint that makes the check hold, so that no row was looked at.
  package var proof: String?
  /// Whether only a part of the rows was looked at, whose share is taken for that of all.
  package var isEstimate = false
  /// Offending rows that are known and accepted.
  package var baseline: Int64?
  /// What a step copied or built.
  package var rows: RowCounts?

  package init(
    expected: String? = nil, actual: String? = nil, rowsChecked: Int64? = nil,
    rowsFailed: Int64? = nil, query: String? = nil, sample: [String] = [], proof: String? = nil,
    note: String? = nil
  ) {
    self.expected = expected
    self.actual = actual
    self.rowsChecked = rowsChecked
    self.rowsFailed = rowsFailed
    self.query = query
    self.sample = sample
    self.note = note
    self.proof = proof
  }

  /// The number that a check came to: offending rows, or what was compared.
  package var measured: Double? {
    rowsFailed.map { Double($0) } ?? actual.flatMap { Double($0) }
  }
}
