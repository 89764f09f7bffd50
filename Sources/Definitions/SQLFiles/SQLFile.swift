internal import SQLAnalysis
internal import WarehouseModel

/// A file with a header and one SELECT.
struct SQLFile {
  /// The file's name without `.sql`.
  let name: String
  let query: String
  /// Where the query begins.
  let location: SourceLocation
  let reads: [RelationReference]
  /// Where all columns of a relation are taken, whatever they are.
  let stars: [SourceLocation]

  /// PostgreSQL cuts longer names off, in silence.
  private static let longestName = 63

  /// Reads the query of a file, or reports what is wrong with it.
  static func read(
    _ text: String, name: String, file: String, reporting diagnostics: inout [Diagnostic]
  ) -> SQLFile? {
    let start = SourceLocation(file: file, line: 1)
    if name.utf8.count > longestName {
      diagnostics.append(
        Diagnostic(
          .error, "invalid-name", "the name has more than \(longestName) bytes", at: start))
      return nil
    }
    if text.trimmingSpaces().isEmpty {
      diagnostics.append(Diagnostic(.error, "empty-file", "the file is empty", at: start))
      return nil
    }
    do {
      let analysis = try analyse(query: text)
      guard analysis.refusal == nil, let statement = analysis.statements.first else {
        if let refusal = analysis.refusal {
          diagnostics.append(
            Diagnostic(
              .error, "not-a-select", refusal.message,
              at: start.advanced(by: refusal.offset, in: text)))
        }
        return nil
      }
      return SQLFile(
        name: name, query: statement.text,
        location: start.advanced(by: statement.offset, in: text),
        reads: analysis.reads.map { read in
          RelationReference(
            schema: read.schema, name: read.name,
            location: start.advanced(by: read.offset, in: text))
        },
        stars: analysis.stars.map { start.advanced(by: $0, in: text) })
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "sql-syntax", error.message, at: start.advanced(by: error.offset, in: text)))
      return nil
    }
  }
}

/// Reads each SQL file of a folder; twins for other engines, as `x.spark.sql`, are left out.
func collectSQLFiles<Definition>(
  in folder: String, reporting diagnostics: inout [Diagnostic],
  read: (String, String, String) -> (Definition?, [Diagnostic])
) -> [Definition] {
  fileNames(in: folder, endingIn: [".sql"]).compactMap { fileName in
    if fileName.hasSuffix(".spark.sql") { return nil }
    guard let file = SourceFile.read(path(fileName, in: folder), reporting: &diagnostics) else {
      return nil
    }
    let (definition, found) = read(file.text, String(fileName.dropLast(4)), file.name)
    diagnostics += found
    return definition
  }
}
