internal import WarehouseModel

/// The contracts that are there for one server, and the names of files that are free.
struct ContractShelf {
  private let source: DraftSource
  private let destination: DraftDestination
  private let contracts: [WrittenContract]
  private var takenFiles: Set<String>
  private var takenIDs: Set<String>

  /// Reads what is there; throws every mistake in it.
  init(_ destination: DraftDestination, source: DraftSource, schema: Identifier) throws {
    self.source = source
    self.destination = destination
    var diagnostics: [Diagnostic] = []
    var paths: [String] = []
    switch destination {
    case .folder(let folder):
      takenFiles = Set(names(in: folder).map { $0.lowercased() })
      paths = fileNames(in: folder, endingIn: [".odcs.yaml", ".odcs.yml"])
        .map { path($0, in: folder) }
    case .file(let path):
      takenFiles = []
      paths = exists(path) ? [path] : []
    case .text: takenFiles = []
    }
    let read = paths.compactMap { WrittenContract.read($0, reporting: &diagnostics) }
    takenIDs = Set(read.compactMap { $0.root["id"]?.words })
    if case .file = destination {
      contracts = read
      diagnostics += read.filter { $0.schema != schema }.map { other in
        Diagnostic(
          .error, "other-schema",
          "this is a contract for the schema \(other.schema), not for \(schema)",
          at: SourceLocation(file: other.file.name, line: 1))
      }
    } else {
      contracts = read.filter { contract in
        contract.server.map { $0.value == source.server } ?? source.isOnlySource
      }
    }
    for contract in contracts {
      diagnostics += Definitions.contract(from: contract.file.text, file: contract.file.name)
        .diagnostics.filter { $0.severity == .error }
    }
    guard diagnostics.isEmpty else { throw DefinitionErrors(diagnostics) }
  }

  /// What contracts promise and the database does not have.
  func staleNotes(_ schema: SchemaSnapshot, _ scope: DraftScope) -> [String] {
    let relations = Dictionary(
      Snapshot(of: schema).relations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let isKnown = { (name: Identifier) in
      schema.scopes.allSatisfy { DraftScope(schemas: $0).includes(schema: name) }
    }
    return contracts.flatMap { contract in
      contract.objects.flatMap { object -> [String] in
        let name = object.relation
        guard scope.includes(name), isKnown(name.schema) else { return [] }
        guard let relation = relations[name] else {
          return ["\(contract.file.name): \(name) is not in the database, and stays in the file"]
        }
        // A partition may have been read without its columns.
        guard !relation.columns.isEmpty else { return [] }
        let columns = Set(relation.columns.map(\.name))
        return object.properties.keys.filter { !columns.contains($0) }.sorted().map { column in
          "\(contract.file.name): \(name).\(column) is not in the database, and stays in the file"
        }
      }
    }
  }

  /// The files in which something of a schema is new, as they should be.
  mutating func files(
    for relations: [Relation], in schema: Identifier, _ facts: SchemaFacts
  ) throws -> [DraftedContracts.File] {
    let home = home(of: schema)
    var files: [DraftedContracts.File] = []
    let known = Set(contracts.flatMap(\.objects).map(\.relation))
    let new = relations.filter { !known.contains($0.name) && !facts.isHidden($0) }
    for contract in contracts {
      let own = contract.path == home?.path ? new : []
      let additions = ContractAdditions(to: contract, relations: relations, new: own, facts)
      if let file = try additions.file() { files.append(file) }
    }
    if home == nil, !new.isEmpty { files.append(try newFile(for: new, in: schema, facts)) }
    return files
  }

  /// The contract that new relations of a schema go into.
  private func home(of schema: Identifier) -> WrittenContract? {
    let candidates = contracts.filter { $0.schema == schema }
    let usual = fileStem(of: schema) + ".odcs.yaml"
    return candidates.first { $0.path.split(separator: "/").last.map(String.init) == usual }
      ?? candidates.first
  }

  private mutating func newFile(
    for relations: [Relation], in schema: Identifier, _ facts: SchemaFacts
  ) throws -> DraftedContracts.File {
    var names = ContractNames()
    for relation in relations {
      names.add(relation.name, columns: facts.columns(of: relation).map(\.name))
    }
    let drafting = Drafting(facts: facts, names: names)
    let objects = relations.compactMap { drafting.object($0) }
    let id = freeID(for: schema)
    let path = freePath(for: schema)
    var mistake: Diagnostic?
    for isWary in [false, true] {
      let yaml = ContractYAML(scalar: YAMLScalar(isWary: isWary))
      let lines = yaml.contract(
        id: id, name: "\(source.server), schema \(schema)", server: source.server,
        address: source.address, schema: schema.text,
        purpose: facts.comment(onSchema: schema), note: source.addressNote, objects: objects)
      let text = lines.joined(separator: "\n") + "\n"
      mistake = firstRemark(on: text, file: displayedPath(path))
      guard mistake == nil else { continue }
      return DraftedContracts.File(
        path: path, bytes: Array(text.utf8), isNew: true,
        additions: objects.map(\.summary))
    }
    throw DraftError(
      description: "the contract for the schema \(schema) would not be read as it was meant; leave"
        + " what it stumbles on out with --table or --exclude, and report it: "
        + (mistake.map(\.description) ?? ""))
  }

  private mutating func freeID(for schema: Identifier) -> String {
    let id = unused(slug("\(source.server)-\(schema)"), taken: takenIDs)
    takenIDs.insert(id)
    return id
  }

  private mutating func freePath(for schema: Identifier) -> String {
    switch destination {
    case .file(let path): return path
    case .text: return "-"
    case .folder(let folder):
      let name = unused(fileStem(of: schema), ending: ".odcs.yaml", taken: takenFiles)
      takenFiles.insert(name.lowercased())
      return path(name, in: folder)
    }
  }
}

/// The name of a schema's file before its ending: fit for every file system, and never hidden.
private func fileStem(of schema: Identifier) -> String {
  let stem = String(
    schema.text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isPlain || "_- ".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    })
  return stem.isBlank ? "schema" : stem
}

/// Words of lower-case letters and digits, parted by hyphens.
private func slug(_ text: String) -> String {
  let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
  return words.isEmpty ? "contract" : words.joined(separator: "-")
}

/// A name that is not taken, whatever the case of its letters: with a number where it has to be.
private func unused(_ stem: String, ending: String = "", taken: Set<String>) -> String {
  var candidate = stem + ending
  var number = 2
  while taken.contains(candidate.lowercased()) {
    candidate = "\(stem)-\(number)\(ending)"
    number += 1
  }
  return candidate
}
