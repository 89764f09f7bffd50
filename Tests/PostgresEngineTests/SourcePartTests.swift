import Testing
import WarehouseModel

@testable import PostgresEngine

struct SourcePartTests {
  private let table = QualifiedName("app", "t")
  private let megabyte: Int64 = 1 << 20

  private func member(
    _ name: Identifier, kind: String = "r", isRoot: Bool = false, isReadable: Bool = true,
    hasReadablePlaces: Bool = true, megabytes: Int64 = 1
  ) -> SourceMember {
    SourceMember(
      relation: QualifiedName("app", name), kind: kind, isRoot: isRoot, isReadable: isReadable,
      hasReadablePlaces: hasReadablePlaces, blocks: megabytes * 128, bytes: megabytes << 20,
      rows: megabytes * 1000, leastBytes: 0)
  }

  private func names(_ parts: [SourcePart]) -> [String] {
    parts.map { "\($0.relation.name)\($0.isOnly ? "" : "*") \($0.condition ?? "all")" }
  }

  @Test func rangesTouchAndTheLastHasNoEnd() {
    let parts = SourceMember.parts(of: [member("t", isRoot: true, megabytes: 100)], pieces: 3)
    #expect(
      names(parts) == [
        "t ctid < '(4266,0)'::pg_catalog.tid",
        "t ctid >= '(4266,0)'::pg_catalog.tid AND ctid < '(8533,0)'::pg_catalog.tid",
        "t ctid >= '(8533,0)'::pg_catalog.tid",
      ])
    #expect(parts.map(\.rows) == [33333, 33333, 33333])
  }

  @Test(arguments: [
    (1, true, "r"), (1000, false, "r"), (1000, true, "v"), (1000, true, "f"),
  ])
  func whatIsSmallOrHasNoPlacesIsOneStream(megabytes: Int64, hasPlaces: Bool, kind: String) {
    let parts = SourceMember.parts(
      of: [
        member(
          "t", kind: kind, isRoot: true, hasReadablePlaces: hasPlaces, megabytes: megabytes)
      ], pieces: 8)
    #expect(parts.map(\.blocks) == [nil])
    #expect(parts.map(\.isPlain) == [kind == "r"])
  }

  @Test func oneSessionGetsOneStream() {
    let parts = SourceMember.parts(of: [member("t", isRoot: true, megabytes: 1000)], pieces: 1)
    #expect(names(parts) == ["t all"])
  }

  @Test func leavesAreStreamsOfTheirOwnAndLargeOnesSeveral() {
    let parts = SourceMember.parts(
      of: [
        member("t", kind: "p", isRoot: true), member("middle", kind: "p"),
        member("a", megabytes: 40), member("b", megabytes: 400), member("c", kind: "f"),
      ], pieces: 4)
    #expect(parts.map(\.relation.name.text) == ["a", "b", "b", "b", "b", "c"])
    #expect(parts.map(\.isPlain) == [true, false, false, false, false, false])
  }

  @Test func aLeafThatMayNotBeReadLeavesAllToTheParent() {
    let parts = SourceMember.parts(
      of: [
        member("t", kind: "p", isRoot: true), member("a", megabytes: 400),
        member("b", isReadable: false),
      ], pieces: 4)
    #expect(names(parts) == ["t* all"])
    #expect(parts.map(\.bytes) == [401 * megabyte])
  }

  @Test func childrenOfATableAreStreamsBesideItsOwnRows() {
    let parts = SourceMember.parts(of: [member("t", isRoot: true), member("child")], pieces: 4)
    #expect(names(parts) == ["t all", "child all"])
  }
}
