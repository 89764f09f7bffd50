import Dispatch

/// Runs an actor's work on one serial dispatch queue, so that blocking libpq calls never hold a
/// thread of the cooperative pool.
///
/// `DispatchSerialQueue`, which would do the same, does not exist on Linux.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedSerialExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }
}
