/// Gathers rows in the text format of COPY, one line per row
/// ([COPY](https://www.postgresql.org/docs/current/sql-copy.html)).
struct CopyText: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Adds some fields of a record, in their order, as a row.
  mutating func append(_ record: CSVRecord, fields: [Int]) {
    for (place, index) in fields.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: "\t")) }
      let field = record.fields[index]
      if record.isNull(field) {
        bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
      } else {
        append(record.bytes[field.range])
      }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Hands all rows over and begins anew.
  mutating func take() -> [UInt8] {
    let taken = bytes
    bytes = []
    bytes.reserveCapacity(taken.count)
    return taken
  }

  private mutating func append(_ value: ArraySlice<UInt8>) {
    guard value.contains(where: { escape(of: $0) != nil }) else {
      bytes += value
      return
    }
    for byte in value {
      if let letter = escape(of: byte) {
        bytes += [UInt8(ascii: "\\"), letter]
      } else {
        bytes.append(byte)
      }
    }
  }

  /// The letter after a backslash that stands for a byte with a meaning of its own.
  private func escape(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\\"): byte
    case UInt8(ascii: "\t"): UInt8(ascii: "t")
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    case UInt8(ascii: "\r"): UInt8(ascii: "r")
    default: nil
    }
  }
}
