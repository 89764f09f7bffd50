import FoundationEssentials
import Testing
import WarehouseModel

/// The pages in `docs/changes` are what `whtest explain` prints; `RECORD=1 swift test` rewrites them.
@Suite struct ExplanationPagesTests {
  private static let folder =
    "\(#filePath)".split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/\($1)" }
    + "/docs/changes"

  @Test(arguments: ChangeKind.allCases)
  func eachKindHasItsPage(kind: ChangeKind) throws {
    let path = "\(Self.folder)/\(kind.rawValue).md"
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(kind.page.utf8).write(to: URL(filePath: path))
      return
    }
    let page = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(page == kind.page, "RECORD=1 writes it")
  }

  @Test func noPageIsWithoutAKind() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    let expected = Set(ChangeKind.allCases.map { "\($0.rawValue).md" })
    #expect(Set(files).subtracting(expected) == [])
  }

  @Test func theListOfAllIdsHasEachOnce() throws {
    let path = Self.folder.dropLast("/changes".count) + "/diff.md"
    let page = try #require(FileManager.default.contents(atPath: String(path)))
    let list = String(decoding: page, as: UTF8.self).split(separator: "## All ids").last ?? ""
    let ids = list.matches(of: /\[([a-z-]+)\]\(changes\/([a-z-]+)\.md\)/).map { match in
      #expect(match.1 == match.2)
      return String(match.1)
    }
    #expect(ids == ChangeKind.allCases.map(\.rawValue))
  }

  @Test(arguments: ChangeKind.allCases)
  func noLineIsLongerThanAHundred(kind: ChangeKind) {
    let lines = kind.page.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("`") })
  }
}
