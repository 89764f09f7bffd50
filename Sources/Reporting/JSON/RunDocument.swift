import WarehouseModel

/// The form of `reports/run.json`, version 1.
///
/// Keys are the names below in snake_case, and they are an interface: new ones may appear, none is
/// renamed, retyped or removed without a new `format_version`. A key without a value is left out.
struct RunDocument: Encodable {
  var formatVersion = 1
  let toolVersion: String
  let command: String
  /// The number that the run store gave the run.
  let runID: Int64?
  /// ISO 8601, in UTC.
  let startedAt: String
  let seconds: Double
  let status: RunStatus
  /// Why the run stopped early.
  let stopped: String?
  let published: Bool
  /// Whether everything was to be done but the publication.
  let dryRun: Bool
  /// Assertions and steps together.
  let counts: OutcomeCounts
  let contracts: [ContractDocument]
  let assertions: [AssertionDocument]
  let steps: [StepDocument]
  let samples: [SampleDocument]
  let diagnostics: [DiagnosticDocument]

  // Acronyms need a hand: `runID` would come out as `run_iD`.
  private enum CodingKeys: String, CodingKey {
    case formatVersion, toolVersion, command, startedAt, seconds, status, stopped, published, dryRun
    case counts, contracts, assertions, steps, samples, diagnostics
    case runID = "runId"
  }

  init(of report: RunReport) {
    toolVersion = report.toolVersion
    command = report.command
    runID = report.run?.number
    startedAt = timestamp(secondsSince1970: report.startedAt) + "Z"
    seconds = Milliseconds(seconds: report.seconds).seconds
    status = report.status
    stopped = report.stopped
    published = report.isPublished
    dryRun = report.isDryRun
    counts = OutcomeCounts(of: report.results)
    contracts = report.contracts.map(ContractDocument.init)
    assertions = report.assertions.map(AssertionDocument.init)
    steps = report.steps.map(StepDocument.init)
    samples = report.samples.map(SampleDocument.init)
    diagnostics = report.diagnostics.map(DiagnosticDocument.init)
  }
}

/// A contract and the server that it was held against.
struct ContractDocument: Encodable {
  let id: String
  let version: String
  let file: String
  /// SHA-256 of the file, in full.
  let fingerprint: String
  let server: String
  let relations: [String]

  init(_ outline: ContractOutline) {
    id = outline.id
    version = outline.version
    file = outline.file
    fingerprint = outline.fingerprint.hexadecimal
    server = outline.server
    relations = outline.relations.map(\.description)
  }
}

/// The first rows of a relation; null is NULL, all else is text as PostgreSQL prints it.
struct SampleDocument: Encodable {
  let relation: String
  let columns: [String]
  let rows: [[String?]]

  init(_ sample: Sample) {
    relation = sample.relation.description
    columns = sample.rows.columns
    rows = sample.rows.rows
  }
}

/// Something to know about a file that a person wrote.
struct DiagnosticDocument: Encodable {
  let severity: String
  let id: String
  let message: String
  let file: String
  let line: Int
  let column: Int

  init(_ diagnostic: Diagnostic) {
    severity = diagnostic.severity.rawValue
    id = diagnostic.id
    message = diagnostic.message
    file = diagnostic.location.file
    line = diagnostic.location.line
    column = diagnostic.location.column
  }
}
