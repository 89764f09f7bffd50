import FoundationEssentials

/// A span of time to three decimals, which add up exactly.
struct Milliseconds: Hashable, Sendable {
  let count: Int64

  init(_ count: Int64) {
    self.count = count
  }

  /// Rounds; less than nothing, and what is no number, is nothing.
  ///
  /// Ends at some thirty years, so that no sum overflows.
  init(seconds: Double) {
    let rounded = (seconds * 1000).rounded()
    count = rounded > 0 ? Int64(exactly: min(rounded, 1e12)) ?? 0 : 0
  }

  /// Whole seconds, a point and three digits, whatever the locale.
  var text: String {
    let fraction = String(count % 1000)
    return "\(count / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }

  var seconds: Double { Double(count) / 1000 }

  static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
    Milliseconds(left.count + right.count)
  }
}

/// A number of bytes as people read it: `8.2 kB`, `1.5 GB`.
struct Bytes: Hashable, Sendable {
  let count: Int64

  init(_ count: Int64) {
    self.count = count
  }

  /// With one decimal, in steps of a thousand; what is no size is as it is.
  var text: String {
    guard count >= 1000 else { return "\(count) B" }
    var tenths = count / 100
    var units = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
    while tenths >= 10_000, units.count > 1 {
      tenths /= 1000
      units = units.dropFirst()
    }
    return "\(tenths / 10).\(tenths % 10) \(units.first ?? "")"
  }
}

extension BinaryInteger {
  /// The digits in groups of three: `22,930`.
  package var grouped: String {
    var result = ""
    for (position, digit) in String(magnitude).reversed().enumerated() {
      if position > 0, position % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + String(result.reversed())
  }
}

/// A moment in UTC without its zone, such as `2026-10-05T09:30:00`, as JUnit writes it.
func timestamp(secondsSince1970 seconds: Double) -> String {
  let latest = 253_402_300_799.0  // 9999-12-31T23:59:59
  let whole = seconds.isFinite ? min(max(seconds.rounded(.down), 0), latest) : 0
  let style = Date.ISO8601FormatStyle(timeZone: .gmt)
    .year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: false)
  return Date(timeIntervalSince1970: whole).formatted(style)
}
