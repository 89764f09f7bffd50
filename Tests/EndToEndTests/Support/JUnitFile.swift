import Foundation
import FoundationXML

/// A JUnit report as a reader sees it; a file that is not well-formed throws.
struct JUnitFile {
  struct Case {
    let suite: String
    let name: String
    var file: String?
    var line: Int?
    /// `failure`, `error`, `skipped`, or nothing.
    var result: String?
    var message = ""
    var body = ""

    var identity: String { "\(suite) \(name)" }
    var place: String { "\(file ?? ""):\(line ?? 0)" }
  }

  struct Suite {
    let name: String
    let tests: Int
    let failures: Int
    let errors: Int
    let skipped: Int
  }

  let totals: Suite
  let suites: [Suite]
  let cases: [Case]

  init(path: String) throws {
    let parser = XMLParser(data: try Data(contentsOf: URL(filePath: path)))
    let reader = Reader()
    parser.delegate = reader
    guard parser.parse(), let totals = reader.totals else {
      throw TestMistake("\(path): \(parser.parserError.map { "\($0)" } ?? "no testsuites")")
    }
    (self.totals, suites, cases) = (totals, reader.suites, reader.cases)
  }

  func cases(_ result: String?) -> [Case] { cases.filter { $0.result == result } }

  func first(_ identity: String) -> Case? { cases.first { $0.identity == identity } }

  var identities: Set<String> { Set(cases.map(\.identity)) }

  var warned: [Case] { cases.filter { $0.message.hasPrefix("WARN: ") } }
  var gated: [Case] { cases.filter { $0.message.hasPrefix("GATED: ") } }
  var red: [Case] { cases("failure") + cases("error") }
}

private final class Reader: NSObject, XMLParserDelegate {
  var totals: JUnitFile.Suite?
  var suites: [JUnitFile.Suite] = []
  var cases: [JUnitFile.Case] = []
  private var isInResult = false

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    func number(_ name: String) -> Int { attributes[name].flatMap { Int($0) } ?? -1 }
    let suite = JUnitFile.Suite(
      name: attributes["name"] ?? "", tests: number("tests"), failures: number("failures"),
      errors: number("errors"), skipped: number("skipped"))
    switch element {
    case "testsuites": totals = suite
    case "testsuite": suites.append(suite)
    case "testcase":
      cases.append(
        JUnitFile.Case(
          suite: attributes["classname"] ?? "", name: suite.name, file: attributes["file"],
          line: attributes["line"].flatMap { Int($0) }))
    case "failure", "error", "skipped":
      guard let last = cases.indices.last else { return }
      isInResult = true
      cases[last].result = element
      cases[last].message = attributes["message"] ?? ""
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    isInResult = false
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let last = cases.indices.last, isInResult else { return }
    cases[last].body += text
  }
}
