/// Writes canonical JSON: no spaces, and the fewest escapes that RFC 8259 allows.
extension [UInt8] {
  mutating func append(json text: String) {
    append(UInt8(ascii: "\""))
    // Most texts can be copied as they are.
    let bytes = text.utf8Span.span
    var isPlain = true
    for index in bytes.indices where isPlain {
      let byte = bytes[index]
      isPlain = byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain {
      append(contentsOf: text.utf8)
      append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        append(UInt8(ascii: "\\"))
        append(byte)
      case 0x08: append(raw: "\\b")
      case 0x09: append(raw: "\\t")
      case 0x0A: append(raw: "\\n")
      case 0x0C: append(raw: "\\f")
      case 0x0D: append(raw: "\\r")
      case 0..<0x20:
        append(raw: "\\u00")
        append(Self.digits[Int(byte >> 4)])
        append(Self.digits[Int(byte & 15)])
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }

  mutating func append(json list: some Sequence<String>) {
    append(UInt8(ascii: "["))
    var isFirst = true
    for text in list {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      append(json: text)
    }
    append(UInt8(ascii: "]"))
  }

  mutating func append(raw text: String) { append(contentsOf: text.utf8) }

  private static let digits = [UInt8]("0123456789abcdef".utf8)
}
