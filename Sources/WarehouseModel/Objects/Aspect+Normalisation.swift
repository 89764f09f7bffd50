extension Aspect {
  /// A fact's text in the words that PostgreSQL would print after a dump and a reload.
  ///
  /// `x IN ('a', 'b')` on a varchar column is first printed as `(ARRAY['a'::character varying,
  /// 'b'::character varying])::text[]`; restored from that, the cast stands at each element. Both mean
  /// the same, so the cast is moved to the elements. (A backslash, an escaped string or a nested array
  /// is left as it is.)
  package func normalised(_ text: String) -> String {
    switch self {
    case .expression, .predicate, .definition, .using, .withCheck, .generated, .default, .keys:
      text.holdsCastArray ? castingElements(text) : text
    default: text
    }
  }
}

extension String {
  /// Whether `])::` is in the text: most texts hold none, so this is asked fast.
  fileprivate var holdsCastArray: Bool {
    let bytes = utf8Span.span
    guard bytes.count > 3 else { return false }
    for index in 0..<(bytes.count - 3) where bytes[index] == UInt8(ascii: "]") {
      if bytes[index + 1] == UInt8(ascii: ")"), bytes[index + 2] == UInt8(ascii: ":"),
        bytes[index + 3] == UInt8(ascii: ":")
      {
        return true
      }
    }
    return false
  }
}

/// `(ARRAY[a, b])::t[]` as `ARRAY[(a)::t, (b)::t]`, wherever it stands.
private func castingElements(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let opening = Array("(ARRAY[".utf8)
  let closing = Array("])::".utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    guard bytes[index...].starts(with: opening),
      let elements = arrayElements(of: bytes, from: index + opening.count),
      bytes[elements.end...].starts(with: closing),
      let type = arrayType(of: bytes, from: elements.end + closing.count)
    else {
      // A string or a quoted name is copied whole, lest it look like code.
      let end = afterQuoted(bytes, from: index) ?? index + 1
      result += bytes[index..<end]
      index = end
      continue
    }
    let casts = elements.items.map { Array("(".utf8) + $0 + Array(")::".utf8) + type.name }
    result += Array("ARRAY[".utf8) + Array(casts.joined(separator: Array(", ".utf8)))
    result.append(UInt8(ascii: "]"))
    index = type.end
  }
  return String(decoding: result, as: UTF8.self)
}

/// The elements up to the bracket that closes an array, and where that is; nil where one is nested.
private func arrayElements(
  of bytes: [UInt8], from start: Int
) -> (items: [[UInt8]], end: Int)? {
  var items: [[UInt8]] = [[]]
  var depth = 0
  var index = start
  while index < bytes.count {
    if let end = afterQuoted(bytes, from: index) {
      items[items.count - 1] += bytes[index..<end]
      index = end
      continue
    }
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "["): return nil
    case UInt8(ascii: "]"): return depth == 0 ? (items, index) : nil
    case UInt8(ascii: "("): depth += 1
    case UInt8(ascii: ")"): depth -= 1
    default: break
    }
    if byte == UInt8(ascii: ","), depth == 0 {
      items.append([])
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
      continue
    }
    items[items.count - 1].append(byte)
    index += 1
  }
  return nil
}

/// The name of a type that is followed by `[]`, and where that ends.
private func arrayType(of bytes: [UInt8], from start: Int) -> (name: [UInt8], end: Int)? {
  var index = start
  while index < bytes.count {
    if let end = afterQuoted(bytes, from: index) {
      index = end
      continue
    }
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "):
      index += 1
    case UInt8(ascii: "["):
      guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "]"), index > start else {
        return nil
      }
      return (Array(bytes[start..<index]), index + 2)
    default: return nil
    }
  }
  return nil
}

/// Where a string or a quoted name that begins here ends; nil where none begins.
func afterQuoted(_ bytes: [UInt8], from start: Int) -> Int? {
  let quote = bytes[start]
  guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
  var index = start + 1
  while index < bytes.count {
    if bytes[index] == quote {
      if index + 1 < bytes.count, bytes[index + 1] == quote {
        index += 2
        continue
      }
      return index + 1
    }
    index += 1
  }
  return bytes.count
}
