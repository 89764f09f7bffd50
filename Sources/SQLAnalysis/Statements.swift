/// One statement of a script.
package struct Statement: Hashable, Sendable {
  /// From the first to the last token: no semicolon, no comments around it.
  package let text: String
  /// Counts the bytes of UTF-8 before the statement in the script.
  package let offset: Int
}

/// Parts a script at the semicolons that end statements; what holds only comments is left out.
package func statements(in text: String) throws(SQLSyntaxError) -> [Statement] {
  let tokens = try Tokens(of: text).ranges
  let bytes = Array(text.utf8)
  return try Grammar.split(text).compactMap { range in
    // The parser counts comments before a statement in, and those after it unless a semicolon
    // came first.
    let inside = tokens.filter { range.contains($0.lowerBound) }
    guard let first = inside.first, let last = inside.last else { return nil }
    let trimmed = first.lowerBound..<min(last.upperBound, bytes.count)
    return Statement(
      text: String(decoding: bytes[trimmed], as: UTF8.self), offset: trimmed.lowerBound)
  }
}
