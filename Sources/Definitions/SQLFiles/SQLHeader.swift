internal import WarehouseModel

/// The lines `-- key: value` in the comments above a query.
///
/// Keys are read in all comments before the first line of SQL. A line with another word before the
/// colon is a misspelt key in the first block of comments, and prose after it.
struct SQLHeader: YAMLReading {
  private(set) var values: [String: Located<String>] = [:]
  var diagnostics: [Diagnostic] = []

  init(of text: String, file: String, keys: [String]) {
    var isFirstBlock = true
    var hasComment = false
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let content = line.trimmingSpaces()
      if content.isEmpty {
        isFirstBlock = !hasComment
        continue
      }
      guard content.hasPrefix("--") else { break }
      hasComment = true
      guard let (key, value) = Self.keyAndValue(content) else { continue }
      let location = SourceLocation(
        file: file, line: index + 1,
        column: line[..<key.startIndex].unicodeScalars.count + 1)
      if keys.contains(String(key)) {
        note(String(key), value, at: location, in: line)
      } else if isFirstBlock {
        report(
          "unknown-key", "no key \"\(key)\" in this header\(hint(for: String(key), among: keys))",
          at: location)
      }
    }
  }

  private mutating func note(
    _ key: String, _ value: Substring, at location: SourceLocation, in line: Substring
  ) {
    if let first = values[key] {
      report(
        "duplicate-key", "the key \"\(key)\" stands already at line \(first.location.line)",
        at: location)
    } else if value.isEmpty {
      report("wrong-type", "\(key): expected a text, found nothing", at: location)
    } else {
      let column = line[..<value.startIndex].unicodeScalars.count + 1
      values[key] = Located(
        String(value), at: SourceLocation(file: location.file, line: location.line, column: column))
    }
  }

  /// Parts `-- word: value`; the word is one of plain lower-case letters.
  private static func keyAndValue(_ comment: Substring) -> (key: Substring, value: Substring)? {
    let content = comment.dropFirst(2).trimmingSpaces()
    let key = content.prefix { ("a"..."z").contains($0) }
    let rest = content.dropFirst(key.count)
    guard !key.isEmpty, rest.first == ":" else { return nil }
    let value = rest.dropFirst()
    guard value.isEmpty || value.first?.isWhitespace == true else { return nil }
    return (key, value.trimmingSpaces())
  }
}
