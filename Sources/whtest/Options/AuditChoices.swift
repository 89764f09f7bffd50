import ArgumentParser
import Definitions
import PostgresEngine
import Quality

/// How checks are run, and what their results are held against.
struct AuditChoices: ParsableArguments {
  @Flag(
    name: .long, help: "Print which checks share which statement, and what is proven; run none.")
  var explain = false

  @Flag(name: .long, help: "Scan also what a validated constraint proves.")
  var verify = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Look at this share of the rows; the results are marked as estimates.", valueName: "percent"))
  var sample: Double?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Known violations (default: whtest.baseline.yaml beside the configuration).",
      valueName: "file"))
  var baseline: String?

  @Flag(name: .long, help: "Store the violations of this run as known ones.")
  var updateBaseline = false

  @Option(name: .long, help: "Sessions at once (default: connections of the configuration, or 2).")
  var connections: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Processes that may help a statement on the server (default: as the server is set).",
      valueName: "number"))
  var parallelWorkers: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long a statement may run (default: timeouts.check, or 5min).", valueName: "time"),
    transform: duration)
  var timeout: Duration?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How long to wait for a lock (default: timeouts.lock, or 5s).", valueName: "time"),
    transform: duration)
  var lockTimeout: Duration?

  mutating func validate() throws {
    if let sample, !(sample >= 0.000_001 && sample <= 100) {
      throw ValidationError("--sample takes a share from 0.000001 to 100")
    }
    if sample != nil, updateBaseline {
      throw ValidationError("--update-baseline needs all rows: leave out --sample")
    }
    if explain, updateBaseline {
      throw ValidationError("--explain runs no check: leave out --update-baseline")
    }
    if let connections, connections < 1 { throw ValidationError("--connections: 1 or more") }
    if let parallelWorkers, parallelWorkers < 0 {
      throw ValidationError("--parallel-workers: 0 or more")
    }
  }

  /// The limits of the configuration with those that were chosen.
  func limits(over limits: EngineLimits) -> EngineLimits {
    EngineLimits(
      lock: lockTimeout ?? limits.lock, catalog: limits.catalog, check: timeout ?? limits.check,
      copy: limits.copy, model: limits.model, publish: limits.publish,
      connections: connections ?? limits.connections, parallelWorkers: parallelWorkers)
  }

  var options: AuditOptions {
    var options = AuditOptions()
    options.verifiesProofs = verify
    options.samplePercent = sample == 100 ? nil : sample
    return options
  }
}

/// A time as in a configuration: `500ms`, `30s`, `5min`, `1h`.
@Sendable private func duration(_ text: String) throws -> Duration {
  guard let duration = Duration(written: text) else {
    throw ValidationError("expected a time such as 500ms, 30s, 5min or 1h")
  }
  return duration
}
