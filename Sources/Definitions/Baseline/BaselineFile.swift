internal import FoundationEssentials
package import WarehouseModel

/// Reads a baseline, or throws all its mistakes as `DefinitionErrors`; a file that is not there knows no
/// violation.
package func baseline(at path: String, mayBeMissing: Bool) throws -> Baseline {
  if mayBeMissing, !FileManager.default.fileExists(atPath: path) { return Baseline() }
  var diagnostics: [Diagnostic] = []
  let read = SourceFile.read(path, reporting: &diagnostics).flatMap { file in
    baseline(from: file.text, file: file.name, reporting: &diagnostics)
  }
  guard let read, diagnostics.isEmpty else { throw DefinitionErrors(diagnostics) }
  return read
}

/// Reads the text of a baseline.
func baseline(
  from text: String, file: String, reporting diagnostics: inout [Diagnostic]
) -> Baseline? {
  guard let root = YAMLDocument.root(of: text, file: file, reporting: &diagnostics) else {
    return nil
  }
  var reader = BaselineReader()
  let baseline = reader.baseline(root)
  diagnostics += reader.diagnostics.sorted()
  return baseline
}

private struct BaselineReader: YAMLReading {
  var diagnostics: [Diagnostic] = []

  mutating func baseline(_ root: YAMLMapping) -> Baseline {
    refuseKeys(of: root, except: ["checks"], in: "a baseline")
    var known: [CheckID: Located<Int64>] = [:]
    for relation in mapping("checks", of: root)?.entries ?? [] {
      guard let parts = NamePath(relation.key.value)?.parts, parts.count == 2 else {
        report(
          "invalid-name", "expected schema.table, found \"\(relation.key.value.shortened)\"",
          at: relation.key.location)
        continue
      }
      guard let checks = mapping(relation.value, called: relation.key.value) else { continue }
      for check in checks.entries {
        guard
          let count = integer(check.key.value, of: checks, atLeast: 1)
        else { continue }
        known[CheckID(QualifiedName(parts[0], parts[1]), check.key.value)] = Located(
          Int64(count.value), at: check.key.location)
      }
    }
    return Baseline(known: known)
  }
}

/// The text of a baseline file, the same for the same violations.
package func baselineText(_ counts: [CheckID: Int64]) -> String {
  let head = """
    # Violations that are known and accepted until they are mended: rows that offend each check.
    # Written by whtest check --update-baseline; a number may become smaller, and not larger.

    """
  guard !counts.isEmpty else { return head + "checks: {}\n" }
  var text = head + "checks:\n"
  let scalar = YAMLScalar(isWary: true)
  let bySubject = Dictionary(grouping: counts.keys, by: \.subject)
  for (subject, checks) in bySubject.sorted(by: { $0.key < $1.key }) {
    let name = [subject.schema, subject.name].map(pathPart).joined(separator: ".")
    text += "  \(scalar.text(name)):\n"
    for check in checks.sorted() {
      text += "    \(scalar.text(check.name)): \(counts[check] ?? 0)\n"
    }
  }
  return text
}

/// A part of a name as `NamePath` reads it.
private func pathPart(_ part: Identifier) -> String {
  part.text.contains(".") || part.text.contains("\"") ? part.quoted : part.text
}
