/// Something about a relation that is one number.
package enum Quantity: Hashable, Sendable {
  case rows
  case rowsWhere(Predicate)
  /// Rows beyond the first of each group that agree on all these columns; a NULL agrees with nothing.
  case duplicates([Identifier])
  /// Rows without a NULL in the columns that find no match.
  case orphans([Identifier], of: QualifiedName, [Identifier])
  case aggregate(Aggregate, Identifier)
  /// Seconds since the latest value.
  case age(Identifier)
  /// Rows that a query selects.
  case rowsOf(String)
  /// The one value that a query gives.
  case result(of: String)

  /// Whether the number counts rows that can be shown.
  package var countsOffenders: Bool {
    switch self {
    case .rowsWhere, .duplicates, .orphans, .rowsOf: true
    case .rows, .aggregate, .age, .result: false
    }
  }

  /// Whether one pass over the relation can measure it beside others.
  package var sharesScan: Bool {
    switch self {
    case .rows, .rowsWhere, .orphans, .age: true
    case .aggregate(let aggregate, _): aggregate.sharesScan
    case .duplicates, .rowsOf, .result: false
    }
  }
}

/// A number computed from the values of one column; NULLs do not take part.
package enum Aggregate: Hashable, Sendable {
  case sum, average, minimum, maximum, distinctCount
  /// The value below which this share of the values lies, from 0 to 1, interpolated between
  /// neighbours ([9.21, percentile_cont](https://www.postgresql.org/docs/current/functions-aggregate.html)).
  case percentile(Double)

  /// Whether it needs no order and no set of all values.
  var sharesScan: Bool {
    switch self {
    case .sum, .average, .minimum, .maximum: true
    case .distinctCount, .percentile: false
    }
  }

  /// How a check that compares it is called.
  package var name: String {
    switch self {
    case .sum: "sum"
    case .average: "average"
    case .minimum: "smallest"
    case .maximum: "largest"
    case .distinctCount: "distinct_count"
    case .percentile(let share): "percentile_\(plain(share * 100))"
    }
  }
}

/// What a measured number has to be.
package struct Bounds: Hashable, Sendable {
  /// Broken: the check fails.
  package let fail: Expectation?
  /// Broken: the check warns.
  package let warn: Expectation?
  package let unit: Unit
  /// Compares with earlier runs, beside or instead of the expectations.
  package let change: Change?

  package init(
    fail: Expectation?, warn: Expectation? = nil, unit: Unit = .rows, change: Change? = nil
  ) {
    self.fail = fail
    self.warn = warn
    self.unit = unit
    self.change = change
  }

  /// What a number is of.
  package enum Unit: Hashable, Sendable {
    case rows
    /// A share of the rows that were looked at.
    case percent
    /// A value of the data's own kind, such as a sum.
    case value
    /// A length of time, told in the unit in which the rule was written.
    case time(TimeUnit)
  }

  /// How far a number may be from those of earlier runs.
  package struct Change: Hashable, Sendable {
    /// Standard deviations from the mean.
    package let sigmas: Double
    /// How many of the latest runs count.
    package let runs: Int

    package init(sigmas: Double, runs: Int) {
      self.sigmas = sigmas
      self.runs = runs
    }
  }
}

extension Bounds: CustomStringConvertible {
  package var description: String {
    let unit =
      switch unit {
      case .percent: " %"
      case .time(let unit): " \(unit.rawValue)"
      case .rows, .value: ""
      }
    return [
      fail.map { "\($0)\(unit)" }, warn.map { "\($0)\(unit) (warning)" },
      change.map { "within \(plain($0.sigmas)) standard deviations" },
    ].compactMap(\.self).joined(separator: ", ")
  }
}

/// A unit in which contracts write lengths of time.
package enum TimeUnit: String, CaseIterable, Sendable {
  case seconds, minutes, hours, days, weeks, months, years

  /// The unit that a word or letter of ODCS or a person means.
  package init?(written text: String) {
    switch text.lowercased() {
    case "s", "sec", "second", "seconds": self = .seconds
    case "min", "minute", "minutes": self = .minutes
    case "h", "hr", "hour", "hours": self = .hours
    case "d", "day", "days": self = .days
    case "w", "week", "weeks": self = .weeks
    case "m", "mo", "month", "months": self = .months
    case "y", "yr", "year", "years": self = .years
    default: return nil
    }
  }

  /// How long a duration of ISO 8601 is, such as `P1Y6M` or `PT36H`; nil for what is none.
  package static func seconds(ofDuration text: String) -> Double? {
    guard text.first == "P", text.count > 2 else { return nil }
    var seconds = 0.0
    var digits = ""
    var isTime = false
    for sign in text.dropFirst() {
      if sign.isNumber || sign == "." {
        digits.append(sign)
        continue
      }
      if sign == "T", !isTime, digits.isEmpty {
        isTime = true
        continue
      }
      let unit: TimeUnit? =
        switch (sign, isTime) {
        case ("Y", false): .years
        case ("M", false): .months
        case ("W", false): .weeks
        case ("D", false): .days
        case ("H", true): .hours
        case ("M", true): .minutes
        case ("S", true): .seconds
        default: nil
        }
      guard let unit, let count = Double(digits) else { return nil }
      seconds += count * unit.seconds
      digits = ""
    }
    return digits.isEmpty ? seconds : nil
  }

  /// A month is a twelfth of a year, a year 365.25 days.
  package var seconds: Double {
    switch self {
    case .seconds: 1
    case .minutes: 60
    case .hours: 3_600
    case .days: 86_400
    case .weeks: 7 * 86_400
    case .months: 365.25 / 12 * 86_400
    case .years: 365.25 * 86_400
    }
  }
}
