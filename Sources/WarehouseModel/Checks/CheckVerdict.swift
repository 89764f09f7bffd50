/// What was measured for a check.
package struct Measurement: Hashable, Sendable {
  /// As the engine printed it; nil for NULL, which is what no rows sum up to.
  package let value: String?
  /// Rows that were looked at; nil when they were not counted.
  package let total: Int64?
  /// The same number in earlier runs, the latest first.
  package let history: [Double]
  /// Whether the value must not reach a report.
  package let isHidden: Bool

  package init(value: String?, total: Int64?, history: [Double] = [], isHidden: Bool = false) {
    self.value = value
    self.total = total
    self.history = history
    self.isHidden = isHidden
  }

  /// A number of rows.
  package init(rows: Int64, of total: Int64?) {
    self.init(value: String(rows), total: total)
  }
}

extension Check {
  /// What the measured number means, by the thresholds and the severity of the check.
  package func outcome(_ measurement: Measurement) -> Outcome {
    switch rule {
    case .notExecuted(let reason): return .notExecuted(reason)
    case .reconciliation:
      return .notExecuted("production is compared with its copy while a run makes it")
    case .offendingRows, .unique, .reference, .query:
      guard let offending = measurement.value.flatMap({ Int64($0) }) else {
        return unreadable(measurement.value)
      }
      return judged(offending, of: measurement.total)
    case .number(let quantity, let bounds):
      return Comparing(check: self, quantity: quantity, bounds: bounds).outcome(measurement)
    }
  }

  /// What a counted number of rows means.
  package func outcome(offending: Int64, of total: Int64?) -> Outcome {
    outcome(Measurement(rows: offending, of: total))
  }

  private func judged(_ offending: Int64, of total: Int64?) -> Outcome {
    let rows = total.map { "\(offending) of \($0) rows" } ?? counted(offending)
    if fail.isCrossed(by: offending, of: total), severity == .error {
      return .failed(
        type: "whtest.quality.RowsFailed", verdict: nil,
        message: "\(rows) fail \(name) (allowed \(fail))")
    }
    guard warn.isCrossed(by: offending, of: total) || fail.isCrossed(by: offending, of: total)
    else {
      return .passed
    }
    let bounds =
      severity == .error
      ? "warn above \(warn), fail above \(fail)"
      : "warn above \(warn == .never ? fail : warn)"
    return severity == .info ? .passed : .warned("\(rows) fail \(name) (\(bounds))")
  }

  fileprivate func unreadable(_ value: String?) -> Outcome {
    .errored(
      type: "whtest.quality.NoNumber",
      message: "\(name): expected a number, the query gave \(value.map { "\"\($0)\"" } ?? "NULL")")
  }

  fileprivate func broken(_ message: String, type: String, isWarning: Bool = false) -> Outcome {
    switch severity {
    case .error where !isWarning:
      .failed(type: "whtest.quality.\(type)", verdict: nil, message: message)
    case .error, .warning: .warned(message)
    case .info: .passed
    }
  }
}

/// Holds one measured number against its bounds.
private struct Comparing {
  let check: Check
  let quantity: Quantity
  let bounds: Bounds

  func outcome(_ measurement: Measurement) -> Outcome {
    if case .percent = bounds.unit { return share(measurement) }
    guard let value = measurement.value else { return empty }
    let outcomes = [(bounds.fail, false), (bounds.warn, true)].compactMap { bound, isWarning in
      bound.flatMap { compare(value, $0, measurement, isWarning: isWarning) }
    }
    let first = outcomes.first { $0 != .passed } ?? .passed
    guard first == .passed, let change = bounds.change else { return first }
    let judgement = judged(value, change, measurement.history)
    return measurement.isHidden && judgement != .passed && judgement.message != nil
      ? hidden(judgement) : judgement
  }

  /// Nothing was measured: that is no number to be content with.
  private var empty: Outcome {
    if case .result = quantity { return check.unreadable(nil) }
    return check.broken(
      "\(check.name): no rows with a value, so nothing to compare", type: "NoRows")
  }

  private func compare(
    _ value: String, _ expectation: Expectation, _ measurement: Measurement, isWarning: Bool
  ) -> Outcome {
    var value = value
    if case .time(let unit) = bounds.unit, let seconds = Double(value) {
      value = plain(((seconds / unit.seconds) * 1_000).rounded() / 1_000)
    }
    let shown = measurement.isHidden ? "***" : value
    guard let holds = expectation.holds(forText: value) else { return check.unreadable(shown) }
    guard !holds else { return .passed }
    return check.broken(
      message(shown, expectation, measurement), type: type, isWarning: isWarning)
  }

  private func message(
    _ value: String, _ expectation: Expectation, _ measurement: Measurement
  ) -> String {
    switch (quantity, bounds.unit) {
    case (.rows, _):
      "\(check.subject) has \(Int64(value).map(counted) ?? value), expected \(expectation)"
    case (.age, .time(let unit)):
      "\(check.name): the latest value is \(value) \(unit.rawValue) old, expected \(expectation)"
    // A query tells little by its number.
    case (.result, _): "\(check.title ?? check.name): \(value), expected \(expectation)"
    case (.aggregate, _), (.age, _):
      "\(check.name): \(value), expected \(expectation)"
    case (.rowsWhere, _), (.duplicates, _), (.orphans, _), (.rowsOf, _):
      "\(check.name): \(value)" + (measurement.total.map { " of \($0)" } ?? "")
        + " rows, expected \(expectation)"
    }
  }

  private var type: String {
    switch quantity {
    case .rows: "RowCount"
    case .rowsWhere, .duplicates, .orphans, .rowsOf: "RowsFailed"
    case .age: "Stale"
    case .aggregate, .result: "OutOfBounds"
    }
  }

  private func share(_ measurement: Measurement) -> Outcome {
    guard let value = measurement.value.flatMap({ Double($0) }) else {
      return check.unreadable(measurement.value)
    }
    let outcomes = [(bounds.fail, false), (bounds.warn, true)].compactMap { bound, isWarning in
      bound.map { share(value, measurement.total, $0, isWarning: isWarning) }
    }
    return outcomes.first { $0 != .passed } ?? .passed
  }

  private func share(
    _ value: Double, _ total: Int64?, _ expectation: Expectation, isWarning: Bool
  ) -> Outcome {
    guard let total, total > 0 else {
      return check.broken(
        "\(check.name): no rows, so no share to compare with \(expectation) %", type: "NoRows",
        isWarning: isWarning)
    }
    let share = value * 100 / Double(total)
    return expectation.holds(for: share)
      ? .passed
      : check.broken(
        "\(check.name): \(plain(value)) of \(total) rows (\(plain(share)) %),"
          + " expected \(expectation) %",
        type: "RowsFailed", isWarning: isWarning)
  }

  /// Compares with the mean of earlier runs; a number that never moved may not move at all.
  private func judged(_ text: String, _ change: Bounds.Change, _ history: [Double]) -> Outcome {
    let earlier = Array(history.prefix(change.runs))
    guard earlier.count >= Bounds.Change.fewestRuns else {
      return .notExecuted(
        "\(earlier.count) earlier runs are stored, a change is judged from "
          + "\(Bounds.Change.fewestRuns) on")
    }
    guard let value = Double(text) else { return check.unreadable(text) }
    let mean = earlier.reduce(0, +) / Double(earlier.count)
    let variance =
      earlier.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(earlier.count - 1)
    let distance = abs(value - mean)
    let deviation = variance.squareRoot()
    guard distance > change.sigmas * deviation else { return .passed }
    return check.broken(
      "\(check.name): \(text), \(rounded(mean)) on average in \(earlier.count) earlier runs:"
        + " more than \(plain(change.sigmas)) standard deviations (\(rounded(deviation))) off",
      type: "Changed")
  }

  /// A finding without the numbers that led to it.
  private func hidden(_ outcome: Outcome) -> Outcome {
    if case .notExecuted = outcome { return outcome }
    return check.broken("\(check.name): further from earlier runs than allowed", type: "Changed")
  }

  private func rounded(_ number: Double) -> String { plain((number * 1_000).rounded() / 1_000) }
}

extension Bounds.Change {
  /// Fewer earlier runs have no standard deviation worth the name.
  package static let fewestRuns = 3
}

private func counted(_ rows: Int64) -> String { rows == 1 ? "1 row" : "\(rows) rows" }
