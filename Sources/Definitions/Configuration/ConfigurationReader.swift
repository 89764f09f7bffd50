internal import WarehouseModel

/// Reads the root of `whtest.yaml`.
struct ConfigurationReader: YAMLReading {
  var diagnostics: [Diagnostic] = []

  /// Reads everything, so that every mistake is noted; the caller drops it if one was.
  mutating func configuration(
    _ root: YAMLMapping, file: String, folder: String
  ) -> Configuration {
    refuseKeys(
      of: root,
      except: [
        "servers", "reader", "gate", "folders", "timeouts", "keep", "connections", "waivers",
      ],
      in: Configuration.fileName)
    return Configuration(
      file: file,
      servers: servers(of: root),
      reader: choice("reader", of: root, as: Snapshot.Reader.self)?.value ?? .full,
      gate: gate(of: root),
      folders: folders(of: root, in: folder),
      timeouts: timeouts(of: root),
      keep: integer("keep", of: root, atLeast: 1)?.value ?? 2,
      connections: integer("connections", of: root, atLeast: 1)?.value ?? 2,
      waivers: waivers(of: root))
  }

  private mutating func servers(of root: YAMLMapping) -> [ServerDefinition] {
    guard root["servers"] != nil else {
      report(
        "missing-key", "\(Configuration.fileName) needs the key \"servers\"", at: root.location)
      return []
    }
    guard let mapping = mapping("servers", of: root) else { return [] }
    if mapping.entries.isEmpty {
      report("missing-key", "servers: expected one at least", at: mapping.location)
    }
    let servers = mapping.entries.compactMap { server($0) }
    for extra in servers.filter({ $0.role == .warehouse }).dropFirst() {
      report(
        "duplicate-warehouse", "a second warehouse, \"\(extra.name)\"; there can be one",
        at: extra.location)
    }
    return servers
  }

  private mutating func server(_ entry: YAMLEntry) -> ServerDefinition? {
    let name = entry.key.value
    guard let mapping = mapping(entry.value, called: name) else { return nil }
    let what = "the server \"\(name)\""
    refuseKeys(of: mapping, except: ["role", "url", "reader", "disk"], in: what)
    if mapping["role"] == nil {
      report("missing-key", "\(what) needs the key \"role\"", at: entry.key.location)
    }
    let role = choice("role", of: mapping, as: ServerDefinition.Role.self)
    let reader = choice("reader", of: mapping, as: Snapshot.Reader.self)
    let disk = disk(of: mapping, role?.value)
    guard let url = requiredText("url", of: mapping, in: what), let node = mapping["url"],
      let role
    else { return nil }
    let located = Located(url.value, at: node.textLocation)
    diagnostics += VariableText(located).diagnostics
    return ServerDefinition(
      name: name, role: role.value, url: located, reader: reader?.value, disk: disk,
      location: entry.key.location)
  }

  /// How much a warehouse may take; of a source nothing is kept.
  private mutating func disk(of mapping: YAMLMapping, _ role: ServerDefinition.Role?) -> Int64? {
    guard let node = mapping["disk"] else { return nil }
    if role == .source {
      report(
        "invalid-size", "disk: a source is only read; only a warehouse has a limit",
        at: node.location)
      return nil
    }
    if case .text(let text, _) = node.value, let bytes = byteCount(written: text) { return bytes }
    report(
      "invalid-size", "disk: expected a size such as 500MB, 200GB or 2TB, found \(node.found)",
      at: node.location)
    return nil
  }

  private mutating func gate(of root: YAMLMapping) -> Gate {
    guard let gate = mapping("gate", of: root) else {
      return Gate()
    }
    refuseKeys(of: gate, except: ["contracts", "checks"], in: "gate")
    return Gate(
      contracts: choice("contracts", of: gate, as: Gate.ContractThreshold.self)?.value ?? .breaking,
      checks: choice("checks", of: gate, as: Gate.CheckThreshold.self)?.value ?? .fail)
  }

  private mutating func folders(of root: YAMLMapping, in folder: String) -> Folders {
    let mapping = mapping("folders", of: root)
    if let mapping {
      refuseKeys(of: mapping, except: ["contracts", "sql", "reports"], in: "folders")
    }
    var named: [String: String] = [:]
    for key in ["contracts", "sql", "reports"] {
      named[key] = mapping.flatMap { text(key, of: $0)?.value }
    }
    return Folders(
      contracts: path(named["contracts"] ?? "contracts", in: folder),
      sql: path(named["sql"] ?? "sql", in: folder),
      reports: path(named["reports"] ?? "reports", in: folder))
  }

  private mutating func timeouts(of root: YAMLMapping) -> Timeouts {
    var timeouts = Timeouts()
    guard let mapping = mapping("timeouts", of: root) else { return timeouts }
    let fields: KeyValuePairs<String, WritableKeyPath<Timeouts, Duration>> = [
      "connect": \.connect, "lock": \.lock, "catalog": \.catalog, "check": \.check,
      "copy": \.copy, "model": \.model, "publish": \.publish, "run": \.run,
    ]
    refuseKeys(of: mapping, except: fields.map(\.key), in: "timeouts")
    for (key, field) in fields {
      guard let node = mapping[key] else { continue }
      if case .text(let text, _) = node.value, let duration = Duration(written: text) {
        timeouts[keyPath: field] = duration
      } else {
        report(
          "invalid-duration",
          "\(key): expected a time such as 500ms, 30s, 5min or 1h, found \(node.found)",
          at: node.location)
      }
    }
    return timeouts
  }
}
