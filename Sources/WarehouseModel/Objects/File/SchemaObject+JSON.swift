extension SchemaObject {
  /// The object as one line of canonical JSON without its place in the catalogs; returns where that
  /// would stand.
  func appendJSON(to bytes: inout [UInt8]) -> Int {
    bytes.append(raw: "{\"facts\":{")
    for (index, known) in facts.enumerated() {
      bytes.append(raw: index == 0 ? "\"" : ",\"")
      bytes.append(raw: known.aspect.rawValue)
      bytes.append(raw: "\":")
      switch known.fact {
      case .text(let text): bytes.append(json: text)
      case .number(let number): bytes.append(raw: String(number))
      case .flag: bytes.append(raw: "true")
      case .list(let list): bytes.append(json: list)
      }
    }
    bytes.append(raw: "},\"kind\":\"")
    bytes.append(raw: kind.rawValue)
    bytes.append(raw: "\",\"name\":")
    bytes.append(json: name.path.lazy.map(\.text))
    let place = bytes.count
    if let signature = name.signature {
      bytes.append(raw: ",\"signature\":")
      bytes.append(json: signature)
    }
    bytes.append(UInt8(ascii: "}"))
    return place
  }

  /// Reads one object.
  init(from scanner: inout JSONScanner) throws(JSONScanner.Mistake) {
    var kind: ObjectKind?
    var path: [String]?
    var signature: String?
    var facts: [Known] = []
    var identity: CatalogIdentity?
    let start = scanner
    try scanner.expect(UInt8(ascii: "{"))
    repeat {
      let key = try scanner.string()
      try scanner.expect(UInt8(ascii: ":"))
      switch key {
      case "facts": facts = try Self.facts(from: &scanner)
      case "kind":
        let name = try scanner.string()
        guard let known = ObjectKind(name: name) else {
          throw scanner.mistake("no kind of object is called \(name)")
        }
        kind = known
      case "name": path = try scanner.strings()
      case "oid": identity = CatalogIdentity(try scanner.string())
      case "signature": signature = try scanner.string()
      default: throw scanner.mistake("no key of an object is called \(key)")
      }
    } while scanner.take(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: "}"))
    guard let kind, let path else { throw start.mistake("an object lacks its kind or its name") }
    self.init(
      kind: kind, name: ObjectName(path.map { Identifier($0) }, signature: signature),
      sortedFacts: facts, identity: identity)
  }

  private static func facts(
    from scanner: inout JSONScanner
  ) throws(JSONScanner.Mistake) -> [Known] {
    var facts: [Known] = []
    var last = ""
    var isSorted = true
    try scanner.expect(UInt8(ascii: "{"))
    if scanner.take(UInt8(ascii: "}")) { return facts }
    repeat {
      let key = try scanner.string()
      guard let aspect = Aspect(name: key) else {
        throw scanner.mistake("no fact is called \(key)")
      }
      // Names of aspects are ASCII, where Swift's order is that of the bytes.
      isSorted = isSorted && last < key
      last = key
      try scanner.expect(UInt8(ascii: ":"))
      switch aspect.shape {
      case .text: facts.append(Known(aspect, .text(try scanner.string())))
      case .number: facts.append(Known(aspect, .number(try scanner.integer())))
      case .flag: if try scanner.boolean() { facts.append(Known(aspect, .flag)) }
      case .list: facts.append(Known(aspect, .list(try scanner.strings())))
      }
    } while scanner.take(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: "}"))
    return isSorted ? facts : facts.sorted { $0.aspect < $1.aspect }
  }
}

extension CatalogIdentity: CustomStringConvertible {
  /// The OID, the column's number behind a dot, the labels' OIDs behind a colon, the hash of
  /// stored expressions behind a `#`: `16385.2#-71`.
  package var description: String {
    (sub == 0 ? "\(oid)" : "\(oid).\(sub)")
      + (labels.isEmpty ? "" : ":" + labels.map(String.init).joined(separator: ","))
      + (tree.map { "#\($0)" } ?? "")
  }

  init?(_ text: String) {
    let halves = text.split(separator: "#", maxSplits: 1)
    let parts = (halves.first ?? "").split(separator: ":", maxSplits: 1)
    let numbers = (parts.first ?? "").split(separator: ".")
    guard let first = numbers.first, let oid = UInt32(first) else { return nil }
    self.init(
      oid: oid, sub: numbers.count > 1 ? Int32(numbers[1]) ?? 0 : 0,
      labels: parts.count > 1 ? parts[1].split(separator: ",").compactMap { UInt32($0) } : [],
      tree: halves.count > 1 ? Int64(halves[1]) : nil)
  }
}
