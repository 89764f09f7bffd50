internal import WarehouseModel

/// A value in a YAML file, with the place where it begins.
struct YAMLNode {
  let value: Value
  let location: SourceLocation

  indirect enum Value {
    case mapping(YAMLMapping)
    case list([YAMLNode])
    case text(String, isQuoted: Bool)
    /// As written, so that no digit is lost.
    case number(String)
    case boolean(Bool)
    case null
  }

  /// What stands there, for the second half of "expected …, found …".
  var found: String {
    switch value {
    case .mapping: "keys and values"
    case .list: "a list"
    case .text(let text, _): "the text \"\(text.shortened)\""
    case .number(let text): "the number \(text)"
    case .boolean(let value): value ? "true" : "false"
    case .null: "nothing"
    }
  }

  /// Where the first character of a text stands, behind the quote if there is one.
  var textLocation: SourceLocation {
    guard case .text(_, isQuoted: true) = value else { return location }
    return SourceLocation(file: location.file, line: location.line, column: location.column + 1)
  }
}

/// A key with its value.
struct YAMLEntry {
  let key: Located<String>
  let value: YAMLNode
}

/// Keys with their values, in the order of the file.
struct YAMLMapping {
  let entries: [YAMLEntry]
  let location: SourceLocation
  private let positions: [String: Int]

  init(entries: [YAMLEntry], location: SourceLocation) {
    self.entries = entries
    self.location = location
    positions = Dictionary(
      entries.enumerated().map { ($1.key.value, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(key: String) -> YAMLNode? { entry(key)?.value }

  /// A key with its place and its value.
  func entry(_ key: String) -> YAMLEntry? { positions[key].map { entries[$0] } }
}

extension String {
  /// The text, cut where a message would become unreadable.
  var shortened: String { count > 60 ? prefix(60) + "…" : self }
}
