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

      Example, some models and all that reads them, the rest as it is published:

        whtest etl --select "silver.teams+ silver.events+"
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var choices: RunChoices

  func run() async throws {
    if choices.plan {
      return try choices.printPlan(of: LoadedProject(try project.configuration()))
    }
    let environment = ProcessInfo.processInfo.environment
    var workflow = try Workflow(command: "etl", options: project, environment: environment)
    workflow.selection = choices.select
    try await workflow.run(isDry: choices.dryRun)
  }
}
