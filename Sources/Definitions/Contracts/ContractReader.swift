internal import WarehouseModel

/// Reads the root of a contract; each deeper level has an extension in a file of its own.
///
/// What the standard calls invalid has been told by `ContractKeyCheck` before; here such a value is
/// passed over. What the standard calls valid is no error here, unless no reading makes sense of it.
struct ContractReader: YAMLReading {
  var diagnostics: [Diagnostic] = []
  var version = StandardVersion.v3_1
  /// What relationships and rules may refer to, by name.
  var outlines: [String: ObjectOutline] = [:]
  var outlinesByID: [String: ObjectOutline] = [:]
  /// What the contract says of all its objects.
  var terms = ContractTerms()
  /// Which of the contract's servers is meant; nil: the first of PostgreSQL.
  var serverName: String?
  /// Where variables of the schema's name come from; nil where a contract is only read.
  var environment: [String: String]?
  /// Whether the contract is about tables that we could look at.
  var isForPostgres = true
  /// Where mistakes have been told.
  private(set) var refused: Set<SourceLocation> = []
  /// Where our own custom properties and rules have their values: those follow our rules.
  private(set) var ownValues: Set<SourceLocation> = []

  /// Reads everything, so that every mistake is noted; nil when not even the version is known.
  mutating func contract(
    _ root: YAMLMapping, file: String, fingerprint: Fingerprint
  ) -> Contract? {
    guard let release = release(of: root) else { return nil }
    version = release.version
    var check = ContractKeyCheck(release: release)
    check.check(root, as: .contract)
    refused = Set(check.diagnostics.filter { $0.severity == .error }.map(\.location))
    noteOwnValues(below: YAMLNode(value: .mapping(root), location: root.location))
    let contract = read(root, file: file, fingerprint: fingerprint)
    diagnostics = check.diagnostics + diagnostics.filter { !isKnownMistake($0) }
    if diagnostics.isEmpty, contract.objects.isEmpty {
      warn(
        "nothing-promised", "the contract has no object, so it promises nothing", at: root.location)
    }
    return contract
  }

  private mutating func read(
    _ root: YAMLMapping, file: String, fingerprint: Fingerprint
  ) -> Contract {
    terms = contractTerms(of: root)
    let servers = servers(of: root)
    let server = chosen(among: servers)
    isForPostgres = server != nil || servers.isEmpty
    let objects = objects(of: root, schema: schema(of: server))
    return Contract(
      id: name("id", of: root)?.value ?? "", version: name("version", of: root)?.value ?? "",
      file: file, fingerprint: fingerprint, server: server?.name, objects: objects,
      servers: servers, agreements: agreements(of: root))
  }

  private mutating func release(of root: YAMLMapping) -> StandardRelease? {
    guard let text = requiredText("apiVersion", of: root, in: "a contract") else { return nil }
    guard let release = StandardRelease(apiVersion: text.value) else {
      report(
        "unsupported-version",
        "apiVersion \"\(text.value.shortened)\" cannot be read; accepted: "
          + StandardRelease.accepted.joined(separator: ", "),
        at: text.location)
      return nil
    }
    return release
  }
}

// MARK: - Values that have been checked

extension ContractReader {
  /// A name; an empty one is kept, since it leads nowhere and that will show.
  mutating func name(_ key: String, of mapping: YAMLMapping) -> Located<String>? {
    guard let node = mapping[key], case .text(let text, _) = node.value else { return nil }
    if text.trimmingSpaces().isEmpty { warn("empty-value", "\(key) is empty", at: node.location) }
    return Located(text, at: node.location)
  }

  /// A text; an empty one says nothing and counts as not given.
  mutating func given(_ key: String, of mapping: YAMLMapping) -> Located<String>? {
    name(key, of: mapping).flatMap { $0.value.trimmingSpaces().isEmpty ? nil : $0 }
  }

  /// The boolean of a key.
  func flag(_ key: String, of mapping: YAMLMapping) -> Located<Bool>? {
    guard let node = mapping[key], case .boolean(let value) = node.value else { return nil }
    return Located(value, at: node.location)
  }

  /// The mappings of a list of them.
  func entries(_ key: String, of mapping: YAMLMapping) -> [YAMLMapping] {
    guard case .list(let nodes)? = mapping[key]?.value else { return [] }
    return nodes.compactMap { node in
      if case .mapping(let mapping) = node.value { mapping } else { nil }
    }
  }
}

// MARK: - What the standard accepts and we cannot run

extension ContractReader {
  /// A clause that stands in the report as not executed.
  func skipped(_ reason: String, at location: SourceLocation) -> QualityRule {
    QualityRule(
      name: nil, metric: .notExecuted(reason), bounds: Bounds(fail: .equal(0)), severity: .error,
      location: location)
  }

  /// Turns what a reading complains about, and the standard accepts, into warnings.
  ///
  /// - Returns: what was read, and a clause that is not executed for each complaint.
  mutating func tolerating<Value>(
    _ read: (inout Self) -> Value
  ) -> (value: Value, skipped: [QualityRule]) {
    let before = diagnostics.count
    let value = read(&self)
    var rules: [QualityRule] = []
    for index in before..<diagnostics.count {
      let complaint = diagnostics[index]
      guard complaint.severity == .error, Self.tolerated.contains(complaint.id),
        !refused.contains(complaint.location), !ownValues.contains(complaint.location)
      else { continue }
      diagnostics[index] = Diagnostic(
        .warning, complaint.id, complaint.message, at: complaint.location)
      rules.append(skipped(complaint.message, at: complaint.location))
    }
    return (value, rules)
  }

  /// Complaints about the form of values, of which the standard's own schema has the last word.
  private static let tolerated: Set<String> = [
    "wrong-type", "missing-key", "unknown-key", "unknown-value", "invalid-range", "invalid-value",
    "conflicting-keys", "misplaced-rule", "unknown-property", "unknown-object",
    "invalid-reference",
  ]

  /// Whether a reading complains of what has been told already.
  private func isKnownMistake(_ diagnostic: Diagnostic) -> Bool {
    refused.contains(diagnostic.location)
      && (diagnostic.severity == .warning || Self.tolerated.contains(diagnostic.id))
  }

  private mutating func noteOwnValues(below node: YAMLNode) {
    switch node.value {
    case .list(let nodes): for node in nodes { noteOwnValues(below: node) }
    case .mapping(let mapping):
      if case .text(let name, _)? = mapping["property"]?.value, name.hasPrefix("whtest.") {
        for entry in mapping.entries { noteAll(entry.value) }
      } else if case .text(let engine, _)? = mapping["engine"]?.value,
        engine.lowercased() == "whtest"
      {
        noteAll(node)
      } else {
        for entry in mapping.entries { noteOwnValues(below: entry.value) }
      }
    case .text, .number, .boolean, .null: break
    }
  }

  private mutating func noteAll(_ node: YAMLNode) {
    ownValues.insert(node.location)
    switch node.value {
    case .list(let nodes): for node in nodes { noteAll(node) }
    case .mapping(let mapping):
      for entry in mapping.entries {
        ownValues.insert(entry.key.location)
        noteAll(entry.value)
      }
    case .text, .number, .boolean, .null: break
    }
  }
}
