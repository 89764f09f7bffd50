internal import WarehouseModel
internal import Yams

/// A YAML file whose root is a mapping.
enum YAMLDocument {
  /// Parses a text; nil comes with one diagnostic at least.
  static func root(
    of text: String, file: String, reporting diagnostics: inout [Diagnostic]
  ) -> YAMLMapping? {
    let start = SourceLocation(file: file, line: 1)
    if let refusal = aliasInKey(of: text, file: file) {
      diagnostics.append(refusal)
      return nil
    }
    do {
      guard let node = try compose(yaml: text, .basic) else {
        diagnostics.append(Diagnostic(.error, "empty-file", "the file is empty", at: start))
        return nil
      }
      var conversion = YAMLConversion(file: file, budget: 100_000 + text.utf8.count)
      let root = conversion.node(node)
      diagnostics += conversion.diagnostics
      guard case .mapping(let mapping) = root.value else {
        guard conversion.diagnostics.isEmpty else { return nil }
        diagnostics.append(
          Diagnostic(
            .error, "wrong-type",
            "expected keys and values at the top of the file, found \(root.found)",
            at: root.location))
        return nil
      }
      return conversion.diagnostics.isEmpty ? mapping : nil
    } catch let error as YamlError {
      diagnostics.append(YAMLProblem(text: text, file: file).diagnostic(for: error))
    } catch {
      diagnostics.append(Diagnostic(.error, "yaml-syntax", "\(error)", at: start))
    }
    return nil
  }
}

/// Turns the nodes of Yams into ours, with merge keys filled in and aliases kept in bounds.
private struct YAMLConversion {
  let file: String
  var diagnostics: [Diagnostic] = []
  /// How many values may still come.
  ///
  /// Aliases of aliases grow without end ("billion laughs"); a file without them has fewer values
  /// than bytes.
  private var budget: Int

  init(file: String, budget: Int) {
    self.file = file
    self.budget = budget
  }

  mutating func node(_ node: Node) -> YAMLNode {
    let location = location(of: node)
    budget -= 1
    guard budget > 0 else {
      if budget == 0 {
        diagnostics.append(
          Diagnostic(
            .error, "yaml-syntax", "aliases of aliases grow too large", at: location))
      }
      return YAMLNode(value: .null, location: location)
    }
    let value: YAMLNode.Value =
      switch node {
      case .mapping(let mapping): .mapping(self.mapping(mapping, at: location))
      case .sequence(let sequence): .list(sequence.map { self.node($0) })
      case .scalar(let scalar): plainValue(scalar)
      case .alias: .null
      }
    return YAMLNode(value: value, location: location)
  }

  private mutating func mapping(
    _ mapping: Node.Mapping, at location: SourceLocation
  ) -> YAMLMapping {
    var entries: [YAMLEntry] = []
    var merged: [YAMLEntry] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        diagnostics.append(
          Diagnostic(.error, "yaml-syntax", "a key must be a word", at: self.location(of: key)))
        continue
      }
      let value = node(value)
      if scalar.string == "<<", scalar.style == .plain {
        merged += mergedEntries(of: value)
      } else {
        entries.append(
          YAMLEntry(key: Located(scalar.string, at: self.location(of: key)), value: value))
      }
    }
    var taken = Set(entries.map(\.key.value))
    for entry in merged where taken.insert(entry.key.value).inserted { entries.append(entry) }
    return YAMLMapping(entries: entries, location: location)
  }

  private mutating func mergedEntries(of node: YAMLNode) -> [YAMLEntry] {
    switch node.value {
    case .mapping(let mapping): return mapping.entries
    case .list(let nodes): return nodes.flatMap { mergedEntries(of: $0) }
    case .text, .number, .boolean, .null:
      diagnostics.append(
        Diagnostic(
          .error, "wrong-type", "expected keys and values to merge, found \(node.found)",
          at: node.location))
      return []
    }
  }

  /// Types words as YAML 1.2 does: `no` is a text, not false.
  private func plainValue(_ scalar: Node.Scalar) -> YAMLNode.Value {
    let text = scalar.string
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    guard scalar.style == .plain, scalar.tag.description != "tag:yaml.org,2002:str" else {
      return .text(text, isQuoted: isQuoted)
    }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return Self.isNumber(text) ? .number(text) : .text(text, isQuoted: false)
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    // `Double` reads `inf` and `0x1p3` too.
    guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }) else { return false }
    return Double(text)?.isFinite == true
  }

  private func location(of node: Node) -> SourceLocation {
    SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
