internal import WarehouseModel

/// Goes through a whole contract and finds the keys that its version of the standard does not know.
struct ContractKeyCheck: YAMLReading {
  /// The version with which each key of each level came.
  private static let origins = Dictionary(
    uniqueKeysWithValues: ContractLevel.allCases.map { level in
      let pairs = level.keys.flatMap { version, keys in keys.map { ($0, version) } }
      return (level, Dictionary(pairs, uniquingKeysWith: { min($0, $1) }))
    })

  let version: StandardVersion
  var diagnostics: [Diagnostic] = []

  init(version: StandardVersion) {
    self.version = version
  }

  /// Checks a mapping or a list of them, and all that lies below.
  mutating func check(_ node: YAMLNode, as level: ContractLevel) {
    switch node.value {
    case .list(let nodes):
      // Before v3.1 a team was the list of its members.
      let element = level == .team ? ContractLevel.teamMember : level
      for node in nodes { check(node, as: element) }
    case .mapping(let mapping): check(mapping, as: level)
    case .text, .number, .boolean, .null:
      report(
        "wrong-type", "expected \(level.name), found \(node.found)", at: node.location)
    }
  }

  /// Checks the keys of a mapping, and all that lies below.
  mutating func check(_ mapping: YAMLMapping, as level: ContractLevel) {
    let origins = Self.origins[level] ?? [:]
    let isOpen = level == .server && !isPostgres(mapping)
    for entry in mapping.entries {
      let key = entry.key.value
      guard let since = origins[key] else {
        if !isOpen { noteUnknown(entry.key, at: level, known: origins) }
        continue
      }
      if since > version, !isOpen { noteTooNew(entry.key, at: level, since: since) }
      if let below = level.level(below: key) { check(entry.value, as: below) }
    }
    guard level != .customProperty || version > .v3_0 else { return }
    for key in level.required where mapping[key] == nil {
      report("missing-key", "\(level.name) needs the key \"\(key)\"", at: mapping.location)
    }
  }

  private func isPostgres(_ server: YAMLMapping) -> Bool {
    guard case .text(let type, _)? = server["type"]?.value else { return true }
    return ContractServer.isPostgres(type: type)
  }

  private mutating func noteUnknown(
    _ key: Located<String>, at level: ContractLevel, known: [String: StandardVersion]
  ) {
    let candidates = known.filter { $0.value <= version }.keys
    let message =
      "no key \"\(key.value)\" in \(level.name)\(hint(for: key.value, among: candidates))"
    note("unknown-key", message, at: key.location, level: level)
  }

  private mutating func noteTooNew(
    _ key: Located<String>, at level: ContractLevel, since: StandardVersion
  ) {
    let message =
      "no key \"\(key.value)\" in \(level.name) before apiVersion v3.\(since.rawValue).0"
    note("unknown-key", message, at: key.location, level: level)
  }

  /// What the schema forbids is an error, what it lets pass is a warning.
  private mutating func note(
    _ id: String, _ message: String, at location: SourceLocation, level: ContractLevel
  ) {
    if level.toleratesUnknownKeys(in: version) {
      warn(id, message, at: location)
    } else {
      report(id, message, at: location)
    }
  }
}
