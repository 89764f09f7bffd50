package import WarehouseModel

/// A check in a SQL file, with what must be there before it can be asked.
package struct SQLCheck: Hashable, Sendable {
  package let check: Check
  /// The layer after which it is asked.
  package let layer: Layer
  package let reads: [RelationReference]
  /// Where the query takes all columns of a relation, whatever they are.
  package let stars: [SourceLocation]

  package init(
    check: Check, layer: Layer, reads: [RelationReference], stars: [SourceLocation] = []
  ) {
    self.check = check
    self.layer = layer
    self.reads = reads
    self.stars = stars
  }
}

/// Reads the checks in `checks` below a folder, or throws all mistakes as `DefinitionErrors`.
package func checks(in sqlFolder: String) throws -> [SQLCheck] {
  let (checks, diagnostics) = collectChecks(in: sqlFolder)
  guard diagnostics.isEmpty else { throw DefinitionErrors(diagnostics) }
  return checks
}

/// Reads the text of a check; nil comes with one error at least.
package func check(
  from text: String, name: String, file: String
) -> (check: SQLCheck?, diagnostics: [Diagnostic]) {
  var header = SQLHeader(
    of: text, file: file,
    keys: [
      "title", "description", "severity", "layer", "subject", "warn", "fail", "owner",
    ])
  header.require(["title", "layer"], file: file)
  let severity = header.choice("severity", as: CheckSeverity.self) ?? .error
  let layer = header.choice("layer", as: Layer.self)
  let named = header.relation("subject")
  let warn = header.threshold("warn")
  let fail = header.threshold("fail")
  header.refuseUnreachable(warn: warn, fail: fail)
  var diagnostics = header.diagnostics
  let sql = SQLFile.read(text, name: name, file: file, reporting: &diagnostics)
  guard let sql, let layer, diagnostics.isEmpty else { return (nil, diagnostics.sorted()) }
  guard let subject = named ?? sql.reads.lazy.compactMap(\.qualified).first else {
    let message = "the query reads no schema.table, so the header needs \"-- subject: …\""
    return (nil, [Diagnostic(.error, "missing-key", message, at: sql.location)])
  }
  let check = Check(
    subject: subject, name: name, title: header.values["title"]?.value, rule: .query(sql.query),
    severity: severity, warn: warn ?? .rows(0), fail: fail ?? .rows(0), location: sql.location)
  return (SQLCheck(check: check, layer: layer, reads: sql.reads, stars: sql.stars), [])
}

/// Reads all checks that can be read.
func collectChecks(in sqlFolder: String) -> (checks: [SQLCheck], diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let checks = collectSQLFiles(in: path("checks", in: sqlFolder), reporting: &diagnostics) {
    text, name, file in
    let (check, found) = check(from: text, name: name, file: file)
    return (check, found)
  }
  return (checks, diagnostics)
}
