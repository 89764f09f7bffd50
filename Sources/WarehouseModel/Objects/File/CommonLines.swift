/// The lines of two snapshot files that hold the same object, so that a difference need not read them.
///
/// Lines are the same when all is but the place in the catalogs (`oid`), which is no meaning.
struct CommonLines {
  /// Where such a line begins and how long it is without the comma behind it, in the first file.
  private(set) var first: [Int: Int] = [:]
  private(set) var second: [Int: Int] = [:]

  init(_ first: [UInt8], _ second: [UInt8]) {
    let mine = Self.lines(of: first)
    var byHash: [Int: Line] = [:]
    byHash.reserveCapacity(mine.count)
    for line in mine { byHash[line.hash] = line }
    for line in Self.lines(of: second) {
      guard let other = byHash[line.hash], other.isSame(as: line, first, second) else { continue }
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
      if last - start > 1, bytes[start] == UInt8(ascii: "{") {
        lines.append(line(start..<last, of: bytes))
      }
      start = end + 1
    }
    return lines
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
    let key = Array(",\"oid\":\"".utf8)
    var index = line.upperBound - key.count
    while index > line.lowerBound {
      if bytes[index] == key[0], bytes[index..<index + key.count].elementsEqual(key) {
        let value = index + key.count
        guard let quote = bytes[value..<line.upperBound].firstIndex(of: UInt8(ascii: "\"")) else {
          return nil
        }
        return index..<quote + 1
      }
      index -= 1
    }
    return nil
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
