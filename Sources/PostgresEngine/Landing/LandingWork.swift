import PostgresClient
import WarehouseModel

/// Copies the streams of a run on a bounded number of pairs of sessions.
struct LandingWork {
  private let jobs: [LandingJob]
  private let workers: [CopyWorker]
  private let clock = ContinuousClock()

  init(_ jobs: [LandingJob], sources: [String: SourceSession], warehouse: Warehouse) {
    self.jobs = jobs
    workers = (0..<max(1, warehouse.limits.connections)).map { _ in
      CopyWorker(sources: sources, warehouse: warehouse)
    }
  }

  /// What came of a task.
  private enum Outcome: Sendable {
    case copied(CopyVolume)
    /// The format cannot carry what the table holds.
    case refused(any Error)
    case emptied
    case finished(Reconciliation?)
  }

  /// Copies everything; the first failure ends all that is under way.
  func run(progress: @Sendable (Landed) -> Void) async throws -> [Landed] {
    let result: Result<[Landed], any Error>
    do { result = .success(try await copyAll(progress)) } catch { result = .failure(error) }
    for worker in workers { await worker.close() }
    return try result.get()
  }

  private func copyAll(_ progress: @Sendable (Landed) -> Void) async throws -> [Landed] {
    typealias Report = (worker: CopyWorker, task: CopyAgenda.Task, outcome: Outcome)
    var agenda = CopyAgenda(jobs)
    var idle = Array(workers.reversed())
    var begun: [Int: ContinuousClock.Instant] = [:]
    var landed: [Landed?] = Array(repeating: nil, count: jobs.count)
    return try await withThrowingTaskGroup(of: Report.self) { group in
      while true {
        while let worker = idle.last, let task = agenda.next() {
          idle.removeLast()
          begun[task.job] = begun[task.job] ?? clock.now
          group.addTask { (worker, task, try await self.outcome(of: task, by: worker)) }
        }
        guard let report = try await group.next() else { break }
        idle.append(report.worker)
        switch (report.task, report.outcome) {
        case (.copy(let job, let transfer, _), .copied(let volume)):
          agenda.copied(job: job, transfer: transfer, volume)
        case (.copy(let job, let transfer, _), .refused(let error)):
          guard agenda.refused(job: job, transfer: transfer) else { throw error }
        case (.empty(let job, let transfer), _):
          agenda.emptied(job: job, transfer: transfer)
        case (.finish(let job), .finished(let reconciliation)):
          let volumes = agenda.volumes(of: job)
          // The keys of all rows, where they come too, are no rows of their own.
          let done = Landed(
            target: jobs[job].landing.target, rows: volumes.first?.rows ?? 0,
            bytes: volumes.reduce(0) { $0 + $1.bytes },
            seconds: begun[job].map { (clock.now - $0).inSeconds } ?? 0,
            reconciliation: reconciliation)
          landed[job] = done
          progress(done)
        default: preconditionFailure("a task has an outcome of its own kind")
        }
      }
      return landed.compactMap(\.self)
    }
  }

  private func outcome(of task: CopyAgenda.Task, by worker: CopyWorker) async throws -> Outcome {
    let landing = jobs[task.job].landing
    do {
      switch task {
      case .copy(_, _, let stream): return .copied(try await worker.copy(stream, of: landing))
      case .empty(let job, let transfer):
        try await worker.execute("TRUNCATE \(jobs[job].transfers[transfer].target.quoted)")
        return .emptied
      case .finish(let job): return .finished(try await finish(jobs[job], by: worker))
      }
    } catch let error as PostgresError {
      if error == .cancelled { throw CancellationError() }
      let failure = error.failure(at: landing.location)
      let located = BuildFailure(
        code: failure.code, message: "\(landing.source): \(failure.message)",
        location: failure.location)
      guard case .copy = task, error.isAboutFormat else { throw located }
      return .refused(located)
    }
  }

  /// What is done once every row is there.
  private func finish(_ job: LandingJob, by worker: CopyWorker) async throws -> Reconciliation? {
    for transfer in job.transfers {
      try await worker.execute("ANALYZE \(transfer.target.quoted)")
    }
    guard job.landing.isReconciled, let whole = job.transfers.first else { return nil }
    return try await worker.reconciliation(of: job.landing, whole.digests)
  }
}

extension CopyAgenda.Task {
  fileprivate var job: Int {
    switch self {
    case .copy(let job, _, _), .empty(let job, _), .finish(let job): job
    }
  }
}

extension PostgresError {
  /// Whether a server says that it does not know, or cannot read, a binary form: of a type that has
  /// none (42883), of another version (0A000, 22P03), of another element type (42804), or of a
  /// message that ends elsewhere (08P01)
  /// ([Appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html)).
  fileprivate var isAboutFormat: Bool {
    guard let code = serverError?.sqlState.code else { return false }
    return ["08P01", "0A000", "22P03", "42804", "42883"].contains(code)
  }
}
