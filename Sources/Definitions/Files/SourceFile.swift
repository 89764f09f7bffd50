internal import FoundationEssentials
internal import WarehouseModel

/// A file that a person wrote, read whole.
struct SourceFile {
  /// The path as messages show it.
  let name: String
  /// Without a byte order mark, which Windows editors like to put first.
  let text: String
  let bytes: [UInt8]

  /// Reads a file as UTF-8, or reports why that cannot be done.
  static func read(_ path: String, reporting diagnostics: inout [Diagnostic]) -> SourceFile? {
    let name = displayedPath(path)
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "unreadable-file", "cannot be read: \(reason(for: error, path: path))",
          at: SourceLocation(file: name, line: 1)))
      return nil
    }
    guard let text = text(of: bytes, name: name, reporting: &diagnostics) else { return nil }
    return SourceFile(name: name, text: text, bytes: bytes)
  }

  /// Decodes UTF-8, or reports the first byte that is none.
  static func text(
    of bytes: [UInt8], name: String, reporting diagnostics: inout [Diagnostic]
  ) -> String? {
    func refuse(_ message: String, at location: SourceLocation) -> String? {
      diagnostics.append(Diagnostic(.error, "invalid-encoding", message, at: location))
      return nil
    }
    let start = SourceLocation(file: name, line: 1)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return refuse("the file is UTF-16; save it as UTF-8", at: start)
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let text = String(validating: content, as: UTF8.self) { return text }
    let valid = lengthOfValidPrefix(content)
    let before = String(decoding: content.prefix(valid), as: UTF8.self)
    let byte = content[content.startIndex + valid]
    return refuse(
      "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8",
      at: start.advanced(by: valid, in: before))
  }

  private static func lengthOfValidPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
    return min(length, bytes.count - 1)
  }

  private static func reason(for error: any Error, path: String) -> String {
    var isFolder: Bool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
      return "it is a folder"
    }
    return switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile?: "there is no such file"
    case .fileReadNoPermission?: "permission denied"
    case let code?: "error \(code.rawValue)"
    case nil: "\(error)"
    }
  }
}
