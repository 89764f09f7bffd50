/// How much form a text from outside keeps when it is shown.
enum TextShape {
  /// A name or a value: line breaks and tabs are spelled out, so that no two look the same.
  case name
  /// One line: line breaks and tabs become spaces.
  case sentence
  /// Several lines: line breaks and tabs stay.
  case paragraph
}

extension String {
  /// The text without anything that XML 1.0 forbids or that a terminal obeys.
  ///
  /// Control characters, noncharacters, line separators and changes of writing direction are spelled
  /// the way Swift writes them: `\u{1B}`. What does not fit into `limit` bytes of UTF-8 is left out,
  /// and the text says how much that was.
  func spelledOut(as shape: TextShape, limit: Int = .max) -> String {
    let isUntouched = utf8.count <= limit && unicodeScalars.allSatisfy(\.isHarmless)
    if isUntouched { return self }

    var result = ""
    var size = 0
    var read = 0
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      let piece = shape.spelling(of: scalar, before: scalars.first)
      size += piece.utf8.count
      if size > limit { return result + "… [\((utf8.count - read).grouped) bytes more]" }
      result += piece
      read += UTF8.width(scalar)
    }
    return result
  }
}

extension TextShape {
  fileprivate func spelling(of scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> String {
    if scalar.isHarmless { return String(scalar) }
    switch (self, scalar) {
    case (.paragraph, "\n"), (.paragraph, "\t"): return String(scalar)
    case (.paragraph, "\r") where next == "\n": return ""
    case (.sentence, "\r") where next == "\n": return ""
    case (.sentence, "\n"), (.sentence, "\t"), (.sentence, "\r"): return " "
    default: return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar may stand in any report as it is.
  fileprivate var isHarmless: Bool {
    switch value {
    case 0x20...0x7E: true
    // Controls, among them U+009B, which begins a terminal's escape sequence like ESC [.
    case 0...0x1F, 0x7F...0x9F: false
    // Line and paragraph separators, then embeddings, overrides and isolates of direction.
    case 0x2028...0x202E, 0x2066...0x2069: false
    // Noncharacters: U+FFFE, U+FFFF and the last two of each further plane.
    default: value & 0xFFFE != 0xFFFE
    }
  }
}
