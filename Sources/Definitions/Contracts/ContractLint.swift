package import WarehouseModel

/// What is to be said of contract files without looking at any data.
package struct ContractLint: Sendable {
  /// How many files were looked at.
  package let files: Int
  /// In the order of the files.
  package let diagnostics: [Diagnostic]

  /// Reads files of whatever name.
  ///
  /// - Parameter isStrict: warnings are errors, and so are clauses that would not be executed.
  package init(files: [String], isStrict: Bool) {
    self.init(files: files, isStrict: isStrict, others: []) { _ in [] }
  }

  /// Reads the contracts of a project, and finds the servers that it does not know.
  package init(project configuration: Configuration, isStrict: Bool) {
    let (files, ignored) = contractFiles(in: configuration.folders.contracts)
    self.init(files: files, isStrict: isStrict, others: ignored) { contracts in
      contracts.filter { $0.unsupportedServer == nil }
        .compactMap { Project.serverDiagnostic(for: $0, in: configuration) }
    }
  }

  private init(
    files: [String], isStrict: Bool, others: [Diagnostic],
    checking check: ([Contract]) -> [Diagnostic]
  ) {
    let (contracts, found) = collectContracts(in: files, environment: nil)
    var diagnostics = found + others + check(contracts)
    if isStrict {
      let told = Set(diagnostics.map(\.message))
      diagnostics += contracts.flatMap(\.notExecuted).filter { !told.contains($0.message) }
      diagnostics = diagnostics.map { Diagnostic(.error, $0.id, $0.message, at: $0.location) }
    }
    self.files = files.count
    self.diagnostics = diagnostics.sorted()
  }

  package var errors: Int { diagnostics.count { $0.severity == .error } }
  package var warnings: Int { diagnostics.count - errors }

  /// `3 contracts, 0 errors, 2 warnings`.
  package var summary: String {
    [(files, "contract"), (errors, "error"), (warnings, "warning")]
      .map { count, noun in "\(count) \(noun)\(count == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}

extension Contract {
  /// The clauses that a run would report as not executed.
  fileprivate var notExecuted: [Diagnostic] {
    let rules = objects.flatMap { $0.quality + $0.properties.flatMap(\.quality) }
    return rules.compactMap { rule in
      guard case .notExecuted(let reason) = rule.metric else { return nil }
      return Diagnostic(.error, "not-executed", reason, at: rule.location)
    }
  }
}
