internal import WarehouseModel

/// Reads the value of a header from left to right, and knows the place of each part.
///
/// A name in double quotes may hold any sign, and doubled quotes for quotes, as in SQL. A name without
/// them is what stands there up to the next sign, spaces inside included: what is written is meant.
struct HeaderScanner {
  private let text: Located<String>
  private(set) var rest: Substring

  init(_ text: Located<String>) {
    self.text = text
    rest = text.value[...]
    skipSpaces()
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Where the next part begins.
  var location: SourceLocation {
    let start = text.location
    let before = text.value[..<rest.startIndex].unicodeScalars.count
    return SourceLocation(file: start.file, line: start.line, column: start.column + before)
  }

  /// Passes over a sign if it comes next.
  mutating func skip(_ sign: Character) -> Bool {
    guard rest.first == sign else { return false }
    rest = rest.dropFirst()
    skipSpaces()
    return true
  }

  /// The text up to one of the signs, or to the end; it may be empty.
  mutating func word(until signs: [Character]) -> Located<String> {
    let location = location
    let word = rest.prefix { !signs.contains($0) }
    rest = rest.dropFirst(word.count)
    return Located(String(word.trimmingSpaces()), at: location)
  }

  /// A name up to one of the signs, or to the end.
  mutating func name(until signs: [Character]) throws(HeaderMistake) -> Located<Identifier> {
    let location = location
    guard rest.first == "\"" else {
      let word = word(until: signs)
      if word.value.isEmpty { throw HeaderMistake("expected a column name", at: location) }
      return Located(Identifier(word.value), at: location)
    }
    let name = try quoted()
    skipSpaces()
    guard isAtEnd || rest.first.map(signs.contains) ?? true else {
      throw HeaderMistake(
        "expected nothing more behind a name in quotes, found \"\(String(rest).shortened)\"",
        at: self.location)
    }
    return Located(Identifier(name), at: location)
  }

  private mutating func quoted() throws(HeaderMistake) -> String {
    let location = location
    var name = ""
    rest = rest.dropFirst()
    while let quote = rest.firstIndex(of: "\"") {
      name += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      if rest.first != "\"" {
        if name.isEmpty { throw HeaderMistake("a name is empty", at: location) }
        return name
      }
      name += "\""
      rest = rest.dropFirst()
    }
    throw HeaderMistake("a quote is not closed", at: location)
  }

  private mutating func skipSpaces() {
    rest = rest.drop(while: \.isWhitespace)
  }
}

/// What is wrong with the value of a header, and where.
struct HeaderMistake: Error {
  let message: String
  let location: SourceLocation

  init(_ message: String, at location: SourceLocation) {
    self.message = message
    self.location = location
  }
}
