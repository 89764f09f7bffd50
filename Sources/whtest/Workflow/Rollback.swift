import Definitions
import PostgresClient
import PostgresEngine
import RunStore
import WarehouseModel

/// Leads readers of the warehouse back to an earlier run.
struct Rollback {
  let configuration: Configuration
  let environment: [String: String]

  /// What came of it.
  enum Result {
    case done(from: RunID, to: KeptRun, seconds: Double)
    /// Readers see that run as it is.
    case needless(RunID)
    case blocked(RunID, [Obstacle])
  }

  /// The published runs whose data is there, the latest first, and the one that readers see.
  func runs() async throws -> (kept: [KeptRun], current: RunID?) {
    let timeouts = configuration.timeouts
    let store = try await RunStore.openBesideRuns(
      try settings(for: "whtest rollback").with([
        "lock_timeout": "\(timeouts.lock.milliseconds)",
        "statement_timeout": "\(timeouts.catalog.milliseconds)",
      ]), patience: timeouts.lock, environment: environment)
    do {
      let runs = (try await store.keptRuns(), try await store.publishedRun())
      await store.close()
      return runs
    } catch {
      await store.close()
      throw error
    }
  }

  /// Takes the turn, as a run does, and leads readers back.
  ///
  /// - Parameter target: nil: the run that was published before the one that they see.
  func run(to target: RunID?) async throws -> Result {
    let store = try await RunStore.open(
      try settings(for: "whtest run store"), patience: configuration.timeouts.run,
      environment: environment)
    do {
      let result = try await run(to: target, store)
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }

  private func run(to target: RunID?, _ store: RunStore) async throws -> Result {
    guard let current = try await store.publishedRun() else {
      throw NothingToDo(description: "nothing was published yet, so there is nothing to return to")
    }
    if target == current { return .needless(current) }
    let kept = try await store.keptRuns()
    if let target, let reason = try await store.absence(of: target) {
      throw NothingToDo(description: reason + choices(among: kept, current))
    }
    guard let run = kept.first(where: { $0.run < current && $0.run == target ?? $0.run }) else {
      throw NothingToDo(
        description: "the data of no run before \(current) is kept (keep:"
          + " \(configuration.keep)), so there is nothing to return to")
    }
    let clock = ContinuousClock()
    let start = clock.now
    let warehouse = Warehouse(
      try settings(for: "whtest rollback"), limits: configuration.limits, environment: environment)
    let obstacles = try await warehouse.rollBack(
      to: run.run, try await store.relations(of: run.run),
      record: store.rollbackRecord(from: current, to: run.run))
    guard obstacles.isEmpty else { return .blocked(run.run, obstacles) }
    return .done(from: current, to: run, seconds: (clock.now - start).inSeconds)
  }

  private func choices(among kept: [KeptRun], _ current: RunID) -> String {
    let names = kept.map(\.run).filter { $0 != current }.map(\.description)
    return names.isEmpty
      ? "; there is no run to return to"
      : "; there \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
  }

  private func settings(for application: String) throws -> ConnectionSettings {
    try configuration.settings(
      of: try configuration.requiredWarehouse(), environment: environment,
      application: application)
  }
}
