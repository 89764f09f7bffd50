import WarehouseModel

/// Reads the JSON that our own catalog queries print.
enum JSONText {
  /// An array of strings; nulls are left out.
  static func strings(_ text: String) throws -> [String] {
    var scanner = JSONScanner(Array(text.utf8))
    return try scanner.strings()
  }
}
