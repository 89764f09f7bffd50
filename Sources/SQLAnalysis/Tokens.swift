/// The tokens of a text that are not comments, as ranges of bytes.
///
/// Read from the `ScanResult` message of libpg_query's `pg_query.proto`, of which three fields
/// matter: `tokens` (2), and in a token `start` (1), `end` (2) and `token` (4).
struct Tokens {
  let ranges: [Range<Int>]

  init(of text: String) throws(SQLSyntaxError) {
    var message = WireReader(try Grammar.scan(text)[...])
    var ranges: [Range<Int>] = []
    while let field = message.next() {
      guard field.number == 2, case .bytes(let bytes) = field.value else { continue }
      var token = WireReader(bytes)
      var (start, end, kind) = (0, 0, 0)
      while let field = token.next() {
        guard case .number(let number) = field.value else { continue }
        switch field.number {
        case 1: start = number
        case 2: end = number
        case 4: kind = number
        default: break
        }
      }
      let isComment = kind == 275 || kind == 276  // SQL_COMMENT, C_COMMENT
      if !isComment, start <= end { ranges.append(start..<end) }
    }
    self.ranges = ranges
  }
}

/// Reads fields of the [wire format](https://protobuf.dev/programming-guides/encoding/).
private struct WireReader {
  enum Value {
    case number(Int)
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  mutating func next() -> (number: Int, value: Value)? {
    guard let tag = varint() else { return nil }
    switch tag & 7 {
    case 0: return varint().map { (tag >> 3, .number($0)) }
    case 2:
      guard let length = varint(), length <= rest.count else { return nil }
      defer { rest = rest.dropFirst(length) }
      return (tag >> 3, .bytes(rest.prefix(length)))
    default: return nil
    }
  }

  private mutating func varint() -> Int? {
    var (result, shift) = (0, 0)
    while let byte = rest.popFirst(), shift < 63 {
      result |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    return nil
  }
}
