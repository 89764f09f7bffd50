/// One entry of ODCS `quality`.
package struct QualityRule: Hashable, Sendable {
  package let name: String?
  /// What it is about, for people.
  package let description: String?
  package let metric: Metric
  package let bounds: Bounds
  /// Which rows are looked at (`whtest.where`, `whtest.since`); nil: all.
  package let filter: Predicate?
  package let severity: CheckSeverity
  package let location: SourceLocation

  package init(
    name: String?, description: String? = nil, metric: Metric, bounds: Bounds,
    filter: Predicate? = nil, severity: CheckSeverity, location: SourceLocation
  ) {
    self.name = name
    self.description = description
    self.metric = metric
    self.bounds = bounds
    self.filter = filter
    self.severity = severity
    self.location = location
  }

  package enum Metric: Hashable, Sendable {
    case nullValues
    case missingValues([Literal])
    case invalidValues(Validity)
    /// The columns that together must not repeat; empty: the property's own.
    case duplicateValues([Identifier])
    case rowCount
    /// A number computed from the values of the property.
    case aggregate(Aggregate)
    /// Seconds since the property's latest value.
    case freshness
    /// Rows in which two columns do not compare as they must.
    case comparison(Identifier, Comparison, Identifier)
    /// The number, text or truth that a query gives (`type: sql`), with its placeholders.
    case sql(String)
    /// Whether the copy of the object in bronze is what production has.
    case reconciliation
    /// Read, but not run by this version: reported as NOT EXECUTED, never as passed.
    case notExecuted(String)
  }
}

/// What makes a value valid; every part that is given must hold.
package struct Validity: Hashable, Sendable {
  package let values: [Literal]
  package let pattern: String?
  package let limits: [ValueLimit]
  package let format: ValueFormat?

  package init(
    values: [Literal] = [], pattern: String? = nil, limits: [ValueLimit] = [],
    format: ValueFormat? = nil
  ) {
    self.values = values
    self.pattern = pattern
    self.limits = limits
    self.format = format
  }
}

/// A form of text with a standard of its own.
package enum ValueFormat: String, CaseIterable, Sendable {
  /// [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562), in any case.
  case uuid
  /// What a mail server could deliver: one @, a domain with a dot, no spaces.
  case email
  /// A scheme and something behind it ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986)).
  case uri
  /// A calendar date of ISO 8601: 2025-01-31.
  case date
  case hostname
  case ipv4
  case ipv6

  /// A regular expression that PostgreSQL, and POSIX beside it, reads.
  package var pattern: String {
    switch self {
    case .uuid: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
    case .email: "^[^@[:space:]]+@[^@[:space:].]+([.][^@[:space:].]+)+$"
    case .uri: "^[A-Za-z][A-Za-z0-9+.-]*:[^[:space:]]+$"
    case .date:
      "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        + "|02-(0[1-9]|1[0-9]|2[0-9]))$"
    case .hostname:
      "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$"
    case .ipv4:
      "^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])([.]|$)){4}(?<![.])$"
    case .ipv6: "^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$"
    }
  }
}
