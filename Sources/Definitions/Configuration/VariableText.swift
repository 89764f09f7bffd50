internal import WarehouseModel

/// A text in which `${VAR}` and `${VAR:-default}` stand for variables of the environment.
///
/// `$$` is a dollar; so is a `$` before anything but a brace. An empty variable counts as unset.
struct VariableText {
  private enum Part {
    case plain(String)
    case variable(name: String, fallback: String?, location: SourceLocation)
  }

  private var parts: [Part] = []
  /// What is wrong with the text whatever the environment holds.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: Located<String>) {
    var rest = text.value[...]
    func location(_ index: String.Index) -> SourceLocation {
      let offset = text.value.utf8.distance(from: text.value.startIndex, to: index)
      return text.location.advanced(by: offset, in: text.value)
    }
    while let dollar = rest.firstIndex(of: "$") {
      parts.append(.plain(String(rest[..<dollar])))
      let after = rest[rest.index(after: dollar)...]
      if after.hasPrefix("$") {
        parts.append(.plain("$"))
        rest = after.dropFirst()
      } else if after.hasPrefix("{") {
        guard let end = after.firstIndex(of: "}") else {
          diagnostics.append(
            Diagnostic(.error, "invalid-variable", "\"${\" without a \"}\"", at: location(dollar)))
          return
        }
        variable(String(after[..<end].dropFirst()), at: location(dollar))
        rest = after[after.index(after: end)...]
      } else {
        parts.append(.plain("$"))
        rest = after
      }
    }
    parts.append(.plain(String(rest)))
  }

  private mutating func variable(_ content: String, at location: SourceLocation) {
    let name = content.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let rest = content.dropFirst(name.count)
    guard let first = name.first, !first.isNumber, rest.isEmpty || rest.hasPrefix(":-") else {
      diagnostics.append(
        Diagnostic(
          .error, "invalid-variable", "expected ${NAME} or ${NAME:-default}", at: location))
      return
    }
    parts.append(
      .variable(
        name: String(name), fallback: rest.isEmpty ? nil : String(rest.dropFirst(2)),
        location: location))
  }

  /// Fills the variables in, or throws all that are missing; values never reach a message.
  func expanded(in environment: [String: String]) throws -> String {
    var missing = diagnostics
    var result = ""
    for part in parts {
      switch part {
      case .plain(let text): result += text
      case .variable(let name, let fallback, let location):
        if let value = environment[name], !value.isEmpty {
          result += value
        } else if let fallback {
          result += fallback
        } else {
          let state = environment[name] == nil ? "not set" : "empty"
          missing.append(
            Diagnostic(
              .error, "unset-variable", "the environment variable \(name) is \(state)",
              at: location))
        }
      }
    }
    guard missing.isEmpty else { throw DefinitionErrors(missing) }
    return result
  }
}
