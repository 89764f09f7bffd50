/// Reads the JSON that libpg_query prints.
///
/// `JSONDecoder` stops at 512 levels, which a long `a || b || …` passes, and tries one type after
/// the other at each value.
struct SyntaxTreeReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// Each level costs a frame here and in every walk over the tree.
  private static let depthLimit = 4000

  /// Returns nil for a tree that is nested too deeply to be walked.
  static func tree(from bytes: [UInt8]) -> SyntaxNode? {
    var reader = SyntaxTreeReader(bytes: bytes)
    return reader.value()
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value() -> SyntaxNode? {
    switch next {
    case UInt8(ascii: "{"): object()
    case UInt8(ascii: "["): list()
    case UInt8(ascii: "\""): string().map(SyntaxNode.text)
    case nil: nil
    default: word()
    }
  }

  private mutating func object() -> SyntaxNode? {
    var members: [(key: String, value: SyntaxNode)] = []
    let isWhole = nested(until: UInt8(ascii: "}")) { reader in
      guard let key = reader.string(), reader.skip(UInt8(ascii: ":")), let value = reader.value()
      else { return false }
      members.append((key, value))
      return true
    }
    return isWhole ? .object(members) : nil
  }

  private mutating func list() -> SyntaxNode? {
    var elements: [SyntaxNode] = []
    let isWhole = nested(until: UInt8(ascii: "]")) { reader in
      guard let value = reader.value() else { return false }
      elements.append(value)
      return true
    }
    return isWhole ? .list(elements) : nil
  }

  /// Reads what stands between brackets, parted by commas.
  private mutating func nested(
    until end: UInt8, _ element: (inout SyntaxTreeReader) -> Bool
  ) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { return false }
    position += 1
    if skip(end) { return true }
    while element(&self) {
      if skip(end) { return true }
      guard skip(UInt8(ascii: ",")) else { return false }
    }
    return false
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func string() -> String? {
    guard skip(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += escaped()
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> [UInt8] {
    guard let byte = next else { return [] }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
      position += digits.utf8.count
      // The parser escapes nothing but control characters: one scalar each, no surrogates.
      return Array(
        String(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}").utf8)
    default: return [byte]
    }
  }

  private mutating func word() -> SyntaxNode? {
    let start = position
    while let byte = next, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"),
      byte != UInt8(ascii: "]")
    { position += 1 }
    guard position > start else { return nil }
    return Int(String(decoding: bytes[start..<position], as: UTF8.self)).map(SyntaxNode.number)
      ?? .other
  }
}
