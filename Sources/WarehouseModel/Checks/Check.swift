/// A question about the data of one relation, with what to make of the answer.
package struct Check: Hashable, Sendable {
  /// The relation whose rows are counted against.
  package let subject: QualifiedName
  /// Stable over time and unique for its subject, such as `rsvp_status.valid`.
  package let name: String
  package let title: String?
  package let rule: Rule
  /// Which rows of the subject are looked at; nil: all.
  package let filter: Predicate?
  package let severity: CheckSeverity
  package let warn: Threshold
  package let fail: Threshold
  package let location: SourceLocation
  /// Columns shown as evidence for an offending row, its key first, none of them classified.
  package let evidenceColumns: [Identifier]

  package init(
    subject: QualifiedName, name: String, title: String? = nil, rule: Rule,
    filter: Predicate? = nil, severity: CheckSeverity, warn: Threshold = .rows(0),
    fail: Threshold = .rows(0), location: SourceLocation, evidenceColumns: [Identifier] = []
  ) {
    self.subject = subject
    self.name = name
    self.title = title
    self.rule = rule
    self.filter = filter
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
    /// No row may come out of the query.
    case query(String)
    /// A measured number must lie within bounds.
    case number(Quantity, Bounds)
    /// The copy must be production's, row by row; compared as it is made.
    case reconciliation
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

  /// What has to be measured; nil where nothing can be.
  package var quantity: Quantity? {
    switch rule {
    case .offendingRows(let predicate): .rowsWhere(predicate)
    case .unique(let columns): .duplicates(columns)
    case .reference(let columns, let referenced, let referencedColumns):
      .orphans(columns, of: referenced, referencedColumns)
    case .query(let sql): .rowsOf(sql)
    case .number(let quantity, _): quantity
    case .reconciliation, .notExecuted: nil
    }
  }

  /// Whether the answer is compared with those of earlier runs.
  package var comparesWithHistory: Bool {
    if case .number(_, let bounds) = rule { bounds.change != nil } else { false }
  }

  /// What a comparison of the copy with production means.
  package func outcome(_ reconciliation: Reconciliation) -> Outcome {
    guard let difference = reconciliation.difference else { return .passed }
    switch severity {
    case .error:
      return .failed(type: "whtest.quality.NotReconciled", verdict: nil, message: difference)
    case .warning: return .warned(difference)
    case .info: return .passed
    }
  }

  /// The same check under another name.
  package func renamed(_ name: String) -> Check {
    Check(
      subject: subject, name: name, title: title, rule: rule, filter: filter, severity: severity,
      warn: warn, fail: fail, location: location, evidenceColumns: evidenceColumns)
  }
}
