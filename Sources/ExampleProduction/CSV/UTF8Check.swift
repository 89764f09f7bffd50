/// Tells byte by byte whether a stream is UTF-8, by table 3-7 of the Unicode Standard.
struct UTF8Check: Sendable {
  enum Verdict {
    case valid
    /// The byte can stand nowhere, or not here.
    case invalid
    /// The character before the byte was not complete; the byte itself begins a new one.
    case cutShort
  }

  private var missing = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  var isComplete: Bool { missing == 0 }

  mutating func judge(_ byte: UInt8) -> Verdict {
    if missing > 0 {
      if allowed.contains(byte) {
        missing -= 1
        allowed = 0x80...0xBF
        return .valid
      }
      missing = 0
      allowed = 0x80...0xBF
      return begins(byte) ? .cutShort : .invalid
    }
    return begins(byte) ? .valid : .invalid
  }

  private mutating func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
    case 0xED: (missing, allowed) = (2, 0x80...0x9F)
    case 0xE1...0xEF: missing = 2
    case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
    case 0xF1...0xF3: missing = 3
    case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
    default: return false
    }
    return true
  }
}
