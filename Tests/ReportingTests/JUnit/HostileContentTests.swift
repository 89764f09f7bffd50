@testable import Reporting
import Testing
import WarehouseModel

@Suite("JUnit report with hostile content")
struct HostileContentTests {
  @Test("spells out what XML or a terminal could not bear")
  func spelledOut() throws {
    let text = try junit(Hostile.report)
    try Golden.junitHostile.expect(text)
    #expect(!text.contains("CDATA"))
    let root = try #require(ParsedXML(text))
    let failure = try #require(root.children.first?.children.first?.children.first)
    let message = try #require(failure.attributes["message"])
    #expect(message.hasPrefix("]]> \"><script>alert('x')</script>&amp;\\u{0}\\u{1B}[31mred"))
    #expect(message.contains("\\u{FFFE}\\u{FFFF}\\u{1FFFF} \\u{202E}txt.exe\\u{2028}a b c d 😀"))
    #expect(failure.text.hasPrefix(message.prefix(40)))
  }

  @Test("cuts a message of a megabyte and says so, but keeps the place")
  func megabyte() throws {
    var report = Example.report
    let huge = String(repeating: "é\u{1B}<", count: 1 << 18)
    report.assertions = [
      AssertionResult(
        suite: .quality(Example.rsvps), name: "huge", location: Example.checkResults[0].location,
        outcome: .failed(type: "whtest.quality.RowsFailed", verdict: nil, message: huge),
        evidence: Evidence(
          expected: huge, actual: huge, query: huge, sample: Array(repeating: huge, count: 99)))
    ]
    let root = try #require(ParsedXML(junit(report)))
    let failure = try #require(root.children.last?.children.last?.children.last)
    let message = try #require(failure.attributes["message"])
    #expect(message.utf8.count < 1_100)
    #expect(message.hasSuffix("bytes more]"))
    #expect(failure.text.utf8.count < 65 * 1024)
    #expect(failure.text.contains("\n    at contracts.Whtest.check(silver.odcs.yaml:31)\n"))
    #expect(failure.text.hasSuffix("bytes more]\n"))
  }

  @Test("is written in pieces, and an error on the way comes back as it was")
  func streaming() throws {
    var report = Example.report
    report.assertions = Array(repeating: Example.checkResults[0], count: 500)
    let sink = TextSink()
    try JUnitReport().write(report, to: sink, options: JUnitOptions())
    #expect(sink.writes > 20)
    #expect(throws: TextSink.Full.self) {
      try JUnitReport().write(report, to: TextSink(capacity: 9_000), options: JUnitOptions())
    }
  }
}
