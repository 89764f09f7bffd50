internal import WarehouseModel

/// How loud broken promises and failed checks are; nil where nothing is said.
struct Severities {
  var schema: CheckSeverity?
  var data: CheckSeverity?

  /// What is said here, and elsewhere what was said further out.
  func inheriting(_ outer: Severities) -> Severities {
    Severities(schema: schema ?? outer.schema, data: data ?? outer.data)
  }
}

/// What a contract says of all its objects.
struct ContractTerms {
  var severities = Severities()
  var mode: ContractMode?
  var extraColumns: Located<ExtraColumns>?
  var roles: [RolePromise] = []
}

extension ContractReader {
  /// Reads what holds for every object, unless the object says otherwise.
  mutating func contractTerms(of root: YAMLMapping) -> ContractTerms {
    let own = customProperties(of: root, at: .contract)
    return ContractTerms(
      severities: severities(in: own),
      mode: choice("mode", in: own, as: ContractMode.self)?.value,
      extraColumns: choice("extraColumns", in: own, as: ExtraColumns.self),
      roles: rolePromises(of: root))
  }

  /// Reads how an object is held.
  mutating func objectTerms(
    _ own: [String: YAMLNode], of mapping: YAMLMapping, relation: QualifiedName
  ) -> (terms: ObjectTerms, data: CheckSeverity) {
    let severities = severities(in: own).inheriting(terms.severities)
    let object = ObjectTerms(
      mode: choice("mode", in: own, as: ContractMode.self)?.value ?? terms.mode ?? .reader,
      extraColumns: choice("extraColumns", in: own, as: ExtraColumns.self) ?? terms.extraColumns,
      kind: promisedKind(of: mapping), severity: severities.schema ?? .error,
      knownConstraints: knownConstraints(in: own),
      waivers: waivers(in: own, of: relation, column: nil), roles: terms.roles)
    return (object, severities.data ?? .error)
  }

  /// Reads how a property is held.
  mutating func propertyTerms(
    _ own: [String: YAMLNode], column: Identifier, of relation: QualifiedName
  ) -> PropertyTerms {
    let severities = severities(in: own)
    return PropertyTerms(
      severity: severities.schema, dataSeverity: severities.data, position: position(in: own),
      defaultExpression: own["default"].flatMap { filled($0, called: "whtest.default") },
      generated: generated(in: own),
      waivers: waivers(in: own, of: relation, column: column))
  }

  /// One word for schema and data, or one for each.
  private mutating func severities(in own: [String: YAMLNode]) -> Severities {
    let key = "whtest.severity"
    guard let node = own["severity"] else { return Severities() }
    guard case .mapping(let parts) = node.value else {
      let both = text(node, called: key).flatMap { severity($0, called: key) }
      return Severities(schema: both, data: both)
    }
    refuseKeys(of: parts, except: ["schema", "data"], in: key)
    return Severities(
      schema: text("schema", of: parts).flatMap { severity($0, called: "schema") },
      data: text("data", of: parts).flatMap { severity($0, called: "data") })
  }

  private mutating func severity(
    _ text: Located<String>, called key: String
  ) -> CheckSeverity? {
    if let severity = CheckSeverity(rawValue: text.value) { return severity }
    refuse(text, called: key, allowed: CheckSeverity.allCases.map(\.rawValue))
    return nil
  }

  private mutating func choice<Choice>(
    _ name: String, in own: [String: YAMLNode], as type: Choice.Type
  ) -> Located<Choice>?
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    let key = "whtest.\(name)"
    guard let node = own[name], let text = text(node, called: key) else { return nil }
    if let choice = Choice(rawValue: text.value) { return Located(choice, at: text.location) }
    refuse(text, called: key, allowed: Choice.allCases.map(\.rawValue))
    return nil
  }

  /// `physicalType` of an object; the standard leaves its words free.
  private mutating func promisedKind(of mapping: YAMLMapping) -> Located<PromisedKind>? {
    guard let text = text("physicalType", of: mapping) else { return nil }
    if let kind = PromisedKind(text.value) { return Located(kind, at: text.location) }
    warn(
      "unknown-value",
      "physicalType: \"\(text.value.shortened)\" is not known and not compared; known: table, view,"
        + " materialized view, foreign table, partitioned table",
      at: text.location)
    return nil
  }

  private mutating func knownConstraints(in own: [String: YAMLNode]) -> Set<Identifier> {
    let key = "whtest.constraints"
    guard let node = own["constraints"] else { return [] }
    guard case .list(let nodes) = node.value else {
      report(
        "wrong-type", "\(key): expected a list of names, found \(node.found)", at: node.location)
      return []
    }
    return Set(nodes.compactMap { filled($0, called: key) }.map { Identifier($0.value) })
  }

  private mutating func position(in own: [String: YAMLNode]) -> Located<Int>? {
    guard let node = own["position"] else { return nil }
    if case .number(let text) = node.value, let position = Int(text), position > 0 {
      return Located(position, at: node.location)
    }
    report(
      "wrong-type", "whtest.position: expected a whole number from 1, found \(node.found)",
      at: node.location)
    return nil
  }

  private mutating func generated(in own: [String: YAMLNode]) -> Located<Bool>? {
    guard let node = own["generated"] else { return nil }
    if case .boolean(let value) = node.value { return Located(value, at: node.location) }
    report(
      "wrong-type", "whtest.generated: expected true or false, found \(node.found)",
      at: node.location)
    return nil
  }

  /// Roles with an access: one without says who may ask for what elsewhere, and promises nothing here.
  ///
  /// What is written twice for one role is added up.
  private func rolePromises(of root: YAMLMapping) -> [RolePromise] {
    guard case .list(let nodes)? = root["roles"]?.value else { return [] }
    var promises: [RolePromise] = []
    for case .mapping(let role) in nodes.map(\.value) {
      guard case .text(let name, _)? = role["role"]?.value, let access = role["access"],
        case .text(let word, _) = access.value
      else { continue }
      let promise = RolePromise(
        role: Identifier(name), access: RolePromise.Access(word), location: access.location)
      if let index = promises.firstIndex(where: { $0.role == promise.role }) {
        promises[index] = promises[index].adding(promise.access)
      } else {
        promises.append(promise)
      }
    }
    return promises
  }
}
