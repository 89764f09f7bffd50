extension Duration {
  /// Reads a time as people write it in a configuration: `500ms`, `30s`, `5min`, `1h`, `7d`.
  ///
  /// Nil for anything else, for no time at all, and for more than a year.
  package init?(written text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number > 0 else { return nil }
    let milliseconds: Int64? =
      switch text.dropFirst(digits.count) {
      case "ms": 1
      case "s": 1000
      case "min": 60_000
      case "h": 3_600_000
      case "d": 24 * 3_600_000
      default: nil
      }
    guard let milliseconds, number <= 366 * 24 * 3_600_000 / milliseconds else { return nil }
    self = .milliseconds(number * milliseconds)
  }
}
