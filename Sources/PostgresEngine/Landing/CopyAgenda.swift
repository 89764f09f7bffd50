import PostgresClient
import WarehouseModel

/// Which stream is copied next, and what is to be done once all streams of a table are there.
///
/// The largest stream goes first, so that none is left for the end that others could have gone on
/// beside. Pure, so that what happens after a refusal can be tested without a server.
struct CopyAgenda {
  /// Something that one pair of sessions does.
  enum Task: Hashable, Sendable {
    case copy(job: Int, transfer: Int, CopyStream)
    /// Empties a table whose rows are to be copied anew in text format.
    case empty(job: Int, transfer: Int)
    /// Every row of the job is there.
    case finish(job: Int)
  }

  /// Where a transfer stands.
  private struct State {
    var format = CopyFormat.binary
    /// Streams that wait or are under way.
    var open = 0
    var isRefused = false
    var volume = CopyVolume(rows: 0, bytes: 0)
  }

  private let jobs: [LandingJob]
  private var states: [[State]]
  /// The heaviest last.
  private var waiting: [(job: Int, transfer: Int, stream: CopyStream)] = []
  private var ready: [Task] = []

  init(_ jobs: [LandingJob]) {
    self.jobs = jobs
    states = jobs.map { Array(repeating: State(), count: $0.transfers.count) }
    for (index, job) in jobs.enumerated() {
      for transfer in job.transfers.indices { enter(index, transfer) }
    }
    sort()
  }

  /// What can be done now; nil while all that is left waits for what is under way.
  mutating func next() -> Task? {
    if let task = ready.popLast() { return task }
    guard let next = waiting.popLast() else { return nil }
    return .copy(job: next.job, transfer: next.transfer, next.stream)
  }

  /// A stream came to its end.
  mutating func copied(job: Int, transfer: Int, _ volume: CopyVolume) {
    let before = states[job][transfer].volume
    states[job][transfer].volume = CopyVolume(
      rows: before.rows + volume.rows, bytes: before.bytes + volume.bytes)
    close(job, transfer)
  }

  /// Binary format was refused for a stream: all of its transfer goes again, as text.
  ///
  /// - Returns: false where it was text already, so that nothing else can be tried.
  mutating func refused(job: Int, transfer: Int) -> Bool {
    guard states[job][transfer].format == .binary else { return false }
    states[job][transfer].isRefused = true
    let dropped = waiting.filter { $0.job == job && $0.transfer == transfer }.count
    waiting.removeAll { $0.job == job && $0.transfer == transfer }
    states[job][transfer].open -= dropped
    close(job, transfer)
    return true
  }

  /// The table of a transfer is empty again.
  mutating func emptied(job: Int, transfer: Int) {
    states[job][transfer] = State(format: .text)
    enter(job, transfer)
    sort()
  }

  /// What was copied for a job, transfer by transfer.
  func volumes(of job: Int) -> [CopyVolume] { states[job].map(\.volume) }

  private mutating func enter(_ job: Int, _ transfer: Int) {
    let streams = jobs[job].transfers[transfer].streams(states[job][transfer].format)
    states[job][transfer].open = streams.count
    waiting += streams.map { (job, transfer, $0) }
  }

  private mutating func sort() {
    // Equal ones in the order of the plan; the last is taken first.
    waiting = waiting.enumerated().sorted { left, right in
      (left.element.stream.part.bytes, -left.offset)
        < (right.element.stream.part.bytes, -right.offset)
    }.map(\.element)
  }

  private mutating func close(_ job: Int, _ transfer: Int) {
    states[job][transfer].open -= 1
    guard states[job][transfer].open == 0 else { return }
    if states[job][transfer].isRefused {
      ready.append(.empty(job: job, transfer: transfer))
    } else if states[job].allSatisfy({ $0.open == 0 && !$0.isRefused }) {
      ready.append(.finish(job: job))
    }
  }
}

/// All that is copied for one landing.
struct LandingJob: Sendable {
  let landing: Landing
  /// The table that bears the landing's name in this run's bronze.
  let target: QualifiedName
  let transfers: [Transfer]
}
