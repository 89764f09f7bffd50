import WarehouseModel

/// The body of a failure or an error: all that a person gets to see in most CI servers.
struct FindingText {
  let result: AssertionResult
  let message: String

  /// Bytes of UTF-8 beyond which a text is cut; parsers and web pages choke on more.
  enum Limit {
    static let line = 1_000
    static let value = 4 * 1024
    static let message = 16 * 1024
    static let body = 64 * 1024
  }

  var text: String {
    let finding = message.spelledOut(as: .paragraph, limit: Limit.message)
    let lines = [finding] + values + place + query + sample
    return lines.joined(separator: "\n").spelledOut(as: .paragraph, limit: Limit.body) + "\n"
  }

  private var values: [String] {
    [("expected:  ", result.evidence.expected), ("actual:    ", result.evidence.actual)]
      .compactMap { label, value in
        value.map { label + $0.spelledOut(as: .paragraph, limit: Limit.value) }
      }
  }

  /// Where it was asked for, then once more as the stack frame that CI servers turn into a link.
  private var place: [String] {
    guard let location = result.location else { return [] }
    let label = location.file.hasSuffix(".sql") ? "sql:       " : "contract:  "
    let parts = location.file.spelledOut(as: .name).split(separator: "/").filter { $0 != "." }
    let frame = parts.dropLast() + ["Whtest", verb]
    return [
      "\(label)\(location.file.spelledOut(as: .name)):\(location.line)",
      "    at \(frame.joined(separator: "."))(\(parts.last ?? "unknown"):\(location.line))",
    ]
  }

  private var verb: Substring {
    switch result.suite {
    case .contract, .quality: "check"
    case .etl, .run: "run"
    }
  }

  private var query: [String] {
    guard let query = result.evidence.query else { return [] }
    let lines = query.spelledOut(as: .paragraph, limit: Limit.message)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return ["query:"] + lines.map { "  \($0)" }
  }

  private var sample: [String] {
    let rows = result.evidence.sample
    guard !rows.isEmpty else { return [] }
    let total = result.evidence.rowsFailed.map { " of \($0)" } ?? ""
    return ["sample (\(rows.count)\(total)):"]
      + rows.map { "  " + $0.spelledOut(as: .name, limit: Limit.line) }
  }
}
