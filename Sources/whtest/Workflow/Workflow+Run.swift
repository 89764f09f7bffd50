import Definitions
import Introspection
import Pipeline
import PostgresClient
import PostgresEngine
import RunStore
import WarehouseModel

extension Workflow {
  /// Contracts, ETL, checks, publication, reports.
  ///
  /// - Parameter isDry: whether to leave out the publication, and remove what was built.
  func run(isDry: Bool = false) async throws {
    try await reporting { report in
      report.isDryRun = isDry
      let project = try LoadedProject(configuration)
      report.diagnostics = project.warnings
      output.show(project.warnings)
      guard !project.inputs.isEmpty else { throw noContracts }
      do {
        let selected = try selection.map { try project.relations(in: $0) }
        try await run(project, selected, &report)
      } catch {
        report.complete(with: project, because: "the run did not come that far")
        throw error
      }
    }
  }

  private func run(
    _ project: LoadedProject, _ selected: Set<QualifiedName>?, _ report: inout RunReport
  ) async throws {
    let store = try await RunStore.open(
      try settings(of: try warehouse(), application: "whtest run store"),
      patience: configuration.timeouts.run, environment: environment)
    do {
      let run = try await store.begin(
        command: command, toolVersion: Whtest.version, isDryRun: report.isDryRun)
      report.run = run
      try await recording(in: store, run, &report) { report in
        let part = try await store.part(of: project, selected: selected)
        try await perform(run, project, part, store, &report)
      }
      await store.close()
    } catch {
      await store.close()
      throw error
    }
  }

  /// Enters the run's end in the store, also when it failed or its task was cancelled.
  private func recording(
    in store: RunStore, _ run: RunID, _ report: inout RunReport,
    _ body: (inout RunReport) async throws -> Void
  ) async throws {
    do {
      try await body(&report)
      try await store.finish(report, of: run)
    } catch {
      if let failure = Failure(error) {
        var failed = report
        failed.note(failure, definitions: error as? DefinitionErrors)
        let final = failed
        // The first error is the one to tell; a store that is gone cannot be told it.
        await Task { try? await store.finish(final, of: run) }.value
      }
      throw error
    }
  }

  private func perform(
    _ run: RunID, _ project: LoadedProject, _ part: RunPart, _ store: RunStore,
    _ report: inout RunReport
  ) async throws {
    // What dead runs left takes room; it goes before production's tables are locked.
    try await sweep(keeping: .max, run, store, try workers(of: run))
    var sources: [String: SourceSession] = [:]
    do {
      var landings: [Landing] = []
      for (server, contracts) in project.inputsByServer {
        let source = try await SourceSession.begin(
          on: try settings(of: server, application: "whtest \(run)"),
          locking: contracts.flatMap(\.objects).map(\.relation), limits: limits,
          environment: environment)
        sources[server.name] = source
        let reading = try await reader(of: server).schemaReader.read(on: source.connection)
        let snapshot = reading.snapshot
        try await store.record(await KeptSchema(reading.schema), server: server.name, of: run)
        let rights = try await roleRights(of: contracts, on: source.connection)
        report.judge(
          contracts, on: snapshot, rights, server: server.name, gate: gate(for: project.contracts))
        landings += contracts.flatMap {
          Pipeline.landings(for: $0, server: server.name, snapshot: snapshot)
        }
      }
      noteUnusedWaivers(of: project.contracts, gate(for: project.contracts), in: &report)
      output.showContracts(report)
      if report.assertions.contains(where: \.outcome.isRed) {
        report.close(gate: "gate 1 is closed: production breaks a contract", project)
      } else {
        let moment = sources.values.map(\.moment).max() ?? ""
        let plan = BuildPlan(
          run: run, landings: landings.filter(part.copies), models: part.models,
          carried: part.carried, moment: try await store.record(moment: moment, of: run))
        try await execute(plan, project, part, sources, store, &report)
      }
    } catch {
      for source in sources.values { await source.end() }
      throw error
    }
    for source in sources.values { await source.end() }
  }

  private func execute(
    _ plan: BuildPlan, _ project: LoadedProject, _ part: RunPart,
    _ sources: [String: SourceSession], _ store: RunStore, _ report: inout RunReport
  ) async throws {
    let warehouse = try workers(of: plan.run)
    try await store.record(relations: plan.recordedRelations, of: plan.run)
    let execution = Execution(
      plan: plan, outputs: project.outputs, checks: part.checks,
      engine: PostgresEngine(sources: sources, warehouse: warehouse),
      gate: gate(for: project.contracts),
      masking: project.masking,
      history: try await store.history(of: project.comparedWithHistory),
      observe: output.observe)
    report.assertions += part.gated
    report.contracts += project.outputs.map {
      ContractOutline(of: $0, server: warehouse.settings.server)
    }
    try await execution.run(record: store.publicationRecord(of: plan.run), into: &report)
    if report.isPublished {
      try await sweep(keeping: configuration.keep, plan.run, store, warehouse)
      if let oldest = try await store.oldestKeptRun(),
        let reason = try await warehouse.tidyKeptTables(backTo: oldest)
      {
        output.note("rows that no run needs any more stay for now: \(reason)")
      }
    }
    output.showOutcome(report)
  }

  private func workers(of run: RunID) throws -> Warehouse {
    Warehouse(
      try settings(of: try warehouse(), application: "whtest \(run)"), limits: limits,
      environment: environment)
  }

  /// Removes the data of runs that nobody needs any more; what is still in use stays until later.
  private func sweep(
    keeping keep: Int, _ current: RunID, _ store: RunStore, _ warehouse: Warehouse
  ) async throws {
    for (run, relations) in try await store.removableRuns(keeping: keep, except: current) {
      if let reason = try await warehouse.remove(run, relations) {
        output.note("the data of run \(run) is still in use and stays for now: \(reason)")
      } else {
        try await store.noteRemoval(of: run)
      }
    }
  }
}

extension RunReport {
  /// Enters that nothing was tried.
  fileprivate mutating func close(gate reason: String, _ project: LoadedProject) {
    stopped = reason
    complete(with: project, because: reason)
  }

  /// Enters every step and assertion that is not there yet as gated, so that no identity vanishes
  /// from a report.
  fileprivate mutating func complete(with project: LoadedProject, because reason: String) {
    let known = Set(steps.map(\.relation))
    steps += gatedSteps(landings: project.landings, models: project.models, because: reason)
      .filter { !known.contains($0.relation) }
    let entered = Set(assertions.map { [$0.suite.name, $0.name] })
    let declared =
      project.inputs.flatMap(\.contract.objects).flatMap { $0.gated(because: reason) }
      + project.outputs.flatMap(\.objects).flatMap { $0.gated(because: reason, .shape) }
      + project.checks.map { $0.gated(because: reason) }
    assertions += declared.filter { !entered.contains([$0.suite.name, $0.name]) }
  }
}
