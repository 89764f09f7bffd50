package import WarehouseModel

/// Reads one contract, or throws all its mistakes as `DefinitionErrors`.
package func contract(
  at path: String
) throws(DefinitionErrors) -> (contract: Contract, warnings: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let text = SourceFile.read(path, reporting: &diagnostics)?.text
  return try whole(text, file: displayedPath(path), diagnostics)
}

/// Reads one contract from what a command was given on its standard input.
package func contract(
  bytes: [UInt8], file: String
) throws(DefinitionErrors) -> (contract: Contract, warnings: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let text = SourceFile.text(of: bytes, name: file, reporting: &diagnostics)
  return try whole(text, file: file, diagnostics)
}

private func whole(
  _ text: String?, file: String, _ diagnostics: [Diagnostic]
) throws(DefinitionErrors) -> (contract: Contract, warnings: [Diagnostic]) {
  guard let text else { throw DefinitionErrors(diagnostics) }
  let (contract, found) = contract(from: text, file: file)
  guard let contract else { throw DefinitionErrors(diagnostics + found) }
  return (contract, found)
}
