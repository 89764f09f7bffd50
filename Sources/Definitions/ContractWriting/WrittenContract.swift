internal import WarehouseModel

/// A contract as it stands in its file, as far as new parts have to fit in.
struct WrittenContract {
  let path: String
  let file: SourceFile
  let root: YAMLMapping
  /// The name and the schema of the server that whtest goes by.
  let server: Located<String>?
  let schema: Identifier
  let objects: [WrittenObject]

  /// Reads a file; nil comes with one error at least.
  static func read(_ path: String, reporting diagnostics: inout [Diagnostic]) -> WrittenContract? {
    guard let file = SourceFile.read(path, reporting: &diagnostics) else { return nil }
    return WrittenContract(path: path, file: file, reporting: &diagnostics)
  }

  init?(path: String, file: SourceFile, reporting diagnostics: inout [Diagnostic]) {
    guard let root = YAMLDocument.root(of: file.text, file: file.name, reporting: &diagnostics)
    else { return nil }
    self.path = path
    self.file = file
    self.root = root
    let servers = (root["servers"]?.elements ?? []).filter { server in
      ["postgres", "postgresql"].contains(server["type"]?.words ?? "")
    }
    server = servers.first?["server"].flatMap { node in
      node.words.map { Located($0, at: node.location) }
    }
    schema = Identifier(servers.first?["schema"]?.words ?? "public")
    objects = (root["schema"]?.elements ?? []).compactMap { [schema] node in
      WrittenObject(node, schema: schema)
    }
  }
}

/// An object of a contract with the places where it stands.
struct WrittenObject {
  let name: String
  let relation: QualifiedName
  let mapping: YAMLMapping
  /// What each property is called, by its column.
  let properties: [Identifier: String]
  /// The columns that are part of the primary key.
  let key: Set<Identifier>

  fileprivate init?(_ node: YAMLNode, schema: Identifier) {
    guard case .mapping(let mapping) = node.value, let name = node["name"]?.words else {
      return nil
    }
    self.name = name
    self.mapping = mapping
    let path = node["physicalName"]?.words.flatMap { NamePath($0)?.parts } ?? []
    relation =
      switch path.count {
      case 1: QualifiedName(schema, path[0])
      case 2: QualifiedName(path[0], path[1])
      default: QualifiedName(schema, Identifier(name))
      }
    var properties: [Identifier: String] = [:]
    var key: Set<Identifier> = []
    for property in node["properties"]?.elements ?? [] {
      guard let name = property["name"]?.words else { continue }
      let column = Identifier(property["physicalName"]?.words ?? name)
      properties[column] = name
      if case .boolean(true)? = property["primaryKey"]?.value { key.insert(column) }
    }
    self.properties = properties
    self.key = key
  }
}

extension YAMLNode {
  /// The elements of a list.
  var elements: [YAMLNode] { if case .list(let nodes) = value { nodes } else { [] } }

  /// The characters of a text.
  var words: String? { if case .text(let text, _) = value { text } else { nil } }

  /// The value of a key of a mapping.
  subscript(key: String) -> YAMLNode? {
    if case .mapping(let mapping) = value { mapping[key] } else { nil }
  }

  /// Where this node begins, and everything in it.
  var locations: [SourceLocation] {
    switch value {
    case .mapping(let mapping): [location] + mapping.locations
    case .list(let nodes): [location] + nodes.flatMap(\.locations)
    case .text, .number, .boolean, .null: [location]
    }
  }

  /// Whether both say the same, wherever they stand.
  func isSame(as other: YAMLNode) -> Bool {
    switch (value, other.value) {
    case (.mapping(let left), .mapping(let right)):
      left.isSame(as: right) { _, mine, others in mine.isSame(as: others) }
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.text(let left, _), .text(let right, _)), (.number(let left), .number(let right)):
      left.utf8.elementsEqual(right.utf8)
    case (.boolean(let left), .boolean(let right)): left == right
    case (.null, .null): true
    default: false
    }
  }
}

extension YAMLMapping {
  /// Where the keys and the values begin, and everything in them.
  var locations: [SourceLocation] {
    entries.flatMap { [$0.key.location] + $0.value.locations }
  }

  /// Whether both have the same keys in the same order, and values that compare as the same.
  func isSame(as other: YAMLMapping, _ compare: (String, YAMLNode, YAMLNode) -> Bool) -> Bool {
    entries.count == other.entries.count
      && zip(entries, other.entries).allSatisfy { mine, others in
        mine.key.value == others.key.value && compare(mine.key.value, mine.value, others.value)
      }
  }
}
