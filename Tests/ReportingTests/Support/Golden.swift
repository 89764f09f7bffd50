import FoundationEssentials
import Testing

/// The files under `Golden/`: exact bytes of what the reports look like.
///
/// `RECORD=1 swift test` rewrites them; read the difference before you commit it.
enum Golden: String, CaseIterable {
  case junit = "junit.xml"
  case junitPrefixed = "junit-prefixed.xml"
  case junitStrict = "junit-strict.xml"
  case junitStopped = "junit-stopped.xml"
  case junitHostile = "junit-hostile.xml"
  case json = "run.json"
  case jsonHostile = "run-hostile.json"
  case console = "console.txt"
  case consoleColoured = "console-coloured.txt"
  case consoleHostile = "console-hostile.txt"
  case difference = "difference.txt"
  case differenceColoured = "difference-coloured.txt"
  case differenceMarkdown = "difference.md"
  case differenceJSON = "difference.json"
  case plan = "plan.txt"

  static let folder = testFolder + "/Golden"

  /// Compares a text with the golden file, or makes it the golden file.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = Self.folder + "/" + rawValue
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      return
    }
    let golden = FileManager.default.contents(atPath: path)
    guard let golden else {
      Issue.record("no golden \(rawValue); RECORD=1 writes it", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: golden, as: UTF8.self)
    #expect(lines(text) == lines(expected), sourceLocation: sourceLocation)
    #expect(Data(text.utf8) == golden, sourceLocation: sourceLocation)
  }
}

/// The folder of these tests.
let testFolder = String(#filePath.dropLast("/Support/Golden.swift".count))

/// The lines of a text: comparing them points at the one that differs.
private func lines(_ text: String) -> [Substring] {
  text.split(separator: "\n", omittingEmptySubsequences: false)
}

@Suite("Golden files")
struct GoldenFilesTests {
  @Test("each file is a golden that a test refers to")
  func noStrangers() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder)
    #expect(Set(files) == Set(Golden.allCases.map(\.rawValue)))
  }
}
