extension SchemaSnapshot {
  /// The lines that the fingerprint is taken of: the meaning of all objects, and nothing else.
  package var meaning: [UInt8] { ObjectLines(of: objects[...]).meaning }

  /// The snapshot as a file, canonical JSON with sorted keys, an object a line; and its fingerprint,
  /// which the function makes of the lines' meaning.
  package func file(
    fingerprint: ([UInt8]) -> Fingerprint
  ) async -> (bytes: [UInt8], fingerprint: Fingerprint) {
    // Half of the objects on each of two processors.
    let middle = objects.count / 2
    async let head = ObjectLines(of: objects[..<middle])
    let tail = ObjectLines(of: objects[middle...])
    let lines = await head + tail
    let fingerprint = fingerprint(lines.meaning)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.file.count + 1000)
    bytes.append(raw: "{\n")
    if let database {
      bytes.append(raw: "\"database\":")
      bytes.append(json: database)
      bytes.append(raw: ",\n")
    }
    bytes.append(raw: "\"fingerprint\":\"\(fingerprint.hexadecimal)\",\n\"format\":\(Self.format)")
    bytes.append(raw: ",\n\"notInspected\":")
    bytes.append(json: notInspected)
    bytes.append(raw: ",\n\"notVisible\":")
    bytes.append(json: notVisible)
    bytes.append(raw: ",\n\"objects\":[")
    bytes += lines.file
    bytes.append(raw: "\n],\n\"partitions\":\(unfoldsPartitions)")
    bytes.append(raw: ",\n\"reader\":\"\(reader.rawValue)\"")
    for (index, scope) in scopes.enumerated() {
      bytes.append(raw: index == 0 ? ",\n\"scopes\":[{\"excluded\":" : ",{\"excluded\":")
      bytes.append(json: scope.excluded)
      bytes.append(raw: ",\"schemas\":")
      bytes.append(json: scope.schemas)
      bytes.append(raw: index == scopes.count - 1 ? "}]" : "}")
    }
    bytes.append(raw: ",\n\"server\":\(serverVersion)\n}\n")
    return (bytes, fingerprint)
  }

  /// What is wrong with a file that should hold a snapshot.
  package enum FileMistake: Error, Sendable {
    /// Its text is not what a snapshot's is, from this byte on.
    case malformed(message: String, offset: Int)
    /// A newer whtest wrote it.
    case newerFormat(Int)
  }

  /// Reads a file's bytes.
  ///
  /// - Parameter lines: objects to leave out: where each begins, and how many bytes it has.
  package init(file bytes: [UInt8], skipping lines: [Int: Int] = [:]) throws(FileMistake) {
    var scanner = JSONScanner(bytes)
    let draft: Draft
    do throws(JSONScanner.Mistake) {
      draft = try Draft(from: &scanner, skipping: lines)
      if draft.format <= Self.format, scanner.peek() != nil {
        throw scanner.mistake("text after the end of the snapshot")
      }
    } catch {
      throw .malformed(message: error.message, offset: error.offset)
    }
    guard draft.format <= Self.format else { throw .newerFormat(draft.format) }
    self = draft.snapshot
  }

  /// The values of a file as they are read.
  private struct Draft {
    var format = 0
    var database: String?
    var reader = Snapshot.Reader.full
    var server = 0
    var unfolds = false
    var scopes: [SchemaScope] = []
    var notInspected: [String] = []
    var notVisible: [String] = []
    var objects: [SchemaObject] = []

    var snapshot: SchemaSnapshot {
      SchemaSnapshot(
        reader: reader, serverVersion: server, database: database, unfoldsPartitions: unfolds,
        scopes: scopes, notInspected: notInspected, notVisible: notVisible, objects: objects)
    }

    init(
      from scanner: inout JSONScanner, skipping lines: [Int: Int]
    ) throws(JSONScanner.Mistake) {
      try scanner.expect(UInt8(ascii: "{"))
      repeat {
        let key = try scanner.string()
        try scanner.expect(UInt8(ascii: ":"))
        switch key {
        case "database": database = try scanner.string()
        case "fingerprint": _ = try scanner.string()
        case "format":
          format = Int(try scanner.integer())
          // What follows in a newer format is not for us to judge.
          if format > SchemaSnapshot.format { return }
        case "notInspected": notInspected = try scanner.strings()
        case "notVisible": notVisible = try scanner.strings()
        case "objects": objects = try Self.objects(from: &scanner, skipping: lines)
        case "partitions": unfolds = try scanner.boolean()
        case "reader":
          guard let known = Snapshot.Reader(rawValue: try scanner.string()) else {
            throw scanner.mistake("no such reader")
          }
          reader = known
        case "scopes": scopes = try Self.scopes(from: &scanner)
        case "server": server = Int(try scanner.integer())
        default: throw scanner.mistake("no key of a snapshot is called \(key)")
        }
      } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: "}"))
      guard format > 0 else { throw scanner.mistake("the format's version is missing") }
    }

    private static func scopes(
      from scanner: inout JSONScanner
    ) throws(JSONScanner.Mistake) -> [SchemaScope] {
      var scopes: [SchemaScope] = []
      try scanner.expect(UInt8(ascii: "["))
      repeat {
        try scanner.expect(UInt8(ascii: "{"))
        var lists: [String: [String]] = [:]
        repeat {
          let key = try scanner.string()
          try scanner.expect(UInt8(ascii: ":"))
          guard ["excluded", "schemas"].contains(key) else {
            throw scanner.mistake("no key of a scope is called \(key)")
          }
          lists[key] = try scanner.strings()
        } while scanner.take(UInt8(ascii: ","))
        try scanner.expect(UInt8(ascii: "}"))
        scopes.append(
          SchemaScope(schemas: lists["schemas"] ?? [], excluded: lists["excluded"] ?? []))
      } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: "]"))
      return scopes
    }

    private static func objects(
      from scanner: inout JSONScanner, skipping lines: [Int: Int]
    ) throws(JSONScanner.Mistake) -> [SchemaObject] {
      var objects: [SchemaObject] = []
      try scanner.expect(UInt8(ascii: "["))
      if scanner.take(UInt8(ascii: "]")) { return objects }
      repeat {
        _ = scanner.peek()
        if let length = lines[scanner.offset] {
          scanner.skip(length)
        } else {
          objects.append(try SchemaObject(from: &scanner))
        }
      } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: "]"))
      return objects
    }
  }
}

/// Some objects, once as what they mean and once as a file holds them, written in one go.
private struct ObjectLines: Sendable {
  private(set) var meaning: [UInt8] = []
  private(set) var file: [UInt8] = []

  init(of objects: ArraySlice<SchemaObject>) {
    for object in objects {
      let start = meaning.count
      let place = object.appendJSON(to: &meaning)
      file.append(raw: file.isEmpty ? "\n" : ",\n")
      file += meaning[start..<place]
      if let identity = object.identity { file.append(raw: ",\"oid\":\"\(identity)\"") }
      file += meaning[place...]
      meaning.append(UInt8(ascii: "\n"))
    }
  }

  static func + (head: ObjectLines, tail: ObjectLines) -> ObjectLines {
    var lines = head
    lines.meaning += tail.meaning
    if !head.file.isEmpty, !tail.file.isEmpty { lines.file.append(UInt8(ascii: ",")) }
    lines.file += tail.file
    return lines
  }
}
