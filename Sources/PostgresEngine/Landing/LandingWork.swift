import PostgresClient
import WarehouseModel

/// Copies the streams of a run on a bounded number of pairs of sessions.
struct LandingWork<Time: Clock> where Time.Duration == Duration {
  private let jobs: [LandingJob]
  private let workers: [CopyWorker]
  /// Where a change of a table waits for our locks, others of our sessions wait behind it; the one that
  /// has the lock already does not.
  private let lockHolder: CopyWorker
  private let clock: Time

  init(
    _ jobs: [LandingJob], sources: [String: SourceSession], warehouse: Warehouse, clock: Time
  ) {
    self.jobs = jobs
    self.clock = clock
    workers = (0..<max(1, warehouse.limits.connections)).map { _ in
      CopyWorker(sources: sources, warehouse: warehouse)
    }
    lockHolder = CopyWorker(sources: sources, warehouse: warehouse, holdsLocks: true)
  }

  /// Copies everything; the first failure ends all that is under way.
  func run(progress: @Sendable (LandingEvent) -> Void) async throws -> [Landed] {
    let result: Result<[Landed], any Error>
    do { result = .success(try await copyAll(progress)) } catch { result = .failure(error) }
    progress(.copying([]))
    for worker in workers + [lockHolder] { await worker.close() }
    return try result.get()
  }

  /// What came of a task; nil: some time has gone by.
  private typealias Report = (worker: CopyWorker, task: CopyAgenda.Task, outcome: Outcome)?

  private enum Outcome: Sendable {
    case copied(CopyVolume)
    /// The format cannot carry what the table holds.
    case refused(any Error)
    /// Another session waits for the table, and ours behind it.
    case lockedOut(any Error)
    case emptied
    case finished(Reconciliation?)
  }

  private func copyAll(
    _ progress: @Sendable (LandingEvent) -> Void
  ) async throws -> [Landed] {
    var agenda = CopyAgenda(jobs)
    var view = CopyView(jobs, clock: clock)
    var idle = [lockHolder] + workers.reversed()
    var landed: [Landed?] = Array(repeating: nil, count: jobs.count)
    return try await withThrowingTaskGroup(of: Report.self) { group in
      group.addTask { try await tick() }
      while true {
        while let (worker, task) = assignment(of: &agenda, among: &idle) {
          let meter = view.begin(task)
          group.addTask { (worker, task, try await outcome(of: task, by: worker, meter)) }
        }
        if idle.count == workers.count + 1 { break }
        guard let report = try await group.next() ?? nil else {
          progress(.copying(view.progress(agenda)))
          group.addTask { try await tick() }
          continue
        }
        idle.append(report.worker)
        view.end(report.task)
        switch (report.task, report.outcome) {
        case (.copy(let job, let transfer, _), .copied(let volume)):
          agenda.copied(job: job, transfer: transfer, volume)
        case (.copy(let job, let transfer, _), .refused(let error)):
          guard agenda.refused(job: job, transfer: transfer) else { throw error }
        case (_, .lockedOut(let error)):
          guard report.worker !== lockHolder else { throw error }
          agenda.lockedOut(report.task)
        case (.empty(let job, let transfer), _):
          agenda.emptied(job: job, transfer: transfer)
        case (.finish(let job), .finished(let reconciliation)):
          let volumes = agenda.volumes(of: job)
          // The keys of all rows, where they come too, are no rows of their own.
          let done = Landed(
            target: jobs[job].landing.target, rows: volumes.first?.rows ?? 0,
            bytes: volumes.reduce(0) { $0 + $1.bytes },
            seconds: view.elapsed(of: job).inSeconds, reconciliation: reconciliation)
          landed[job] = done
          progress(.landed(done))
        default: preconditionFailure("a task has an outcome of its own kind")
        }
      }
      // The clock is not waited for.
      group.cancelAll()
      return landed.compactMap(\.self)
    }
  }

  /// Somebody who has nothing to do, with something to do.
  private func assignment(
    of agenda: inout CopyAgenda, among idle: inout [CopyWorker]
  ) -> (CopyWorker, CopyAgenda.Task)? {
    if let index = idle.firstIndex(where: { $0 === lockHolder }),
      let task = agenda.nextForLockHolder()
    {
      return (idle.remove(at: index), task)
    }
    guard let index = idle.lastIndex(where: { $0 !== lockHolder }), let task = agenda.next() else {
      return nil
    }
    return (idle.remove(at: index), task)
  }

  private func tick() async throws -> Report {
    try await clock.sleep(until: clock.now.advanced(by: .milliseconds(500)), tolerance: nil)
    return nil
  }

  private func outcome(
    of task: CopyAgenda.Task, by worker: CopyWorker, _ meter: CopyMeter
  ) async throws -> Outcome {
    let landing = jobs[task.job].landing
    do {
      switch task {
      case .copy(_, _, let stream):
        return .copied(try await worker.copy(stream, of: landing, meter))
      case .empty(let job, let transfer):
        try await worker.execute("TRUNCATE \(jobs[job].transfers[transfer].target.quoted)")
        return .emptied
      case .finish(let job): return .finished(try await finish(jobs[job], by: worker))
      }
    } catch let error as PostgresError {
      if error == .cancelled { throw CancellationError() }
      let failure = error.failure(of: landing)
      if case .copy = task, error.isAboutFormat { return .refused(failure) }
      if error.serverError?.sqlState == .lockNotAvailable { return .lockedOut(failure) }
      throw failure
    }
  }

  /// What is done once every row is there.
  ///
  /// Production is asked first: where that fails for a lock, all of it can be done again.
  private func finish(_ job: LandingJob, by worker: CopyWorker) async throws -> Reconciliation? {
    var reconciliation: Reconciliation?
    if job.landing.isReconciled, let whole = job.transfers.first {
      reconciliation = try await worker.reconciliation(of: job.landing, whole.digests)
    }
    if case .full(_, hasKey: true) = job.landing.load, !job.landing.key.isEmpty {
      try await worker.execute(
        "ALTER TABLE \(job.target.quoted) ADD PRIMARY KEY (\(job.landing.key.quotedList))")
    }
    for transfer in job.transfers {
      try await worker.execute("ANALYZE \(transfer.target.quoted)")
    }
    return reconciliation
  }
}
