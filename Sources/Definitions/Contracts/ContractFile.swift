internal import Digests
internal import FoundationEssentials
package import WarehouseModel

/// Reads all contracts of a folder, or throws all their mistakes as `DefinitionErrors`.
///
/// A folder that is missing or holds no contract gives none; that is for the caller to judge.
package func contracts(
  in folder: String
) throws -> (contracts: [Contract], warnings: [Diagnostic]) {
  let (contracts, diagnostics) = collectContracts(in: folder)
  guard diagnostics.allSatisfy({ $0.severity == .warning }) else {
    throw DefinitionErrors(diagnostics)
  }
  return (contracts, diagnostics)
}

/// Reads the text of a contract; nil comes with one error at least.
package func contract(
  from text: String, file: String
) -> (contract: Contract?, diagnostics: [Diagnostic]) {
  contract(from: text, file: file, fingerprint: sha256(Array(text.utf8)))
}

/// Reads all contracts of a folder that can be read.
func collectContracts(in folder: String) -> (contracts: [Contract], diagnostics: [Diagnostic]) {
  var contracts: [Contract] = []
  var diagnostics: [Diagnostic] = []
  let endings = [".odcs.yaml", ".odcs.yml"]
  for name in fileNames(in: folder, endingIn: [".yaml", ".yml"]) {
    let path = path(name, in: folder)
    guard endings.contains(where: { name.hasSuffix($0) && name.count > $0.count }) else {
      diagnostics.append(
        Diagnostic(
          .warning, "ignored-file", "not read: the name of a contract ends in .odcs.yaml",
          at: SourceLocation(file: displayedPath(path), line: 1)))
      continue
    }
    guard let file = SourceFile.read(path, reporting: &diagnostics) else { continue }
    let (contract, found) = contract(
      from: file.text, file: file.name, fingerprint: sha256(file.bytes))
    diagnostics += found
    if let contract { contracts.append(contract) }
  }
  return (contracts, diagnostics)
}

private func contract(
  from text: String, file: String, fingerprint: Fingerprint
) -> (contract: Contract?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  guard let root = YAMLDocument.root(of: text, file: file, reporting: &diagnostics) else {
    return (nil, diagnostics)
  }
  var reader = ContractReader()
  let contract = reader.contract(root, file: file, fingerprint: fingerprint)
  let hasErrors = reader.diagnostics.contains { $0.severity == .error }
  return (hasErrors ? nil : contract, reader.diagnostics.sorted())
}
