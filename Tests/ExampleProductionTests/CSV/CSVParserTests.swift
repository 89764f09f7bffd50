import Testing

@testable import ExampleProduction

@Suite("The CSV reader")
struct CSVParserTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let input: [UInt8]
    let records: [String]
    let mistakes: [String]

    init(_ name: String, _ input: String, _ records: [String], mistakes: [String] = []) {
      self.init(name, bytes: Array(input.utf8), records, mistakes: mistakes)
    }

    init(_ name: String, bytes: [UInt8], _ records: [String], mistakes: [String] = []) {
      self.name = name
      input = bytes
      self.records = records
      self.mistakes = mistakes
    }

    var testDescription: String { name }
  }

  static let cases = [
    // A record is shown as line:column=value for each field; q marks quotes.
    Case("nothing", "", []),
    Case("one line", "a,b\n", ["1:1=a 1:3=b"]),
    Case("no newline at the end", "a,b\nc,d", ["1:1=a 1:3=b", "2:1=c 2:3=d"]),
    Case("CRLF", "a,b\r\nc,d\r\n", ["1:1=a 1:3=b", "2:1=c 2:3=d"]),
    Case("CR at the very end", "a,b\r", ["1:1=a 1:3=b"]),
    Case("empty fields", ",\n,", ["1:1= 1:2=", "2:1= 2:2="]),
    Case("a byte order mark", "\u{FEFF}a,b\n", ["1:1=a 1:3=b"]),
    Case("a byte order mark and a quote", "\u{FEFF}\"a\",b\n", ["1:1=qa 1:5=b"]),
    Case("a byte order mark alone", "\u{FEFF}", []),
    Case("no byte order mark, but its first byte", "ï,b", ["1:1=ï 1:3=b"]),
    Case("one letter", "a", ["1:1=a"]),
    Case("a comma in quotes", "\"a,b\",c\n", ["1:1=qa,b 1:7=c"]),
    Case("doubled quotes", "\"a\"\"b\",\"\"\"\"\n", ["1:1=qa\"b 1:8=q\""]),
    Case("empty quotes", "\"\",x\n", ["1:1=q 1:4=x"]),
    Case("empty quotes at the end", "x,\"\"", ["1:1=x 1:3=q"]),
    Case("a line break in quotes", "\"a\nb\",c\nd,e\n", ["1:1=qa\nb 2:4=c", "3:1=d 3:3=e"]),
    Case("CRLF in quotes stays", "\"a\r\nb\",c\r\n", ["1:1=qa\r\nb 2:4=c"]),
    Case("columns count scalars", "äöü,𝄞,x\n", ["1:1=äöü 1:5=𝄞 1:7=x"]),
    Case("a blank line", "a,b\n\nc,d\n", ["1:1=a 1:3=b", "2:1=", "3:1=c 3:3=d"]),
    Case("spaces are kept", " a , b \n", ["1:1= a  1:5= b "]),
    Case(
      "a quote inside a bare field", "a\"b,c\n", ["1:1=a\"b 1:5=c"],
      mistakes: ["1:2 csv-quote-stray"]),
    Case(
      "text after a closing quote", "x\n\"a\"b,c\n", ["1:1=x", "2:1=qab 2:6=c"],
      mistakes: ["2:4 csv-quote-stray"]),
    Case(
      "a quote that is never closed", "a,b\nc,\"d\ne,f\n", ["1:1=a 1:3=b", "2:1=c 2:3=qd\ne,f\n"],
      mistakes: ["2:3 csv-quote-unterminated"]),
    Case(
      "a lone carriage return", "a\rb,c\n", ["1:1=ab 1:5=c"],
      mistakes: ["1:3 csv-line-end"]),
    Case("NUL", "a\0b\n", ["1:1=a\0b"], mistakes: ["1:2 csv-nul"]),
    Case(
      "a stray continuation byte", bytes: [0x61, 0x80, 0x2C, 0x62], ["1:1=a\u{FFFD} 1:3=b"],
      mistakes: ["1:2 csv-encoding"]),
    Case(
      "Latin-1", bytes: [0x61, 0xE9, 0x2C, 0x62], ["1:1=a\u{FFFD} 1:4=b"],
      mistakes: ["1:3 csv-encoding"]),
    Case(
      "an overlong encoding", bytes: [0xC0, 0xAF], ["1:1=\u{FFFD}\u{FFFD}"],
      mistakes: ["1:1 csv-encoding", "1:2 csv-encoding"]),
    Case(
      "a surrogate", bytes: [0xED, 0xA0, 0x80], ["1:1=\u{FFFD}\u{FFFD}\u{FFFD}"],
      mistakes: ["1:2 csv-encoding", "1:2 csv-encoding"]),
    Case(
      "a character that the end cuts", bytes: [0x61, 0xE2, 0x82], ["1:1=a\u{FFFD}"],
      mistakes: ["1:3 csv-encoding"]),
  ]

  @Test("reads", arguments: cases)
  func reads(_ example: Case) {
    for size in [1, 2, 3, 1000] {
      let (records, mistakes) = read(example.input, chunk: size)
      #expect(records == example.records, "in chunks of \(size)")
      #expect(mistakes == example.mistakes, "in chunks of \(size)")
    }
  }

  @Test("stops at twenty mistakes")
  func manyMistakes() {
    let input = Array(String(repeating: "a\"\n", count: 1000).utf8)
    let (records, mistakes) = read(input, chunk: 100)
    #expect(mistakes.count == 20)
    #expect(records.count < 21)
  }

  @Test("gives up on a quote that swallows the file")
  func hugeRecord() {
    var parser = CSVParser()
    var index = 0
    var completed = parser.advance(through: Array("\"x".utf8), from: &index)
    let chunk = [UInt8](repeating: UInt8(ascii: "y"), count: 1 << 20)
    var chunks = 0
    while !parser.hasGivenUp, chunks < 100 {
      index = 0
      completed = parser.advance(through: chunk, from: &index) || completed
      chunks += 1
    }
    completed = parser.finish() || completed
    #expect(!completed)
    #expect(chunks == 16)
    #expect(parser.mistakes.map(\.id) == ["csv-record-too-long"])
  }

  private func read(_ input: [UInt8], chunk: Int) -> (records: [String], mistakes: [String]) {
    var parser = CSVParser()
    var records: [String] = []
    for start in stride(from: 0, to: input.count, by: chunk) {
      let piece = Array(input[start..<min(start + chunk, input.count)])
      var index = 0
      while parser.advance(through: piece, from: &index) { records.append(show(parser.record)) }
    }
    if parser.finish() { records.append(show(parser.record)) }
    return (
      records, parser.mistakes.map { "\($0.position.line):\($0.position.column) \($0.id)" }
    )
  }

  private func show(_ record: CSVRecord) -> String {
    record.fields.map { field in
      "\(field.position.line):\(field.position.column)=\(field.isQuoted ? "q" : "")"
        + record.text(of: field)
    }.joined(separator: " ")
  }
}
