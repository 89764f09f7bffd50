/// Reads JSON from bytes, one value after another, without building a tree
/// ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)).
package struct JSONScanner: Sendable {
  private let bytes: [UInt8]
  package private(set) var offset: Int

  /// What stands at an offset, in bytes from 0, is not what must stand there.
  package struct Mistake: Error, Sendable {
    package let message: String
    package let offset: Int
  }

  package init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// The next byte that is no space, without taking it; nil at the end.
  package mutating func peek() -> UInt8? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case let byte: return byte
      }
    }
    return nil
  }

  /// Takes the byte if it comes next.
  package mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  package mutating func expect(_ byte: UInt8) throws(Mistake) {
    guard take(byte) else {
      let wanted = Character(Unicode.Scalar(byte))
      throw mistake(offset >= bytes.count ? "the text ends early" : "expected \(wanted)")
    }
  }

  /// Leaves out so many bytes, known to be whole values.
  mutating func skip(_ count: Int) { offset = min(offset + count, bytes.count) }

  package func mistake(_ message: String) -> Mistake { Mistake(message: message, offset: offset) }

  // MARK: - Values

  package mutating func string() throws(Mistake) -> String {
    try expect(UInt8(ascii: "\""))
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        let text = plain(start, offset)
        offset += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw mistake("a control character in a string")
      default: offset += 1
      }
    }
    throw mistake("the text ends inside a string")
  }

  package mutating func strings() throws(Mistake) -> [String] {
    var list: [String] = []
    try expect(UInt8(ascii: "["))
    if take(UInt8(ascii: "]")) { return list }
    repeat {
      if peek() == UInt8(ascii: "n") { try word("null") } else { list.append(try string()) }
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return list
  }

  package mutating func integer() throws(Mistake) -> Int64 {
    _ = peek()
    let start = offset
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) {
      offset += 1
    }
    guard let number = Int64(plain(start, offset)) else { throw mistake("expected a whole number") }
    return number
  }

  package mutating func boolean() throws(Mistake) -> Bool {
    if peek() == UInt8(ascii: "t") {
      try word("true")
      return true
    }
    try word("false")
    return false
  }

  private mutating func word(_ text: StaticString) throws(Mistake) {
    _ = peek()
    for byte in text.description.utf8 {
      guard offset < bytes.count, bytes[offset] == byte else { throw mistake("expected \(text)") }
      offset += 1
    }
  }

  // MARK: - Strings

  private func plain(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func escapedString(from start: Int) throws(Mistake) -> String {
    var text: [UInt8] = []
    text += bytes[start..<offset]
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw mistake("a control character in a string")
      default: text.append(byte)
      }
    }
    throw mistake("the text ends inside a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Mistake) {
    guard offset < bytes.count else { throw mistake("the text ends inside a string") }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try unit()
      if (0xD800..<0xDC00).contains(code), offset + 1 < bytes.count,
        bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
      {
        offset += 2
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low) else { throw mistake("half a surrogate pair") }
        code = 0x10000 + ((code - 0xD800) << 10) + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw mistake("half a surrogate pair") }
      text += Array(String(Character(scalar)).utf8)
    default: throw mistake("an unknown escape in a string")
    }
  }

  private mutating func unit() throws(Mistake) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard offset < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue
      else { throw mistake("expected four hexadecimal digits") }
      code = code << 4 | UInt32(digit)
      offset += 1
    }
    return code
  }
}
