import Definitions
import Foundation
import Testing
import WarehouseModel

/// Whatever names and comments a database has, our reader takes the same out of a draft.
@Suite("Drafts with random names")
struct DraftFuzzTests {
  private static let pieces: [String] = [
    "a", "B", "é", "e\u{301}", "ß", "日本", "😀", " ", "  ", ": ", " #", "#", "- ", "? ", "&a ", "*a ",
    "*a: ",
    "]:", "{", "}", "[", "]", ",", "\"", "'", "\\", "\n", "\t", "\r", "\r\n", "|", ">", "%", "@",
    "`", "!",
    "!!str ", "<<", "=", "~", "null", "yes", "no", "true", "1.0", "0x1F", "1e3", "2024-01-01", "-",
    ".",
    "/", "...", "---", "${x}", "\u{1}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}",
    "\u{FEFF}", "\u{200B}", "\u{202E}", "\u{FFFE}", "\u{10FFFF}", "\u{E000}", "\u{301}", "$$",
  ]

  private func text(_ generator: inout ContractFuzzTests.Generator) -> String {
    (0..<Int.random(in: 1...4, using: &generator))
      .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// Our reader takes a name of spaces for none, and Yams loses a byte order mark that begins a text.
  private func isWritable(_ name: Identifier) -> Bool {
    !name.text.allSatisfy(\.isWhitespace) && name.text.unicodeScalars.first != "\u{FEFF}"
  }

  @Test(arguments: UInt64(0)..<12)
  func `hold each name and each value to the byte`(_ seed: UInt64) throws {
    var generator = ContractFuzzTests.Generator(state: seed)
    for _ in 0..<15 {
      let labels = Array(Set((0..<3).map { _ in text(&generator) }))
      let schema = Identifier("s" + text(&generator))
      let type = SchemaObject(
        kind: .enumeration, name: ObjectName([schema, "mood"]),
        facts: [.init(.labels, .list(labels))])
      var table = Table(schema, Identifier(text(&generator)))
      table.facts = [.comment(text(&generator) + "\n" + text(&generator))]
      var names: [Identifier] = []
      for _ in 0..<6 {
        let name = Identifier(text(&generator))
        guard !names.contains(name) else { continue }
        names.append(name)
        table = table.column(
          name, "\(schema.quoted).mood", .comment(text(&generator)), .notNull)
      }
      let snapshot = SchemaSnapshot(table, others: [type])
      guard (try? snapshot.drafts(into: .folder("none")))?.files.isEmpty == false else {
        // What cannot be written is left out.
        #expect(!isWritable(table.name.name) || !names.contains(where: isWritable))
        continue
      }
      let contract = try snapshot.contract()
      let object = try #require(contract.objects.first)
      #expect(object.relation == table.name)
      #expect(object.properties.map(\.column) == names.filter(isWritable))
      for property in object.properties {
        #expect(
          property.quality.map(\.metric)
            == (labels.contains { $0.unicodeScalars.first == "\u{FEFF}" }
              ? [] : [.invalidValues(Validity(values: labels.map(Literal.string)))]))
        #expect(property.physicalType?.value == DataType("\(schema.quoted).mood"))
      }
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `take additions without a byte of them lost`(_ seed: UInt64) throws {
    var generator = ContractFuzzTests.Generator(state: seed)
    for _ in 0..<10 {
      let folder = try TemporaryFolder()
      let before = (0..<3).map { number in
        Table("public", Identifier("t\(number)" + text(&generator)))
          .column("a", "text", .comment(text(&generator)))
      }
      let first = try SchemaSnapshot(before).drafts(into: .folder(folder.path))
      let file = try #require(first.files.first)
      try Data(file.bytes).write(to: URL(filePath: file.path))
      var after = before.map { $0.column(Identifier("b" + text(&generator)), "text") }
      after.append(
        Table("public", Identifier("t9" + text(&generator)))
          .column("c", "text", .comment(text(&generator))))
      let second = try SchemaSnapshot(after).drafts(into: .folder(folder.path))
      let changed = try #require(second.files.first)
      #expect(second.files.count == 1)
      #expect(isSubsequence(lines(file.bytes), of: lines(changed.bytes)))
      try Data(changed.bytes).write(to: URL(filePath: changed.path))
      let read = try contracts(in: [changed.path], environment: [:])
      #expect(read.warnings == [])
      #expect(
        read.contracts.map { $0.objects.map { $0.properties.count } } == [[2, 2, 2, 1]])
      #expect(try SchemaSnapshot(after).drafts(into: .folder(folder.path)).files.isEmpty)
    }
  }

  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  private func isSubsequence(_ old: [ArraySlice<UInt8>], of new: [ArraySlice<UInt8>]) -> Bool {
    var rest = old[...]
    for line in new where line == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
