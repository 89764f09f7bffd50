internal import WarehouseModel
internal import Yams

/// Says in our words, and with a place, what Yams has against a text.
struct YAMLProblem {
  let text: String
  let file: String

  /// The diagnostic for an error of the parser.
  func diagnostic(for error: YamlError) -> Diagnostic {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntaxError(problem, context, at: mark)
    case .reader(let problem, let offset, _, _):
      return Diagnostic(.error, "yaml-syntax", problem, at: location(ofCharacter: offset ?? 0))
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", at: context.mark)
    default:
      return Diagnostic(.error, "yaml-syntax", "\(error)", at: SourceLocation(file: file, line: 1))
    }
  }

  private func syntaxError(
    _ problem: String, _ context: YamlError.Context?, at mark: Mark
  ) -> Diagnostic {
    let line = line(mark.line)
    if line.unicodeScalars.dropFirst(mark.column - 1).first == "\t"
      || line.prefix(while: \.isWhitespace).contains("\t")
    {
      return Diagnostic(
        .error, "yaml-syntax", "a tab cannot indent YAML; use spaces", at: location(of: mark))
    }
    var message = problem
    if let context, context.mark.line != mark.line {
      message += " (\(context.text), which begins at line \(context.mark.line))"
    } else if let context {
      message += " (\(context.text))"
    }
    return Diagnostic(.error, "yaml-syntax", message, at: location(of: mark))
  }

  /// Yams tells where the first of two equal keys stands; the second is the one to look at.
  private func duplicate(_ key: String, at first: Mark) -> Diagnostic {
    let following = lines.dropFirst(first.line)
    var number = first.line
    for line in following {
      number += 1
      let indentation = line.prefix { $0 == " " }.count
      let content = line.dropFirst(indentation)
      if content.isEmpty || content.hasPrefix("#") { continue }
      if indentation < first.column - 1 { break }
      let isSame = [key, "\"\(key)\"", "'\(key)'"].contains { content.hasPrefix("\($0):") }
      if indentation == first.column - 1, isSame {
        return Diagnostic(
          .error, "duplicate-key", "the key \"\(key)\" stands already at line \(first.line)",
          at: SourceLocation(file: file, line: number, column: first.column))
      }
    }
    return Diagnostic(
      .error, "duplicate-key", "the key \"\(key)\" is given twice", at: location(of: first))
  }

  private var lines: [Substring] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  private func line(_ number: Int) -> Substring { lines.dropFirst(number - 1).first ?? "" }

  private func location(of mark: Mark) -> SourceLocation {
    SourceLocation(file: file, line: mark.line, column: mark.column)
  }

  private func location(ofCharacter offset: Int) -> SourceLocation {
    SourceLocation(file: file, line: 1)
      .advanced(by: text.prefix(offset).utf8.count, in: text)
  }
}
