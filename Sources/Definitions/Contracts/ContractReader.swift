internal import WarehouseModel

/// Reads the root of a contract; each deeper level has an extension in a file of its own.
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

  /// Reads everything, so that every mistake is noted; nil when not even the version is known.
  mutating func contract(
    _ root: YAMLMapping, file: String, fingerprint: Fingerprint
  ) -> Contract? {
    guard readVersion(of: root) else { return nil }
    var keys = ContractKeyCheck(version: version)
    keys.check(root, as: .contract)
    diagnostics += keys.diagnostics
    readKind(of: root)
    if version < .v3_2 { _ = requiredText("status", of: root, in: "a contract") }
    let id = requiredText("id", of: root, in: "a contract")
    let number = requiredText("version", of: root, in: "a contract")
    terms = contractTerms(of: root)
    let servers = servers(of: root)
    let server = chosen(among: servers)
    let objects = objects(of: root, schema: schema(of: server))
    if objects.isEmpty, diagnostics.allSatisfy({ $0.severity == .warning }) {
      warn(
        "nothing-promised", "the contract has no object, so it promises nothing", at: root.location)
    }
    guard let id, let number else { return nil }
    return Contract(
      id: id.value, version: number.value, file: file, fingerprint: fingerprint,
      server: server?.name, objects: objects, servers: servers)
  }

  private mutating func readVersion(of root: YAMLMapping) -> Bool {
    guard let text = requiredText("apiVersion", of: root, in: "a contract") else { return false }
    guard let version = StandardVersion(apiVersion: text.value) else {
      report(
        "unsupported-version",
        "apiVersion \"\(text.value.shortened)\" cannot be read; accepted: "
          + StandardVersion.accepted.joined(separator: ", "),
        at: text.location)
      return false
    }
    self.version = version
    return true
  }

  private mutating func readKind(of root: YAMLMapping) {
    guard let kind = requiredText("kind", of: root, in: "a contract"),
      kind.value != "DataContract"
    else { return }
    refuse(kind, called: "kind", allowed: ["DataContract"])
  }
}
