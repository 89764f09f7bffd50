import PostgresClient
import Testing
import WarehouseModel

@testable import PostgresEngine

struct CopyAgendaTests {
  private func job(_ table: String, sizes: Int64...) -> LandingJob {
    let landing = Landing.app(table, "id integer")
    let parts = sizes.enumerated().map { index, bytes in
      SourcePart(
        QualifiedName("app", Identifier("\(table)\(index)")), isOnly: true, isPlain: true,
        bytes: bytes,
        rows: nil)
    }
    return LandingJob(
      landing: landing, target: landing.target,
      transfers: [Transfer(landing, [], into: landing.target, parts: parts)],
      leastBytes: 0)
  }

  @Test func theLargestComesFirstAndEqualOnesInTheOrderOfThePlan() {
    let agenda = Words([job("a", sizes: 1, 5), job("b", sizes: 9), job("c", sizes: 5)])
    #expect(agenda.next(5) == ["b0", "a1", "c0", "a0", nil])
  }

  @Test func aTableIsFinishedOnceAllOfItIsThere() {
    let agenda = Words([job("a", sizes: 2, 1)])
    _ = agenda.next(2)
    agenda.copied(CopyVolume(rows: 3, bytes: 30))
    #expect(agenda.next() == nil)
    agenda.copied(CopyVolume(rows: 4, bytes: 40))
    #expect(agenda.next() == "finish 0")
    #expect(agenda.volumes == [CopyVolume(rows: 7, bytes: 70)])
  }

  @Test func aRefusedTableIsEmptiedAndCopiedAsTextAndNothingOfBinaryIsCounted() {
    let agenda = Words([job("a", sizes: 3, 2, 1)])
    _ = agenda.next(2)
    #expect(agenda.refused())
    // The third part is not begun, and the second is still under way.
    #expect(agenda.next() == nil)
    agenda.copied(CopyVolume(rows: 4, bytes: 40))
    #expect(agenda.next() == "empty 0")
    #expect(agenda.next() == nil)
    agenda.emptied()
    #expect(agenda.next(4) == ["a0!", "a1!", "a2!", nil])
    for _ in 0..<3 { agenda.copied(CopyVolume(rows: 1, bytes: 1)) }
    #expect(agenda.next() == "finish 0")
    #expect(agenda.volumes == [CopyVolume(rows: 3, bytes: 3)])
  }

  @Test func twoPartsThatAreRefusedEmptyTheTableOnce() {
    let agenda = Words([job("a", sizes: 2, 1)])
    _ = agenda.next(2)
    #expect(agenda.refused())
    #expect(agenda.refused())
    #expect(agenda.next() == "empty 0")
    #expect(agenda.next() == nil)
  }

  @Test func textThatIsRefusedIsTheEnd() {
    let agenda = Words([job("a", sizes: 1)])
    _ = agenda.next()
    #expect(agenda.refused())
    _ = agenda.next()
    agenda.emptied()
    _ = agenda.next()
    #expect(!agenda.refused())
  }
}

/// An agenda that speaks in words: tables, with an exclamation mark for text.
private final class Words {
  private var agenda: CopyAgenda

  init(_ jobs: [LandingJob]) {
    agenda = CopyAgenda(jobs)
  }

  func next() -> String? {
    switch agenda.next() {
    case .copy(_, _, let stream):
      "\(stream.part.relation.name)\(stream.copyIn.contains("text") ? "!" : "")"
    case .empty(let job, _): "empty \(job)"
    case .finish(let job): "finish \(job)"
    case nil: nil
    }
  }

  func next(_ count: Int) -> [String?] { (0..<count).map { _ in next() } }
  func copied(_ volume: CopyVolume) { agenda.copied(job: 0, transfer: 0, volume) }
  func refused() -> Bool { agenda.refused(job: 0, transfer: 0) }
  func emptied() { agenda.emptied(job: 0, transfer: 0) }
  var volumes: [CopyVolume] { agenda.volumes(of: 0) }
}
