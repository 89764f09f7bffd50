@testable import Reporting
import Testing

@Suite("Text and numbers")
struct TextTests {
  struct Spelling: CustomTestStringConvertible {
    let text: String
    let name: String
    let sentence: String
    let paragraph: String
    var testDescription: String { name }

    init(_ text: String, _ name: String, _ sentence: String? = nil, _ paragraph: String? = nil) {
      self.text = text
      self.name = name
      self.sentence = sentence ?? name
      self.paragraph = paragraph ?? self.sentence
    }
  }

  @Test(
    "spells out what must not be shown as it is",
    arguments: [
      Spelling("plain é 漢 😀 \u{200F}", "plain é 漢 😀 \u{200F}"),
      Spelling("\u{1B}[2J\u{7F}\u{85}\u{9B}", "\\u{1B}[2J\\u{7F}\\u{85}\\u{9B}"),
      Spelling("\u{FFFD}\u{FFFE}\u{FFFF}\u{10FFFF}", "\u{FFFD}\\u{FFFE}\\u{FFFF}\\u{10FFFF}"),
      Spelling("\u{202E}\u{2066}\u{2029}", "\\u{202E}\\u{2066}\\u{2029}"),
      Spelling("a\nb\tc", "a\\u{A}b\\u{9}c", "a b c", "a\nb\tc"),
      Spelling("a\r\nb", "a\\u{D}\\u{A}b", "a b", "a\nb"),
      Spelling("a\rb", "a\\u{D}b", "a b", "a\\u{D}b"),
      Spelling("", ""),
    ])
  func spelling(_ spelling: Spelling) {
    #expect(spelling.text.spelledOut(as: .name) == spelling.name)
    #expect(spelling.text.spelledOut(as: .sentence) == spelling.sentence)
    #expect(spelling.text.spelledOut(as: .paragraph) == spelling.paragraph)
  }

  @Test("cuts between characters and counts what it leaves out")
  func limit() {
    #expect("12345".spelledOut(as: .name, limit: 5) == "12345")
    #expect("123456".spelledOut(as: .name, limit: 5) == "12345… [1 bytes more]")
    #expect("ééé".spelledOut(as: .name, limit: 5) == "éé… [2 bytes more]")
    #expect("ab\u{1B}c".spelledOut(as: .name, limit: 5) == "ab… [2 bytes more]")
  }

  @Test(
    "times have three decimals",
    arguments: [
      (0, "0.000"), (0.0004, "0.000"), (0.0005, "0.001"), (6.8414, "6.841"), (59.9999, "60.000"),
      (1234567.8, "1234567.800"), (-1, "0.000"), (.nan, "0.000"), (-.infinity, "0.000"),
      (.infinity, "1000000000.000"), (1e300, "1000000000.000"),
    ] as [(Double, String)])
  func times(seconds: Double, text: String) {
    #expect(Milliseconds(seconds: seconds).text == text)
  }

  @Test(
    "counts have commas",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (22930, "22,930"), (-1_234_567, "-1,234,567"),
      (.min, "-9,223,372,036,854,775,808"),
    ] as [(Int64, String)])
  func counts(number: Int64, text: String) {
    #expect(number.grouped == text)
  }

  @Test(
    "moments are in UTC, to the second",
    arguments: [
      (0, "1970-01-01T00:00:00"), (Example.morning, "2026-10-05T09:30:00"),
      (Example.morning + 0.999, "2026-10-05T09:30:00"), (951_782_399, "2000-02-28T23:59:59"),
      (951_782_400, "2000-02-29T00:00:00"), (.nan, "1970-01-01T00:00:00"),
      (1e300, "9999-12-31T23:59:59"),
    ] as [(Double, String)])
  func moments(seconds: Double, text: String) {
    #expect(timestamp(secondsSince1970: seconds) == text)
  }
}
