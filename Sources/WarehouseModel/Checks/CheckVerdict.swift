extension Check {
  /// What the counted rows mean, by the thresholds and the severity of the check.
  ///
  /// - Parameters:
  ///   - offending: rows that break the rule, or the measured rows of a rule with an expectation.
  ///   - total: rows of the subject; nil when it was not counted.
  package func outcome(offending: Int64, of total: Int64?) -> Outcome {
    switch rule {
    case .rowCount(let expectation):
      return expectation.holds(for: Double(offending))
        ? .passed
        : broken("\(subject) has \(counted(offending)), expected \(expectation)", type: "RowCount")
    case .measure(_, let expectation, let unit), .measureDuplicates(_, let expectation, let unit):
      return measured(offending, of: total, expectation, unit)
    case .notExecuted(let reason):
      return .notExecuted(reason)
    case .offendingRows, .unique, .reference, .query:
      return judged(offending, of: total)
    }
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

  private func measured(
    _ value: Int64, of total: Int64?, _ expectation: Expectation, _ unit: QualityRule.Unit
  ) -> Outcome {
    switch unit {
    case .rows:
      return expectation.holds(for: Double(value))
        ? .passed
        : broken(
          "\(name): \(value)" + (total.map { " of \($0)" } ?? "")
            + " rows, expected \(expectation)",
          type: "RowsFailed")
    case .percent:
      guard let total, total > 0 else {
        return broken(
          "\(name): no rows, so no share to compare with \(expectation) %", type: "NoRows")
      }
      let share = Double(value) * 100 / Double(total)
      return expectation.holds(for: share)
        ? .passed
        : broken(
          "\(name): \(value) of \(total) rows (\(plain(share)) %), expected \(expectation) %",
          type: "RowsFailed")
    }
  }

  private func broken(_ message: String, type: String) -> Outcome {
    switch severity {
    case .error: .failed(type: "whtest.quality.\(type)", verdict: nil, message: message)
    case .warning: .warned(message)
    case .info: .passed
    }
  }

  private func counted(_ rows: Int64) -> String { rows == 1 ? "1 row" : "\(rows) rows" }
}
