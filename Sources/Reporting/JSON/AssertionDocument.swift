import WarehouseModel

/// One assertion in `reports/run.json`.
struct AssertionDocument: Encodable {
  /// The name of its suite in the JUnit file, without a prefix.
  let suite: String
  let name: String
  let file: String?
  let line: Int?
  let column: Int?
  /// One of `passed`, `failed`, `warned`, `errored`, `gated`, `not-executed`.
  let outcome: String
  /// The dotted name of what is wrong, where something is.
  let type: String?
  /// What a change in the schema does to readers, where the schema is judged.
  let verdict: Verdict?
  let message: String?
  let seconds: Double
  let expected: String?
  let actual: String?
  let rowsChecked: Int64?
  let rowsFailed: Int64?
  /// The SQL that selects the offending rows.
  let query: String?
  /// A few offending rows, as `column=value`.
  let sample: [String]
  /// What a passed assertion would have said, were it louder (`severity: info`).
  let note: String?
  /// The constraint that proves the check, so that no row was looked at.
  let provenBy: String?
  /// True where only a sample of the rows was looked at.
  let estimate: Bool?
  /// Offending rows that the baseline knows.
  let baseline: Int64?

  init(_ result: AssertionResult) {
    suite = result.suite.name
    name = result.name
    file = result.location?.file
    line = result.location?.line
    column = result.location?.column
    outcome = result.outcome.word
    type = result.outcome.type
    verdict = result.outcome.verdict
    message = result.outcome.message
    seconds = Milliseconds(seconds: result.seconds).seconds
    expected = result.evidence.expected
    actual = result.evidence.actual
    rowsChecked = result.evidence.rowsChecked
    rowsFailed = result.evidence.rowsFailed
    query = result.evidence.query
    sample = result.evidence.sample
    note = result.evidence.note
    provenBy = result.evidence.proof
    estimate = result.evidence.isEstimate ? true : nil
    baseline = result.evidence.baseline
  }
}

/// One relation that was copied or built.
struct StepDocument: Encodable {
  let layer: Layer
  let relation: String
  let file: String?
  let line: Int?
  let column: Int?
  let outcome: String
  let type: String?
  let message: String?
  let seconds: Double
  let rows: RowsDocument?

  init(_ step: Step) {
    layer = step.layer
    relation = step.relation.description
    file = step.location?.file
    line = step.location?.line
    column = step.location?.column
    outcome = step.outcome.word
    type = step.outcome.type
    message = step.outcome.message
    seconds = Milliseconds(seconds: step.seconds).seconds
    rows = step.rows.map(RowsDocument.init)
  }
}

/// What came, changed and went; `before + inserted - deleted == total`.
struct RowsDocument: Encodable {
  let total: Int64
  let before: Int64
  let inserted: Int64
  let updated: Int64
  let deleted: Int64
  let unchanged: Int64
  let read: Int64?
  let bytes: Int64?

  init(_ rows: RowCounts) {
    total = rows.total
    before = rows.before
    inserted = rows.inserted
    updated = rows.updated
    deleted = rows.deleted
    unchanged = rows.unchanged
    read = rows.read
    bytes = rows.bytes
  }
}

extension Outcome {
  fileprivate var type: String? {
    switch self {
    case .failed(let type, _, _), .errored(let type, _): type
    case .passed, .warned, .gated, .notExecuted: nil
    }
  }

  fileprivate var verdict: Verdict? {
    switch self {
    case .failed(_, let verdict, _): verdict
    case .passed, .warned, .errored, .gated, .notExecuted: nil
    }
  }
}
