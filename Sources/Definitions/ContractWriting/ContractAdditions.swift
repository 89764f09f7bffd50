internal import FoundationEssentials
internal import WarehouseModel

/// What a contract that is there does not know yet.
struct ContractAdditions {
  private let contract: WrittenContract
  private let properties: [(object: WrittenObject, drafts: [PropertyDraft])]
  private let objects: [ObjectDraft]

  /// - Parameters:
  ///   - relations: those that the contract shall know, as far as it speaks of them.
  ///   - new: those that no contract speaks of yet, and this one shall.
  init(
    to contract: WrittenContract, relations: [Relation], new: [Relation], _ facts: SchemaFacts
  ) {
    self.contract = contract
    let byName = Dictionary(
      relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var names = ContractNames()
    for object in contract.objects {
      names.enter(object.relation, as: object.name, columns: object.properties)
    }
    for object in contract.objects {
      guard let relation = byName[object.relation] else { continue }
      names.add(relation.name, columns: facts.columns(of: relation).map(\.name))
    }
    for relation in new {
      names.add(relation.name, columns: facts.columns(of: relation).map(\.name))
    }
    let drafting = Drafting(facts: facts, names: names)
    properties = contract.objects.compactMap { object in
      guard let relation = byName[object.relation] else { return nil }
      let missing = facts.columns(of: relation).map(\.name)
        .filter { object.properties[$0] == nil }
      let drafts = drafting.properties(of: missing, in: relation)
      return (object, drafts.map { object.fitting($0, of: relation) })
    }
    objects = new.compactMap { drafting.object($0) }
  }

  /// The file with all of it; nil where nothing is new.
  func file() throws(DefinitionErrors) -> DraftedContracts.File? {
    let changed = properties.filter { !$0.drafts.isEmpty }
    guard !changed.isEmpty || !objects.isEmpty else { return nil }
    return DraftedContracts.File(
      path: contract.path, bytes: try self.bytes(), isNew: false,
      additions: changed.map { object, drafts in
        "\(object.name): \(drafts.map(\.name).joined(separator: ", "))"
      } + objects.map { "\($0.summary) (new)" })
  }

  private func bytes() throws(DefinitionErrors) -> [UInt8] {
    do {
      return try bytes(isWary: false)
    } catch {
      guard let bytes = try? bytes(isWary: true) else { throw error }
      return bytes
    }
  }

  private func bytes(isWary: Bool) throws(DefinitionErrors) -> [UInt8] {
    var edit = ContractEdit(contract, isWary: isWary)
    for (object, drafts) in properties { try edit.add(drafts, to: object) }
    try edit.add(objects)
    return try edit.result()
  }
}

extension WrittenObject {
  /// A new property as it fits to those that are there.
  ///
  /// It is part of the primary key only if the key is then the one that the database has.
  fileprivate func fitting(_ draft: PropertyDraft, of relation: Relation) -> PropertyDraft {
    var draft = draft
    let actual = Set(relation.primaryKey?.identifyingColumns ?? [])
    let isWhole =
      actual.isSuperset(of: key) && actual.subtracting(key).isDisjoint(with: properties.keys)
    if !isWhole { draft.keyPosition = nil }
    return draft
  }
}

extension ObjectDraft {
  /// The name and how much there is of it.
  var summary: String {
    let count = properties.count
    return "\(name): \(count == 1 ? "1 property" : "\(count) properties")"
  }
}

/// The first thing that our own reader has to remark on a text; nil where it is a contract.
func firstRemark(on text: String, file: String) -> Diagnostic? {
  aliasInKey(of: text, file: file)
    ?? Definitions.contract(from: text, file: file).diagnostics.first
}

/// Whether something is at a path.
func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
