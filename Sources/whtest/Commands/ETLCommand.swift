import ArgumentParser
import FoundationEssentials

/// `whtest etl`: copy, build, publish, behind the same gates as a run.
struct ETLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "etl",
    abstract: "Copy, build and publish; report the ETL alone.",
    discussion: """
      The gates stay closed on red, as in `whtest run`: nothing is published that
      breaks a contract or fails a check. The reports show the steps of the ETL, and
      of contracts and checks only what stopped it.

      Example:

        whtest etl

      Example, what would be done, and why:

        whtest etl --plan
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var etl: ETLOptions
  @OptionGroup var choices: RunChoices

  func run() async throws {
    if choices.plan {
      return try choices.printPlan(of: LoadedProject(try project.configuration()))
    }
    let environment = ProcessInfo.processInfo.environment
    let workflow = try Workflow(command: "etl", options: project, environment: environment)
    try await workflow.run(isDry: etl.dryRun)
  }
}
