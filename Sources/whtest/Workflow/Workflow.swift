import ArgumentParser
import Definitions
import FoundationEssentials
import Glibc
import Pipeline
import PostgresClient
import PostgresEngine
import Quality
import WarehouseModel

/// What the commands share: a project, its servers, and where results go.
struct Workflow {
  let command: String
  let configuration: Configuration
  let reader: Snapshot.Reader?
  let environment: [String: String]
  let output: RunOutput
  var gate: Gate
  /// What of the project is made; nil: all of it.
  var selection: Selection?
  /// Findings that are known and accepted, such as constraints that an export does not bear.
  var waivers: [Waiver] = []
  /// The day in UTC on which the command began, by which waivers expire.
  let today = CalendarDay(secondsSince1970: Date().timeIntervalSince1970)

  init(
    command: String, configuration: Configuration, options: ProjectOptions,
    environment: [String: String]
  ) {
    self.command = command
    self.configuration = configuration
    reader = options.reader
    self.environment = environment
    gate = configuration.gate
    output = RunOutput(
      folder: options.reports ?? configuration.folders.reports,
      isColoured: isColoured(STDOUT_FILENO, environment: environment), isETLOnly: command == "etl")
  }

  init(command: String, options: ProjectOptions, environment: [String: String]) throws {
    let configuration: Configuration
    do {
      configuration = try options.configuration()
    } catch {
      // An old green report must not stand for a run that could not even begin.
      if let folder = options.fallbackReports, let failure = Failure(error) {
        var report = RunReport(
          toolVersion: Whtest.version, command: command, startedAt: Date().timeIntervalSince1970)
        report.note(failure, definitions: error as? DefinitionErrors)
        RunOutput(folder: folder, isColoured: false, isETLOnly: false).finishQuietly(report)
      }
      throw error
    }
    self.init(
      command: command, configuration: configuration, options: options, environment: environment)
  }

  var limits: EngineLimits { configuration.limits }

  /// How to reach a server; only here is its variable needed.
  func settings(of server: ServerDefinition, application: String = "whtest") throws
    -> ConnectionSettings
  {
    try configuration.settings(of: server, environment: environment, application: application)
  }

  /// The warehouse, or the mistake of not having one.
  func warehouse() throws -> ServerDefinition { try configuration.requiredWarehouse() }

  /// Runs a command's body and reports what came of it, whatever that is.
  ///
  /// A command that could not run leaves a report that says so: an old green one must not stand.
  func reporting(_ body: (inout RunReport) async throws -> Void) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var report = RunReport(
      toolVersion: Whtest.version, command: command, startedAt: Date().timeIntervalSince1970)
    do {
      try await body(&report)
      report.seconds = (clock.now - start).inSeconds
      try output.finish(report)
    } catch {
      if error is ExitCode { throw error }
      let error = Failure(error) == nil ? UnexpectedError(description: "\(error)") : error
      guard let failure = Failure(error) else { throw error }
      report.seconds = (clock.now - start).inSeconds
      report.note(failure, definitions: error as? DefinitionErrors)
      output.finishQuietly(report)
      throw error
    }
  }
}

extension RunReport {
  /// Enters why a command could not run, where nothing red says so already.
  mutating func note(_ failure: Failure, definitions: DefinitionErrors?) {
    stopped = failure.message
    guard let definitions, let first = definitions.diagnostics.first else { return }
    assertions.append(
      AssertionResult(
        suite: .run, name: "definitions", location: first.location,
        outcome: .errored(
          type: "whtest.definition.\(first.id)", message: definitions.description)))
  }
}

extension Configuration {
  /// The warehouse, or the mistake of not having one.
  func requiredWarehouse() throws -> ServerDefinition {
    guard let warehouse else {
      throw DefinitionErrors([
        Diagnostic(
          .error, "no-warehouse", "no server has role: warehouse",
          at: SourceLocation(file: file, line: 1))
      ])
    }
    return warehouse
  }

  /// How long work on the warehouse may take.
  var limits: EngineLimits {
    EngineLimits(
      lock: timeouts.lock, catalog: timeouts.catalog, check: timeouts.check, copy: timeouts.copy,
      model: timeouts.model, publish: timeouts.publish, connections: connections,
      disk: warehouse?.disk)
  }

  /// How to reach a server; only here is its variable needed.
  func settings(
    of server: ServerDefinition, environment: [String: String], application: String = "whtest"
  ) throws -> ConnectionSettings {
    ConnectionSettings(
      server: server.name,
      target: try url(of: server, environment: environment),
      applicationName: application,
      connectTimeout: max(2, Int(timeouts.connect.inSeconds.rounded(.up))))
  }
}
