import ArgumentParser
import FoundationEssentials
import Glibc
import Reporting
import WarehouseModel

/// `whtest diff`: what changed between two schemas, and what it does to readers.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changed between two schemas, with a verdict for their readers.",
    discussion: """
      Each side is a snapshot file, a postgresql:// URI, service=NAME, or a server of
      whtest.yaml. Exits 1 when a change reaches the threshold, 0 otherwise. What an id
      means: whtest explain ID.

      Example:

        whtest diff shop.json postgresql://reader@db.example/shop --fail-on breaking
      """)

  @Argument(help: "The schema before.") var from: String
  @Argument(help: "The schema after.") var to: String

  @Option(name: .long, help: "text, json or markdown.") var format = DifferenceFormat.text

  @Option(name: .long, help: "The mildest change that exits 1: any, risky, breaking or never.")
  var failOn = DifferenceThreshold.any

  @Flag(
    name: .long,
    help: "Name the models and views that read what changed, from the project (text only).")
  var impact = false

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    guard !impact || format == .text else {
      throw ValidationError("--impact is for --format text")
    }
  }

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let (before, after) = try await reading.values.snapshots(
      from: from, to: to, environment: environment)
    let difference = Difference(from: before, to: after)
    let hits = impact ? try await hits(of: difference, environment: environment) : [:]
    printText(try format.text(of: difference, hits: hits, environment: environment))
    if failOn.isReached(by: difference) { throw Status.findings.code }
  }

  private func hits(
    of difference: Difference, environment: [String: String]
  ) async throws -> [Change: String] {
    let dependencies = try await ProjectDependencies.load(
      config: reading.config, environment: environment)
    for note in dependencies.notes { printError("note: \(note)") }
    return dependencies.hits(of: difference, between: [from, to])
  }
}

enum DifferenceFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown

  func text(
    of difference: Difference, hits: [Change: String], environment: [String: String]
  ) throws -> String {
    switch self {
    case .text:
      DifferenceText(
        isColoured: isColoured(STDOUT_FILENO, environment: environment), hits: hits
      ).text(of: difference)
    case .json: try DifferenceJSON().text(of: difference)
    case .markdown: DifferenceMarkdown().text(of: difference)
    }
  }
}

enum DifferenceThreshold: String, CaseIterable, ExpressibleByArgument {
  case any, risky, breaking, never

  func isReached(by difference: Difference) -> Bool {
    guard let worst = difference.worst else { return false }
    return switch self {
    case .any: true
    case .risky: worst != .compatible
    case .breaking: worst == .breaking
    case .never: false
    }
  }
}
