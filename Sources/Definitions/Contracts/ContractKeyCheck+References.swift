internal import WarehouseModel

extension ContractKeyCheck {
  /// A relationship of an object goes from one property to one, or from some to as many.
  mutating func checkReferences(of relationship: YAMLMapping) {
    guard let from = relationship["from"], let to = relationship["to"] else { return }
    var isList: [Bool] = []
    for node in [from, to] {
      switch node.value {
      case .list: isList.append(true)
      case .text: isList.append(false)
      case .mapping, .number, .boolean, .null: return
      }
    }
    if isList[0] != isList[1] {
      report(
        "invalid-reference", "from and to must both be lists, or both be single properties",
        at: to.location)
    }
  }

  mutating func refuseFrom(in relationship: YAMLMapping) {
    guard let from = relationship.entry("from") else { return }
    report(
      "unknown-key", "no key \"from\" in a relationship of a property: it is the property itself",
      at: from.key.location)
  }

  /// One reference, or a list of them.
  mutating func checkReference(_ node: YAMLNode, called key: String) {
    let nodes: [YAMLNode]
    if case .list(let elements) = node.value {
      nodes = elements
      if elements.isEmpty {
        report("wrong-type", "\(key): expected one property at least", at: node.location)
      }
    } else {
      nodes = [node]
    }
    for node in nodes {
      guard let text = text(node, called: key),
        !isShorthand(text.value), !isPath(text.value)
      else { continue }
      report(
        "invalid-reference",
        "\(key): expected object.property or schema/<id>/properties/<id>, found "
          + "\"\(text.value.shortened)\"",
        at: node.location)
    }
  }

  /// `object.property`; since v3.2 with more parts, and with hyphens.
  private func isShorthand(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    guard release >= .v3_2_0 ? parts.count >= 2 : parts.count == 2 else { return false }
    return parts.allSatisfy { isWord($0, withHyphens: release >= .v3_2_0) }
  }

  /// Words and ids in turn, parted by slashes, perhaps of another file.
  private func isPath(_ text: String) -> Bool {
    var rest = text.unicodeScalars[...]
    if let hash = rest.firstIndex(of: "#") {
      guard isFile(rest[..<hash]) else { return false }
      rest = rest[rest.index(after: hash)...]
    }
    if rest.first == "/" { rest = rest.dropFirst() }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.count.isMultiple(of: 2) else { return false }
    return parts.enumerated().allSatisfy { index, part in
      index.isMultiple(of: 2)
        ? isWord(part, withHyphens: false)
        : isIdentifier(String(part), in: release.version)
    }
  }

  private func isFile(_ text: Substring.UnicodeScalarView) -> Bool {
    var text = String(text)
    for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
      text.removeFirst(scheme.count)
    }
    let endings = release >= .v3_2_0 ? [".yaml", ".yml"] : [".yaml"]
    return endings.contains { text.hasSuffix($0) && text.count > $0.count }
      && text.unicodeScalars.allSatisfy {
        isLetterOrDigit($0) || "._-/".unicodeScalars.contains($0)
      }
  }

  private func isWord(
    _ text: Substring.UnicodeScalarView, withHyphens: Bool
  ) -> Bool {
    guard let first = text.first, isLetterOrDigit(first) || first == "_", !isDigit(first) else {
      return false
    }
    return text.allSatisfy { isLetterOrDigit($0) || $0 == "_" || (withHyphens && $0 == "-") }
  }
}

/// Whether a text may be the `id` of a part of a contract.
func isIdentifier(_ text: String, in version: StandardVersion) -> Bool {
  !text.isEmpty
    && text.unicodeScalars.allSatisfy { scalar in
      version < .v3_2
        ? isLetterOrDigit(scalar) || scalar == "_" || scalar == "-"
        : !scalar.properties.isWhitespace && !".#/\\@!%&^".unicodeScalars.contains(scalar)
    }
}

/// What such an `id` looks like, for people.
func identifierForm(_ version: StandardVersion) -> String {
  version < .v3_2
    ? "letters, digits, _ and - only" : "neither space nor any of . # / \\ @ ! % & ^"
}

private func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII && (scalar.properties.isAlphabetic || isDigit(scalar))
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
