/// How a text is written as a scalar of YAML, so that every reader takes it for that text.
struct YAMLScalar {
  /// Spells out the signs that our own reader may take for an alias beside a key.
  var isWary = false

  /// A text on one line; plain where that is certain to be read as a text.
  ///
  /// - Parameter isInFlow: it stands inside brackets or braces.
  func text(_ text: String, isInFlow: Bool = false) -> String {
    isPlain(text, isInFlow: isInFlow) ? text : quoted(text)
  }

  /// The lines of a text behind a key: a block of its own where it has several.
  func lines(_ text: String, key: String) -> [String] {
    guard let block = block(of: text) else { return ["\(key): \(self.text(text))"] }
    return ["\(key): \(block.header)"] + block.lines.map { $0.isEmpty ? "" : "  \($0)" }
  }

  /// A comment's text on one line.
  func comment(_ text: String) -> String {
    "# " + text.unicodeScalars.map { $0.isPrintable ? spelled($0) : escaped($0) }.joined()
  }

  // MARK: - Plain

  private static let reserved: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
  ]
  private static let wary = "*&?]}".unicodeScalars

  /// Begins with a letter or an underscore, and holds nothing that means something to any YAML.
  private func isPlain(_ text: String, isInFlow: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isAlphabetic,
      text.unicodeScalars.allSatisfy(\.isPrintable), !Self.reserved.contains(text.lowercased()),
      text.unicodeScalars.last != " ", text.unicodeScalars.last != ":"
    else { return false }
    if isInFlow, text.unicodeScalars.contains(where: { ",[]{}:?".unicodeScalars.contains($0) }) {
      return false
    }
    if isWary, text.unicodeScalars.contains(where: { Self.wary.contains($0) }) { return false }
    return !text.holds(": ") && !text.holds(" #")
  }

  // MARK: - Quoted

  private func quoted(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: scalar.isPrintable ? spelled(scalar) : escaped(scalar)
        }
      }.joined() + "\""
  }

  private func spelled(_ scalar: Unicode.Scalar) -> String {
    isWary && Self.wary.contains(scalar) ? escaped(scalar) : String(scalar)
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }

  // MARK: - Blocks

  /// A text of several lines that no reader would change; nil for all others.
  private func block(of text: String) -> (header: String, lines: [String])? {
    guard !isWary, text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let endsLine = lines.last?.isEmpty ?? false
    if endsLine { lines.removeLast() }
    guard let first = lines.first, let last = lines.last, !first.isEmpty, !last.isEmpty,
      first.first != " ",
      lines.allSatisfy({ line in line.last != " " && line.allSatisfy(\.isPrintable) })
    else { return nil }
    return (endsLine ? "|" : "|-", lines.map(String.init))
  }
}

extension Unicode.Scalar {
  /// Whether it may stand in a file as it is and be seen for what it is.
  fileprivate var isPrintable: Bool {
    switch value {
    case 0x20...0x7E: true
    // Controls, spaces that look like others, the soft hyphen.
    case 0...0xA0, 0xAD: false
    // Marks and changes of direction, separators, invisible operators, the byte order mark.
    case 0x200B...0x200F, 0x2028...0x202F, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFF: false
    // Private use, and the last two of each further plane.
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}

extension String {
  /// Whether the scalars of an ASCII text stand in this one; an accent behind one is no matter.
  fileprivate func holds(_ part: String) -> Bool {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }
}
