extension ChangeKind {
  /// The documentation page of this kind, in Markdown: what `docs/changes/<id>.md` holds.
  package var page: String {
    let explanation = explanation
    let sections = [
      ("Detects", explanation.detects),
      ("Why it hurts", explanation.why),
      ("What to do", explanation.remedy),
    ]
    return "# \(rawValue)\n"
      + sections.map { "\n## \($0)\n\n\(wrapped($1, at: 100))\n" }.joined()
  }
}

/// The text with line breaks in place of spaces, so that no line is longer than `limit` allows.
///
/// A code span stays on one line, so that it can be copied from a terminal.
private func wrapped(_ text: String, at limit: Int) -> String {
  var lines: [String] = []
  var line = ""
  for word in words(of: text) {
    if line.isEmpty {
      line = word
    } else if line.count + 1 + word.count <= limit {
      line += " " + word
    } else {
      lines.append(line)
      line = word
    }
  }
  return (lines + [line]).joined(separator: "\n")
}

/// The text cut at the spaces that stand outside code spans.
private func words(of text: String) -> [String] {
  var words: [String] = []
  var isCode = false
  for part in text.split(separator: " ") {
    if isCode {
      words[words.count - 1] += " " + part
    } else {
      words.append(String(part))
    }
    if !part.count(where: { $0 == "`" }).isMultiple(of: 2) { isCode.toggle() }
  }
  return words
}
