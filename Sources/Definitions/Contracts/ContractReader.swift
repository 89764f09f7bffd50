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
    let server = server(of: root)
    let objects = objects(of: root, schema: server.schema)
    if objects.isEmpty, diagnostics.allSatisfy({ $0.severity == .warning }) {
      warn(
        "nothing-promised", "the contract has no object, so it promises nothing", at: root.location)
    }
    guard let id, let number else { return nil }
    return Contract(
      id: id.value, version: number.value, file: file, fingerprint: fingerprint,
      server: server.name, objects: objects)
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

  /// The first server that whtest can read, with the schema in which all objects lie.
  ///
  /// Host, port and database are for other tools: `whtest.yaml` knows the address.
  private mutating func server(
    of root: YAMLMapping
  ) -> (name: Located<String>?, schema: Identifier) {
    let servers = mappings("servers", of: root)
    var chosen: (name: Located<String>?, schema: Identifier)?
    var other: Located<String>?
    for server in servers {
      let name = requiredText("server", of: server, in: "a server")
      let schema =
        server["schema"] == nil ? nil : requiredText("schema", of: server, in: "a server")
      _ = customProperties(of: server, at: .server)
      guard let type = requiredText("type", of: server, in: "a server") else { continue }
      guard type.value == "postgres" || type.value == "postgresql" else {
        other = other ?? type
        continue
      }
      chosen = chosen ?? (name, Identifier(schema?.value ?? "public"))
    }
    if chosen == nil, let other {
      report(
        "unsupported-server",
        "only servers of type postgres can be run, found \"\(other.value.shortened)\"",
        at: other.location)
    }
    return chosen ?? (nil, "public")
  }
}
