import Testing
import WarehouseModel

/// A snapshot file is read back as it was written, and anything else is refused with its place.
@Suite struct SnapshotFileTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let message: String

    var testDescription: String { name }
  }

  private static let sample = snapshot([
    SchemaObject(
      kind: .enumeration, name: ObjectName(["Odd \"s\n", "é"]),
      facts: [.init(.labels, .list(["", "a\u{1}\\", "\u{1F600}"])), .init(.owner, .text("me"))],
      identity: CatalogIdentity(oid: 4_294_967_295, labels: [7, 8, 9], tree: .min)),
    object(
      .sequence, ["app", "s"],
      [.init(.cycle, .flag), .init(.maximum, .number(.max)), .init(.minimum, .number(.min))]),
    object(.column, ["app", "t", "a.b"], oid: 5, sub: 2, tree: 71),
  ])
  private let file: [UInt8]

  init() async {
    file = await Self.sample.file { _ in
      Fingerprint(hexadecimal: String(repeating: "0", count: 64))
    }.bytes
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let read = try SchemaSnapshot(file: file)
    #expect(read.meaning == Self.sample.meaning)
    #expect(read.objects.map(\.identity) == Self.sample.objects.map(\.identity))
    #expect(read.database == "1/1")
  }

  @Test func noBeginningOfAFileIsAFile() {
    for length in 0..<(file.count - 2) {
      #expect(throws: SchemaSnapshot.FileMistake.self, "\(length) bytes") {
        try SchemaSnapshot(file: Array(file.prefix(length)))
      }
    }
  }

  @Test func aNewerFormatIsToldFromADamagedFile() {
    let text = #"{"fingerprint":"","format":9,"novel":{"x":[1]}}"#
    #expect {
      try SchemaSnapshot(file: Array(text.utf8))
    } throws: { error in
      if case SchemaSnapshot.FileMistake.newerFormat(9) = error { true } else { false }
    }
  }

  static let malformed = [
    Case(name: "empty", text: "", message: "the text ends early"),
    Case(name: "a list", text: "[]", message: "expected {"),
    Case(name: "no format", text: #"{"server":1}"#, message: "the format's version is missing"),
    Case(name: "a number as text", text: #"{"format":"1"}"#, message: "expected a whole number"),
    Case(
      name: "an unknown key", text: #"{"format":1,"x":1}"#,
      message: "no key of a snapshot is called x"),
    Case(
      name: "an unknown kind", text: #"{"format":1,"objects":[{"kind":"tabel"}]}"#,
      message: "no kind of object is called tabel"),
    Case(
      name: "a nameless object", text: #"{"format":1,"objects":[{"kind":"table"}]}"#,
      message: "an object lacks its kind or its name"),
    Case(
      name: "an unknown fact", text: #"{"format":1,"objects":[{"facts":{"colour":"red"}}]}"#,
      message: "no fact is called colour"),
    Case(
      name: "a fact of another shape", text: #"{"format":1,"objects":[{"facts":{"labels":"x"}}]}"#,
      message: "expected ["),
    Case(
      name: "text after the end", text: #"{"format":1} {}"#,
      message: "text after the end of the snapshot"),
    Case(
      name: "a number too large", text: #"{"format":99999999999999999999}"#,
      message: "expected a whole number"),
    Case(name: "half a surrogate", text: #"{"\ud800x":1}"#, message: "half a surrogate pair"),
    Case(
      name: "two high surrogates", text: #"{"\ud800\ud800":1}"#, message: "half a surrogate pair"),
    Case(name: "an unknown escape", text: #"{"\x":1}"#, message: "an unknown escape in a string"),
    Case(
      name: "a bare line break", text: "{\"a\nb\":1}", message: "a control character in a string"),
    Case(
      name: "a line break behind an escape", text: "{\"\\t\n\":1}",
      message: "a control character in a string"),
    Case(name: "an unknown reader", text: #"{"format":1,"reader":"x"}"#, message: "no such reader"),
  ]

  @Test(arguments: malformed)
  func aDamagedFileIsRefused(damaged: Case) {
    #expect {
      try SchemaSnapshot(file: Array(damaged.text.utf8))
    } throws: { error in
      guard case SchemaSnapshot.FileMistake.malformed(let message, let offset) = error else {
        return false
      }
      return message == damaged.message && offset <= damaged.text.utf8.count
    }
  }
}
