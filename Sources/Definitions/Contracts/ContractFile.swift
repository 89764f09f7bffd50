internal import Digests
internal import FoundationEssentials
package import WarehouseModel

/// Reads contracts that need no project, or throws all their mistakes as `DefinitionErrors`.
///
/// - Parameters:
///   - files: of whatever name.
///   - server: the name of the server that is meant; nil: each contract's first of PostgreSQL.
package func contracts(
  in files: [String], server: String? = nil, environment: [String: String]
) throws -> (contracts: [Contract], warnings: [Diagnostic]) {
  let (contracts, diagnostics) = collectContracts(
    in: files, server: server, environment: environment)
  guard diagnostics.allSatisfy({ $0.severity == .warning }) else {
    throw DefinitionErrors(diagnostics)
  }
  return (contracts, diagnostics.sorted())
}

/// Reads the text of a contract; nil comes with one error at least.
package func contract(
  from text: String, file: String
) -> (contract: Contract?, diagnostics: [Diagnostic]) {
  contract(from: text, file: file, fingerprint: sha256(Array(text.utf8)), ContractReader())
}

/// The contracts of a folder by their names, and the files that look as if they were meant to be.
func contractFiles(in folder: String) -> (files: [String], ignored: [Diagnostic]) {
  let endings = [".odcs.yaml", ".odcs.yml"]
  var files: [String] = []
  var ignored: [Diagnostic] = []
  for name in fileNames(in: folder, endingIn: [".yaml", ".yml"]) {
    let path = path(name, in: folder)
    if endings.contains(where: { name.hasSuffix($0) && name.count > $0.count }) {
      files.append(path)
    } else {
      ignored.append(
        Diagnostic(
          .warning, "ignored-file", "not read: the name of a contract ends in .odcs.yaml",
          at: SourceLocation(file: displayedPath(path), line: 1)))
    }
  }
  return (files, ignored)
}

/// Reads the contracts among files that can be read.
func collectContracts(
  in files: [String], server: String? = nil, environment: [String: String]?
) -> (contracts: [Contract], diagnostics: [Diagnostic]) {
  var contracts: [Contract] = []
  var diagnostics: [Diagnostic] = []
  for path in files {
    guard let file = SourceFile.read(path, reporting: &diagnostics) else { continue }
    let (contract, found) = contract(
      from: file.text, file: file.name, fingerprint: sha256(file.bytes),
      ContractReader(serverName: server, environment: environment))
    diagnostics += found
    if let contract { contracts.append(contract) }
  }
  return (contracts, diagnostics)
}

private func contract(
  from text: String, file: String, fingerprint: Fingerprint, _ reader: ContractReader
) -> (contract: Contract?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  guard let root = YAMLDocument.root(of: text, file: file, reporting: &diagnostics) else {
    return (nil, diagnostics)
  }
  var reader = reader
  let contract = reader.contract(root, file: file, fingerprint: fingerprint)
  let hasErrors = reader.diagnostics.contains { $0.severity == .error }
  return (hasErrors ? nil : contract, reader.diagnostics.sorted())
}
