import Reporting
import Testing
import WarehouseModel

@Suite("The progress of a copy")
struct CopyProgressTests {
  private func volume(
    _ rows: Int64, _ bytes: Int64, of expected: Int64?, after seconds: Double
  ) -> CopyProgress.Volume {
    CopyProgress.Volume(
      rows: rows, bytes: bytes, expectedRows: expected, elapsed: .seconds(seconds))
  }

  private func table(
    _ name: Identifier, _ volume: CopyProgress.Volume, streams: [CopyProgress.Stream] = []
  ) -> CopyProgress {
    CopyProgress(target: QualifiedName("bronze", name), volume: volume, streams: streams)
  }

  @Test(arguments: [
    (
      3_000_000, 900_000_000, 10_000_000, 10.0,
      "3,000,000 rows of about 10,000,000 (30 %), 90.0 MB/s, 24 s left"
    ),
    (50, 1_000_000, 10_000_000, 10.0, "50 rows of about 10,000,000 (0 %), 0.1 MB/s"),
    (20, 2_000, 10, 10.0, "20 rows of about 10 (99 %), 0.0 MB/s"),
    (20, 2_000, nil, 10.0, "20 rows, 0.0 MB/s"),
    (
      1_000, 50_000_000_000, 100_000, 100.0,
      "1,000 rows of about 100,000 (1 %), 500.0 MB/s, 2 h left"
    ),
    (1_000, 5_000_000, 4_000, 100.0, "1,000 rows of about 4,000 (25 %), 0.0 MB/s, 5 min left"),
  ])
  func `a line in a log says rows, share, speed and the time left`(
    rows: Int64, bytes: Int64, expected: Int64?, seconds: Double, line: String
  ) {
    var log = CopyLog(every: .seconds(5))
    let found = log.lines(for: [table("t", volume(rows, bytes, of: expected, after: seconds))])
    #expect(found == ["  bronze.t: \(line)"])
  }

  @Test func `a log tells of a table every five seconds, and of short copies never`() {
    var log = CopyLog(every: .seconds(5))
    let told = [0.5, 4.9, 5, 5.5, 9.9, 10.2, 15.3].map { seconds in
      log.lines(for: [
        table("a", volume(1, 1, of: nil, after: seconds)),
        table("b", volume(1, 1, of: nil, after: 1)),
      ]).count
    }
    #expect(told == [0, 0, 1, 0, 0, 1, 1])
  }

  @Test func `a terminal shows a line for each stream and draws over what it drew`() {
    var lines = LiveLines()
    let streams = [2, 3].map {
      CopyProgress.Stream(
        number: $0, count: 8, volume: volume(1_250_000, 100_000_000, of: 2_500_000, after: 2))
    }
    let whole = volume(3_000_000, 300_000_000, of: 20_000_000, after: 5)
    let first = lines.redrawing([table("event_rsvps", whole, streams: streams)], width: 100)
    #expect(
      first == """
          bronze.event_rsvps 2/8                     1,250,000 rows   50.0 MB/s  50 %  2 s left
          bronze.event_rsvps 3/8                     1,250,000 rows   50.0 MB/s  50 %  2 s left

        """)
    let one = [CopyProgress.Stream(number: 1, count: 1, volume: volume(7, 0, of: nil, after: 0))]
    let second = lines.redrawing([table("teams", whole, streams: one)], width: 100)
    #expect(
      second == "\u{1B}[2A\r\u{1B}[J  bronze.teams"
        + String(repeating: " ", count: 39) + "7 rows\n")
    #expect(lines.redrawing([], width: 100) == "\u{1B}[1A\r\u{1B}[J")
    #expect(lines.redrawing([], width: 100) == "")
  }

  @Test func `a line never wraps, and a name that would draw is spelled out`() {
    var lines = LiveLines()
    let streams = [CopyProgress.Stream(number: 1, count: 1, volume: volume(1, 1, of: 5, after: 1))]
    let shown = lines.redrawing(
      [table("x\u{1B}[2J", volume(1, 1, of: 5, after: 1), streams: streams)], width: 40)
    #expect(shown.count == 40)
    #expect(!shown.contains("\u{1B}"))
  }
}
