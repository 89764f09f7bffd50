import WarehouseModel

/// Turns suites into the elements of a JUnit file.
struct JUnitDocument {
  let xml: XMLWriter
  let suites: [JUnitSuite]
  let options: JUnitOptions
  let hostname: String
  let timestamp: String

  func write() throws {
    let counts = suites.map(\.counts)
    let attributes: KeyValuePairs<String, String?> = [
      "name": "whtest",
      "tests": sum(counts, \.total),
      "failures": sum(counts, \.failed),
      "errors": sum(counts, \.errored),
      "time": suites.map(\.time).reduce(Milliseconds(0), +).text,
    ]
    try xml.document {
      try xml.element("testsuites", attributes) {
        for suite in suites { try write(suite) }
      }
    }
  }

  private func write(_ suite: JUnitSuite) throws {
    let counts = suite.counts
    let attributes: KeyValuePairs<String, String?> = [
      "name": name(of: suite),
      "tests": String(counts.total),
      "failures": String(counts.failed),
      "errors": String(counts.errored),
      "skipped": String(counts.skipped),
      "time": suite.time.text,
      "timestamp": unlessStrict(timestamp),
      "hostname": unlessStrict(hostname),
      "file": unlessStrict(suite.file),
    ]
    try xml.element("testsuite", attributes) {
      if let contract = suite.contract {
        try writeProperties([
          "whtest.target": contract.server,
          "whtest.contract_sha256": contract.fingerprint.short,
        ])
      }
      for result in suite.results { try write(result, className: name(of: suite)) }
    }
  }

  private func write(_ result: AssertionResult, className: String) throws {
    let attributes: KeyValuePairs<String, String?> = [
      "name": result.name,
      "classname": className,
      "time": Milliseconds(seconds: result.seconds).text,
      "file": unlessStrict(result.location?.file),
      "line": unlessStrict(result.location.map { String($0.line) }),
    ]
    try xml.element("testcase", attributes) {
      if !options.isStrict {
        try writeProperties([
          "whtest.rows_checked": result.evidence.rowsChecked.map(String.init),
          "whtest.rows_failed": result.evidence.rowsFailed.map(String.init),
          "whtest.note": result.evidence.note.map(attribute),
        ])
        if let rows = result.evidence.rows { try writeCounts(rows) }
      }
      try writeOutcome(of: result)
    }
  }

  private func writeCounts(_ rows: RowCounts) throws {
    try writeProperties([
      "whtest.rows_total": String(rows.total),
      "whtest.rows_before": String(rows.before),
      "whtest.rows_read": rows.read.map(String.init),
      "whtest.rows_inserted": String(rows.inserted),
      "whtest.rows_updated": String(rows.updated),
      "whtest.rows_deleted": String(rows.deleted),
      "whtest.rows_unchanged": String(rows.unchanged),
      "whtest.bytes": rows.bytes.map(String.init),
    ])
  }

  private func writeOutcome(of result: AssertionResult) throws {
    switch result.outcome {
    case .passed: break
    case .failed(let type, _, let message): try write("failure", type, message, of: result)
    case .errored(let type, let message): try write("error", type, message, of: result)
    case .warned(let message): try writeSkipped("WARN: \(message)")
    case .gated(let message): try writeSkipped("GATED: \(message)")
    case .notExecuted(let message): try writeSkipped("NOT EXECUTED: \(message)")
    }
  }

  private func write(
    _ element: String, _ type: String, _ message: String, of result: AssertionResult
  ) throws {
    // Some parsers read a plain word as a cast.
    let type = type.contains(".") ? type : "whtest.\(type)"
    let message = message.isEmpty ? "no message was given" : message
    try xml.element(element, ["message": attribute(message), "type": type]) {
      try xml.text(FindingText(result: result, message: message).text)
    }
  }

  private func writeSkipped(_ message: String) throws {
    try xml.element("skipped", ["message": attribute(message)]) {
      try xml.text(message.spelledOut(as: .paragraph, limit: FindingText.Limit.message))
    }
  }

  /// Writes those properties that have a value.
  private func writeProperties(_ properties: KeyValuePairs<String, String?>) throws {
    guard properties.contains(where: { $0.value != nil }) else { return }
    try xml.element("properties") {
      for (name, value) in properties where value != nil {
        try xml.element("property", ["name": name, "value": value])
      }
    }
  }

  private func name(of suite: JUnitSuite) -> String {
    guard let prefix = options.prefix, !prefix.isEmpty else { return suite.name }
    return "\(prefix).\(suite.name)"
  }

  private func attribute(_ message: String) -> String {
    message.spelledOut(as: .sentence, limit: FindingText.Limit.line)
  }

  private func unlessStrict(_ value: String?) -> String? { options.isStrict ? nil : value }

  private func sum(_ counts: [OutcomeCounts], _ part: KeyPath<OutcomeCounts, Int>) -> String {
    String(counts.reduce(0) { $0 + $1[keyPath: part] })
  }
}
