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

  var isCollection: Bool {
    switch value {
    case .mapping, .list: true
    case .text, .number, .boolean, .null: false
    }
  }

  /// Whether both say the same, wherever they stand.
  func equals(_ other: YAMLNode) -> Bool {
    switch (value, other.value) {
    case (.text(let left, _), .text(let right, _)): left == right
    case (.number(let left), .number(let right)):
      left == right || Int(left) == nil && Double(left) == Double(right)
        || Int(right) == nil && Double(left) == Double(right)
    case (.boolean(let left), .boolean(let right)): left == right
    case (.null, .null): true
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
    case (.mapping(let left), .mapping(let right)):
      left.entries.count == right.entries.count
        && left.entries.allSatisfy { entry in
          right[entry.key.value].map { entry.value.equals($0) } ?? false
        }
    default: false
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
  /// The text on one line, cut where a message would become unreadable.
  var shortened: String {
    let line = replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    return line.count > 60 ? line.prefix(60) + "…" : line
  }
}
