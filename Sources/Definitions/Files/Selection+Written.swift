package import WarehouseModel

extension Selection {
  /// Reads names parted by spaces or commas, each with a `+` before it for all that it reads, or behind
  /// it for all that reads it.
  ///
  /// A name in double quotes may hold any of these signs.
  package init(written text: String) throws(SelectionMistake) {
    var terms: [Term] = []
    for word in Self.words(of: text) {
      var name = word[...]
      let takesSources = name.hasPrefix("+")
      if takesSources { name = name.dropFirst() }
      let takesReaders = name.hasSuffix("+")
      if takesReaders { name = name.dropLast() }
      guard let path = NamePath(String(name))?.parts, path.count <= 2 else {
        throw SelectionMistake(
          "expected a name, layer.name or a layer, with + before or behind it, found \"\(word)\"")
      }
      terms.append(Term(path, takesSources: takesSources, takesReaders: takesReaders))
    }
    if terms.isEmpty { throw SelectionMistake("nothing is selected") }
    self.init(terms)
  }

  private static func words(of text: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, character == "," || character.isWhitespace {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
