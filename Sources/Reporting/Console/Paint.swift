import WarehouseModel

/// The few colours of a terminal that carry meaning here.
enum Colour: String {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
}

/// Colours a text, or leaves it as it is where nobody sees colours.
struct Paint: Hashable, Sendable {
  let isColoured: Bool

  func callAsFunction(_ text: String, _ colour: Colour) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// One sign per outcome, told apart without colours too.
  func mark(_ outcome: Outcome) -> String {
    switch outcome {
    case .passed: self("✓", .green)
    case .failed, .errored: self("✗", .red)
    case .warned: self("!", .yellow)
    case .gated, .notExecuted: self("·", .dim)
    }
  }
}

extension String {
  /// The text with spaces behind it, up to a number of characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with spaces before it, up to a number of characters.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text, or its beginning and an ellipsis.
  func cut(to width: Int) -> String {
    count > width ? prefix(width - 1) + "…" : self
  }
}
