import ArgumentParser
import FoundationEssentials
import Introspection
import Reporting
import WarehouseModel

/// `whtest snapshot`: everything a schema is, as a file.
struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write down everything that a database's schemas hold.",
    discussion: """
      The file is canonical JSON, an object a line: the same schema gives the same
      fingerprint, whoever reads it. The source is a postgresql:// URI, service=NAME, a
      server of whtest.yaml, or another snapshot file.

      Example:

        whtest snapshot postgresql://reader@db.example/shop --output shop.json
      """)

  @Argument(help: "What to read.") var source: String

  @Option(name: .long, help: "The file to write (default: standard output).") var output: String?

  @OptionGroup var reading: ReadingOptions

  func run() async throws {
    let snapshot = try await reading.values.snapshot(
      of: source, environment: ProcessInfo.processInfo.environment)
    let (bytes, fingerprint) = await snapshot.file()
    guard let output else { return printBytes(bytes) }
    do {
      try writeFile(bytes, to: output)
    } catch let error as ReportError {
      // Here the file is what was asked for, not a report beside it.
      throw UnexpectedError(description: error.description)
    }
    printError(
      "\(output): \(snapshot.objects.count) objects, fingerprint \(fingerprint.short)"
        + "; not inspected: \(leftOut(of: snapshot).joined(separator: ", "))"
        + (snapshot.notVisible.isEmpty
          ? "" : "; not visible: \(snapshot.notVisible.joined(separator: ", "))"))
  }

  private func leftOut(of snapshot: SchemaSnapshot) -> [String] {
    snapshot.notInspected + snapshot.scopes.map(\.leftOut)
  }
}
