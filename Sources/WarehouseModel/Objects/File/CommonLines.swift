/// The lines of two snapshot files that hold the same object, so that a difference need not read them.
///
/// Lines are the same when all is but the place in the catalogs (`oid`), which is no meaning; inside one
/// database it too, because it tells who is who. Only parts of relations are left out: what a relation,
/// a type or a sequence is explains changes of others.
struct CommonLines {
  /// Where such a line begins and how long it is without the comma behind it, in the first file.
  private(set) var first: [Int: Int] = [:]
  private(set) var second: [Int: Int] = [:]

  init(_ first: [UInt8], _ second: [UInt8]) {
    let isOneDatabase = Self.database(of: first).map { $0 == Self.database(of: second) } ?? false
    let mine = Self.lines(of: first)
    var byHash: [Int: Line] = [:]
    byHash.reserveCapacity(mine.count)
    for line in mine { byHash[line.hash] = line }
    for line in Self.lines(of: second) {
      guard let other = byHash[line.hash], other.isSame(as: line, first, second),
        !isOneDatabase || first[other.whole].elementsEqual(second[line.whole])
      else { continue }
      self.first[other.whole.lowerBound] = other.whole.count
      self.second[line.whole.lowerBound] = line.whole.count
    }
  }

  /// An object's line; `head` and `tail` are what stands before and behind its place.
  private struct Line {
    let whole: Range<Int>
    let head: Range<Int>
    let tail: Range<Int>
    let hash: Int

    func isSame(as other: Line, _ mine: [UInt8], _ others: [UInt8]) -> Bool {
      mine[head] == others[other.head] && mine[tail] == others[other.tail]
    }
  }

  private static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var last = end
      if last > start, bytes[last - 1] == UInt8(ascii: ",") { last -= 1 }
      if last - start > 1, bytes[start] == UInt8(ascii: "{"), isPart(bytes[start..<last]) {
        lines.append(line(start..<last, of: bytes))
      }
      start = end + 1
    }
    return lines
  }

  /// The line that names the database, before the first object.
  private static func database(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
    bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 4).first {
      $0.starts(with: "\"database\":".utf8)
    }
  }

  /// Whether the line is about a part of a relation: sought from the end, where the names are; inside a
  /// string the key's quotes would be escaped.
  private static func isPart(_ line: ArraySlice<UInt8>) -> Bool {
    guard let key = find(Array(",\"kind\":\"".utf8), in: line) else { return false }
    return parts.contains { line[key.upperBound...].starts(with: $0) }
  }

  /// Where a text stands last.
  private static func find(_ text: [UInt8], in line: ArraySlice<UInt8>) -> Range<Int>? {
    var index = line.endIndex - text.count
    while index > line.startIndex {
      if line[index] == text[0], line[index + 1] == text[1], line[index + 2] == text[2],
        line[index..<index + text.count].elementsEqual(text)
      {
        return index..<index + text.count
      }
      index -= 1
    }
    return nil
  }

  private static let parts = ObjectKind.allCases.filter(\.isPart).map {
    Array("\($0.rawValue)\"".utf8)
  }

  private static func line(_ whole: Range<Int>, of bytes: [UInt8]) -> Line {
    let place = self.place(in: whole, of: bytes) ?? whole.upperBound..<whole.upperBound
    let head = whole.lowerBound..<place.lowerBound
    let tail = place.upperBound..<whole.upperBound
    var hasher = Hasher()
    hasher.combine(bytes[head])
    hasher.combine(bytes[tail])
    return Line(whole: whole, head: head, tail: tail, hash: hasher.finalize())
  }

  /// `,"oid":"…"`, sought from the end; inside a string its quotes would be escaped.
  private static func place(in line: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    guard let key = find(Array(",\"oid\":\"".utf8), in: bytes[line]),
      let quote = bytes[key.upperBound..<line.upperBound].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return key.lowerBound..<quote + 1
  }
}

extension SchemaSnapshot {
  /// Reads two files for a difference, without the objects that are the same in both, where nothing
  /// else of the comparison hangs on them.
  package static func different(
    _ first: [UInt8], _ second: [UInt8]
  ) -> (Result<SchemaSnapshot, FileMistake>, Result<SchemaSnapshot, FileMistake>) {
    let common = CommonLines(first, second)
    let one = read(first, skipping: common.first)
    let other = read(second, skipping: common.second)
    if case .success(let one) = one, case .success(let other) = other,
      one.reader != other.reader || one.unfoldsPartitions != other.unfoldsPartitions
    {
      return (read(first, skipping: [:]), read(second, skipping: [:]))
    }
    return (one, other)
  }

  private static func read(
    _ bytes: [UInt8], skipping lines: [Int: Int]
  ) -> Result<SchemaSnapshot, FileMistake> {
    Result { () throws(FileMistake) in try SchemaSnapshot(file: bytes, skipping: lines) }
  }
}
