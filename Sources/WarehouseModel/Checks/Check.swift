/// A question about the data of one relation, with what to make of the answer.
package struct Check: Hashable, Sendable {
  /// The relation whose rows are counted against.
  package let subject: QualifiedName
  /// Stable over time and unique for its subject, such as `rsvp_status.valid`.
  package let name: String
  package let title: String?
  package let rule: Rule
  package let severity: CheckSeverity
  package let warn: Threshold
  package let fail: Threshold
  package let location: SourceLocation
  /// Columns shown as evidence for an offending row, its key first, none of them classified.
  package let evidenceColumns: [Identifier]

  package init(
    subject: QualifiedName, name: String, title: String? = nil, rule: Rule,
    severity: CheckSeverity, warn: Threshold = .rows(0), fail: Threshold = .rows(0),
    location: SourceLocation, evidenceColumns: [Identifier] = []
  ) {
    self.subject = subject
    self.name = name
    self.title = title
    self.rule = rule
    self.severity = severity
    self.warn = warn
    self.fail = fail
    self.location = location
    self.evidenceColumns = evidenceColumns
  }

  package enum Rule: Hashable, Sendable {
    /// No row may satisfy the predicate.
    case offendingRows(Predicate)
    /// No two rows may agree on all these columns; a NULL agrees with nothing.
    case unique([Identifier])
    /// Every row without a NULL in the columns must find its match.
    case reference([Identifier], to: QualifiedName, [Identifier])
    /// The number of rows must meet the expectation.
    case rowCount(Expectation)
    /// The number, or the share, of the rows that satisfy the predicate must meet the expectation.
    case measure(Predicate, Expectation, QualityRule.Unit)
    /// Likewise for the rows beyond the first of each group that agree on all these columns.
    case measureDuplicates([Identifier], Expectation, QualityRule.Unit)
    /// No row may come out of the query.
    case query(String)
    /// Cannot be run, with the reason.
    case notExecuted(String)
  }
}

/// How loud a failed check may become.
package enum CheckSeverity: String, CaseIterable, Sendable, Codable {
  /// May fail the run.
  case error
  /// At most a warning.
  case warning
  /// Counted and shown, nothing more.
  case info
}

/// A bound on offending rows: crossed when there are more of them.
package enum Threshold: Hashable, Sendable {
  case rows(Int64)
  case percent(Double)
  case never

  package func isCrossed(by offending: Int64, of total: Int64?) -> Bool {
    switch self {
    case .rows(let bound): offending > bound
    case .percent(let bound):
      // A share of nothing is undefined: any offender is then too many.
      if let total, total > 0 {
        Double(offending) * 100 > bound * Double(total)
      } else {
        offending > 0
      }
    case .never: false
    }
  }
}

extension Threshold: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rows(let bound): String(bound)
    case .percent(let bound): plain(bound) + "%"
    case .never: "never"
    }
  }
}

extension Check {
  /// The relations that the check looks at, as far as they are data and not SQL.
  package var relations: Set<QualifiedName> {
    if case .reference(_, let referenced, _) = rule { return [subject, referenced] }
    return [subject]
  }
}
