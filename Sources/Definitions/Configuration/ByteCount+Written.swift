/// Bytes as people write them in a configuration: `500GB`, in PostgreSQL's units of 1024.
///
/// Nil for anything else, and for nothing.
package func byteCount(written text: String) -> Int64? {
  let digits = text.prefix { $0.isASCII && $0.isNumber }
  guard let number = Int64(digits), number > 0 else { return nil }
  let shift: Int64? =
    switch text.dropFirst(digits.count) {
    case "kB": 10
    case "MB": 20
    case "GB": 30
    case "TB": 40
    default: nil
    }
  guard let shift, number <= Int64.max >> shift else { return nil }
  return number << shift
}
