import ArgumentParser
import Definitions
import FoundationEssentials
import WarehouseModel

/// `whtest drift`: what changed in production since the last time.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Say what changed in production since the last look, and remember what is there now.",
    discussion: """
      The run store in the warehouse keeps what the last look saw. While the catalogs of
      production are untouched, nothing of the schema is read. Exits 1 when a change
      reaches the threshold, 0 otherwise; the same change is told once.

      Example, every night:

        whtest drift production --fail-on risky
      """)

  @Argument(help: "A server with role: source (default: the only one there is).")
  var server: String?

  @Option(name: .long, help: "text, json or markdown.") var format = DifferenceFormat.text

  @Option(name: .long, help: "The mildest change that exits 1: any, risky, breaking or never.")
  var failOn = DifferenceThreshold.any

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let watch = SchemaWatch(
      configuration: try ProjectOptions.configuration(at: config), environment: environment)
    let source = try watch.source(named: server)
    var isReached = false
    try await watch.drift(of: source) { drift in
      switch drift {
      case .first(let schema, let fingerprint, let reason):
        printError(
          "\(source.name): a first snapshot is kept (\(schema.objects.count) objects, fingerprint"
            + " \(fingerprint.short))" + (reason.map { "; \($0)" } ?? ""))
        try show(Difference(from: schema, to: schema), environment: environment)
      case .nothingNew(let fingerprint, let since, let kept):
        if format == .text {
          printText(
            "\(source.name): nothing has changed since \(since) (fingerprint"
              + " \(fingerprint.short))\n")
        } else {
          let schema = try await kept()
          try show(Difference(from: schema, to: schema), environment: environment)
        }
      case .changed(let difference):
        try show(difference, environment: environment)
        isReached = failOn.isReached(by: difference)
      }
    }
    if isReached { throw Status.findings.code }
  }

  private func show(_ difference: Difference, environment: [String: String]) throws {
    printText(try format.text(of: difference, hits: [:], environment: environment))
  }
}
