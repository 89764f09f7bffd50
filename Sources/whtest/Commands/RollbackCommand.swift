import ArgumentParser
import FoundationEssentials
import Reporting
import RunStore
import WarehouseModel

/// `whtest rollback`: the numbers of an earlier run again.
struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Show readers an earlier run again, all of it at once.",
    discussion: """
      Repoints the public views at the data of a run that was published before; no row
      is moved. The runs after it count as taken back, and the next run goes forward
      again. Exits 1, and changes nothing, where somebody's view would break.

      Example, to the run before the one that readers see:

        whtest rollback

      Example, which runs there are, and to one of them:

        whtest rollback --list
        whtest rollback --to r41
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("The run (default: the one published before).", valueName: "run"),
    transform: runNumber)
  var to: RunID?

  @Flag(
    name: .long, help: "Print the runs that can be shown, when they were published, their rows.")
  var list = false

  @Option(name: .long, help: "The configuration (default: whtest.yaml here or in a folder above).")
  var config: String?

  func validate() throws {
    if list, to != nil { throw ValidationError("--list changes nothing: leave out --to") }
  }

  func run() async throws {
    let rollback = Rollback(
      configuration: try ProjectOptions.configuration(at: config),
      environment: ProcessInfo.processInfo.environment)
    if list {
      let (kept, current) = try await rollback.runs()
      return printText(table(of: kept, current: current))
    }
    switch try await rollback.run(to: to) {
    case .done(let from, let run, let seconds):
      printLine(
        "readers see run \(run.run) again, published \(run.publishedAt), in place of run \(from)"
          + " (\(Duration.seconds(seconds).milliseconds) ms)")
    case .needless(let run):
      printLine("readers see run \(run); nothing was changed")
    case .blocked(let run, let obstacles):
      printLine("readers cannot be shown run \(run); nothing was changed")
      for obstacle in obstacles { printLine("  \(obstacle.message)") }
      throw Status.findings.code
    }
  }

  private func table(of runs: [KeptRun], current: RunID?) -> String {
    guard !runs.isEmpty else { return "nothing was published yet\n" }
    return runs.map { run in
      let rows = run.rows.map { "\($0.grouped) rows" } ?? "rows unknown"
      return "\(run.run)  \(run.publishedAt)  \(rows)"
        + (run.run == current ? "  readers see it\n" : "\n")
    }.joined()
  }
}

/// A run as it is printed, or its number alone: `r41`, `41`.
@Sendable private func runNumber(_ text: String) throws -> RunID {
  guard let number = Int64(text.hasPrefix("r") ? String(text.dropFirst()) : text), number > 0 else {
    throw ValidationError("expected the number of a run, such as r41")
  }
  return RunID(number)
}
