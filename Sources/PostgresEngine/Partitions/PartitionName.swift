import WarehouseModel

/// Names for what belongs to a table and lies beside it: partitions and indexes.
///
/// They hold a slash. A model is called like its file, and no file's name has one, so that nothing which
/// is built later can want the same name.
enum PartitionName {
  /// PostgreSQL cuts longer names off, in silence.
  private static let longest = 63
  /// Room for the part that tells one partition from the next.
  private static let longestTail = 40

  /// `events/GBR`.
  static func partition(of table: Identifier, _ part: String?) -> Identifier {
    join(table, "/", tail(of: part, isPlain: isPlain))
  }

  /// `events/default`, which no value of a list gets, since a list has no default.
  static func defaultPartition(of table: Identifier) -> Identifier { join(table, "/", "default") }

  /// `events//team_id,day`.
  static func index(_ index: ModelIndex, on table: Identifier) -> Identifier {
    let isPlain = index.columns.allSatisfy { !$0.text.contains { ",\"".contains($0) } }
    let columns =
      isPlain ? index.columns.map(\.text).joined(separator: ",") : index.columns.quotedList
    let tail = tail(of: (index.isUnique ? "unique " : "") + columns) {
      $0.utf8.count <= longestTail
    }
    return join(table, "//", tail)
  }

  private static func join(_ table: Identifier, _ sign: String, _ tail: String) -> Identifier {
    let room = longest - sign.utf8.count - tail.utf8.count
    return Identifier(cut(table.text, to: room) + sign + tail)
  }

  /// The value as people read it, where no other value gives the same text; NULL is `NULL`.
  private static func tail(of value: String?, isPlain: (String) -> Bool) -> String {
    guard let value else { return "NULL" }
    guard !isPlain(value) else { return value }
    let readable = String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { isReadable($0) ? $0 : "_" }))
    return readable.prefix(utf8: longestTail - 17) + "~" + hash(of: value)
  }

  private static func isPlain(_ value: String) -> Bool {
    !value.isEmpty && value != "NULL" && value.utf8.count <= longestTail
      && value.unicodeScalars.allSatisfy(isReadable)
  }

  /// A tilde marks what was cut, so no plain value has one.
  private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: scalar != "/" && scalar != "~"
    }
  }

  /// At most so many bytes; what is cut off is told apart by a hash of the whole.
  static func cut(_ text: String, to bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    return text.prefix(utf8: bytes - 17) + "~" + hash(of: text)
  }

  /// 64 bits in hexadecimal digits (FNV-1a).
  private static func hash(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension String {
  /// As many whole characters from the start as fit into that many bytes.
  fileprivate func prefix(utf8 bytes: Int) -> String {
    var (result, size) = ("", 0)
    for scalar in unicodeScalars {
      size += UTF8.width(scalar)
      guard size <= bytes else { break }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
