extension SchemaObject {
  /// The names, qualified or not, that the object's definitions speak of.
  ///
  /// Of what a string holds, such as most bodies of functions, nothing depends: it is left out.
  var mentions: Set<ObjectName> {
    var names: Set<ObjectName> = []
    for known in facts where Self.speaking.contains(known.aspect) {
      switch known.fact {
      case .text(let text): note(text, in: &names)
      case .list(let list): for text in list { note(text, in: &names) }
      case .number, .flag: break
      }
    }
    return names
  }

  private static let speaking: Set<Aspect> = [
    .arguments, .baseType, .default, .definition, .expression, .function, .generated, .keys,
    .predicate, .result, .subtype, .type, .using, .withCheck,
  ]

  private func note(_ text: String, in names: inout Set<ObjectName>) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let end = endOfName(bytes, from: index)
      if end > index {
        let printed = String(decoding: bytes[index..<end], as: UTF8.self)
        names.insert(ObjectName(Identifier.parts(of: printed)))
        index = end
      } else {
        index = afterQuoted(bytes, from: index) ?? index + 1
      }
    }
  }
}

/// The name that a text begins with: that of the table in `app.t (a, b) WHERE (a > 0)`.
func leadingName(of text: String) -> ObjectName {
  let bytes = Array(text.utf8)
  let name = bytes[..<endOfName(bytes, from: 0)]
  return ObjectName(Identifier.parts(of: String(decoding: name, as: UTF8.self)))
}

/// Where a name that begins here ends, its qualification included; the place itself where none begins.
private func endOfName(_ bytes: [UInt8], from start: Int) -> Int {
  var index = start
  while index < bytes.count {
    let partStart = index
    if bytes[index] == UInt8(ascii: "\""), let end = afterQuoted(bytes, from: index) {
      index = end
    } else {
      while index < bytes.count, isLetter(bytes[index]) { index += 1 }
    }
    if index == partStart { return partStart == start ? start : partStart - 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return index }
    index += 1
  }
  return index
}

private func isLetter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
    true
  default: false
  }
}
