/// All that a run found and did: what every report shows, each in its own way.
package struct RunReport: Sendable {
  package let toolVersion: String
  /// Which command made it, such as `run`.
  package let command: String
  /// Nil where nothing was entered in a run store.
  package var run: RunID?
  /// Seconds since 1970-01-01 00:00 UTC.
  package let startedAt: Double
  package var seconds: Double
  package var contracts: [ContractOutline]
  package var assertions: [AssertionResult]
  package var steps: [Step]
  package var samples: [Sample]
  /// Warnings about the definitions.
  package var diagnostics: [Diagnostic]
  package var isPublished: Bool
  /// Whether everything was to be done but the publication.
  package var isDryRun: Bool
  /// Why the run stopped early, in one sentence; nil when it came to its end.
  package var stopped: String?

  package init(toolVersion: String, command: String, startedAt: Double) {
    self.toolVersion = toolVersion
    self.command = command
    run = nil
    self.startedAt = startedAt
    seconds = 0
    contracts = []
    assertions = []
    steps = []
    samples = []
    diagnostics = []
    isPublished = false
    isDryRun = false
    stopped = nil
  }
}

/// Which contract was held against which server.
package struct ContractOutline: Hashable, Sendable {
  package let id: String
  package let version: String
  package let file: String
  package let fingerprint: Fingerprint
  package let server: String
  package let relations: [QualifiedName]

  package init(of contract: Contract, server: String) {
    id = contract.id
    version = contract.version
    file = contract.file
    fingerprint = contract.fingerprint
    self.server = server
    relations = contract.objects.map(\.relation)
  }
}

/// One relation that was copied or built.
package struct Step: Hashable, Sendable {
  package let layer: Layer
  package let relation: QualifiedName
  package let location: SourceLocation?
  package var outcome: Outcome
  package var rows: RowCounts?
  package var seconds: Double

  package init(
    layer: Layer, relation: QualifiedName, location: SourceLocation?, outcome: Outcome,
    rows: RowCounts? = nil, seconds: Double = 0
  ) {
    self.layer = layer
    self.relation = relation
    self.location = location
    self.outcome = outcome
    self.rows = rows
    self.seconds = seconds
  }

  /// The step as a testcase.
  package var assertion: AssertionResult {
    var evidence = Evidence()
    evidence.rows = rows
    return AssertionResult(
      suite: .etl(layer), name: relation.name.text, location: location, outcome: outcome,
      seconds: seconds, evidence: evidence)
  }
}

/// Rows of a relation in this run, and how they differ from those that were published before.
///
/// `before + inserted - deleted == total`, always.
package struct RowCounts: Hashable, Sendable, Codable {
  package let total: Int64
  package let before: Int64
  package let inserted: Int64
  package let updated: Int64
  package let deleted: Int64
  /// Rows that came from production or from the model's query; nil where nobody counted them.
  package let read: Int64?
  /// Bytes that came from production, or that the relation takes on disk.
  package let bytes: Int64?

  /// Rows that are as they were.
  package var unchanged: Int64 { before &- deleted &- updated }

  package init(
    total: Int64, before: Int64, inserted: Int64, updated: Int64, deleted: Int64,
    read: Int64? = nil, bytes: Int64? = nil
  ) {
    self.read = read
    self.bytes = bytes
    self.total = total
    self.before = before
    self.inserted = inserted
    self.updated = updated
    self.deleted = deleted
  }
}

/// The first rows of a relation, for people.
package struct Sample: Sendable {
  package let relation: QualifiedName
  package let rows: ResultSet

  package init(relation: QualifiedName, rows: ResultSet) {
    self.relation = relation
    self.rows = rows
  }
}

extension RunReport {
  /// The steps as testcases, then everything else that was asserted, in the order of the run.
  package var results: [AssertionResult] {
    let contractResults = assertions.filter { if case .contract = $0.suite { true } else { false } }
    let otherResults = assertions.filter { if case .contract = $0.suite { false } else { true } }
    return contractResults + steps.map(\.assertion) + otherResults
  }
}
