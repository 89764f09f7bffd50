import PostgresClient
import WarehouseModel

/// What is under way, as somebody sees it who looks now and then.
struct CopyView<Time: Clock> where Time.Duration == Duration {
  private struct Stream {
    let stream: CopyStream
    let transfer: Int
    let meter: CopyMeter
    let begun: Time.Instant
  }

  private let jobs: [LandingJob]
  private let clock: Time
  private var begun: [Int: Time.Instant] = [:]
  /// By job.
  private var streams: [Int: [Stream]] = [:]

  init(_ jobs: [LandingJob], clock: Time) {
    self.jobs = jobs
    self.clock = clock
  }

  /// Notes that a task begins; what it copies is to be counted by the meter.
  mutating func begin(_ task: CopyAgenda.Task) -> CopyMeter {
    let meter = CopyMeter()
    begun[task.job] = begun[task.job] ?? clock.now
    if case .copy(let job, let transfer, let stream) = task {
      streams[job, default: []].append(
        Stream(stream: stream, transfer: transfer, meter: meter, begun: clock.now))
    }
    return meter
  }

  mutating func end(_ task: CopyAgenda.Task) {
    guard case .copy(let job, let transfer, let stream) = task else { return }
    streams[job]?.removeAll { $0.transfer == transfer && $0.stream == stream }
  }

  /// Since the first task of a job began.
  func elapsed(of job: Int) -> Duration {
    begun[job].map { $0.duration(to: clock.now) } ?? .zero
  }

  /// The tables of which a stream flows, in the order of the plan.
  func progress(_ agenda: CopyAgenda) -> [CopyProgress] {
    let now = clock.now
    return jobs.indices.compactMap { index in
      guard let open = streams[index], !open.isEmpty else { return nil }
      let parts = jobs[index].transfers.map(\.parts)
      let volumes = open.map(\.meter.volume) + agenda.volumes(of: index)
      return CopyProgress(
        target: jobs[index].landing.target,
        volume: CopyProgress.Volume(
          rows: volumes.reduce(0) { $0 + $1.rows }, bytes: volumes.reduce(0) { $0 + $1.bytes },
          expectedRows: total(parts.joined().map(\.rows)), elapsed: elapsed(of: index)),
        streams: open.map { stream in
          let all = parts[stream.transfer]
          let volume = stream.meter.volume
          return CopyProgress.Stream(
            number: (all.firstIndex(of: stream.stream.part) ?? 0) + 1, count: all.count,
            volume: CopyProgress.Volume(
              rows: volume.rows, bytes: volume.bytes, expectedRows: stream.stream.part.rows,
              elapsed: stream.begun.duration(to: now)))
        })
    }
  }

  /// Nil where one of them is not known.
  private func total(_ numbers: [Int64?]) -> Int64? {
    numbers.reduce(0) { sum, number in sum.flatMap { sum in number.map { sum + $0 } } }
  }
}
