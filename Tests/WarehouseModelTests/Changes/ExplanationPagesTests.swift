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

  @Test(arguments: ChangeKind.allCases)
  func noLineIsLongerThanAHundred(kind: ChangeKind) {
    let lines = kind.page.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("`") })
  }
}
