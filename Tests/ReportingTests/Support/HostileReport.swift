import WarehouseModel

/// Text that tries to break out of wherever it is put.
enum Hostile {
  static let text =
    "]]> \"><script>alert('x')</script>&amp;\u{0}\u{1B}[31mred\u{1B}]0;title\u{7} \u{9B}2J "
    + "\u{FFFE}\u{FFFF}\u{1FFFF} \u{202E}txt.exe\u{2028}a\rb\r\nc\td \u{1F600}"

  /// A report whose every text is hostile.
  static var report: RunReport {
    let relation = QualifiedName(Identifier("public\n"), Identifier(text))
    let location = SourceLocation(file: "contracts/\(text)/x(1).yaml", line: 3)
    var report = RunReport(toolVersion: text, command: text, startedAt: .nan)
    report.seconds = .infinity
    report.stopped = text
    report.assertions = [
      AssertionResult(
        suite: .contract(relation), name: text, location: location,
        outcome: .failed(type: text, verdict: nil, message: text), seconds: -1,
        evidence: Evidence(expected: text, actual: text, query: text, sample: [text, text])),
      AssertionResult(
        suite: .quality(relation), name: text, location: location, outcome: .warned(text),
        seconds: .nan),
      AssertionResult(
        suite: .quality(relation), name: text, location: nil,
        outcome: .errored(type: "plain", message: "")),
      AssertionResult(
        suite: .contract(relation), name: "second", location: nil, outcome: .notExecuted(text)),
    ]
    report.steps = [
      Step(layer: .gold, relation: relation, location: location, outcome: .gated(text)),
      Step(
        layer: .gold, relation: relation, location: nil, outcome: .passed,
        rows: RowCounts(total: .max, before: 0, inserted: .max, updated: .min, deleted: 0),
        seconds: 1e300),
    ]
    report.samples = [
      Sample(
        relation: relation,
        rows: ResultSet(columns: [text, ""], rows: [[text], [nil, "1", "surplus"], []])),
      Sample(relation: relation, rows: ResultSet(columns: [], rows: [])),
    ]
    return report
  }
}
