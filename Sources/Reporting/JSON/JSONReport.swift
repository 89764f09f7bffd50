import FoundationEssentials
package import WarehouseModel

/// The report for programs: everything that is known of a run, under names that stay.
package struct JSONReport: Sendable {
  package init() {}

  /// Writes the report in place of the file at `path`; throws `ReportError` and leaves the file as it
  /// was when that cannot be done.
  package func write(_ report: RunReport, to path: String) throws {
    let text = try text(of: report)
    try AtomicFile.replace(path) { file in
      try file.write(Array(text.utf8).span)
    }
  }

  /// The report as text; keys are sorted, so that the same run gives the same bytes.
  package func text(of report: RunReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try encoder.encode(RunDocument(of: report))
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
