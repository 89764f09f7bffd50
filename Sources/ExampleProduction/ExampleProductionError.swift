package import PostgresClient
package import WarehouseModel

/// Why the example production did not come about.
package enum ExampleProductionError: Error, Sendable {
  /// A file cannot be opened or read.
  case unreadable(path: String, reason: String)
  /// The folder lacks exports that cannot be made from the others.
  case missingExports(folder: String, files: [String], found: [String])
  /// The server refused a statement of a script.
  case refused(at: SourceLocation, ServerError)
}

extension ExampleProductionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      return "cannot read \(path): \(reason)"
    case .missingExports(let folder, let files, let found):
      let there = found.isEmpty ? "no CSV files" : found.joined(separator: ", ")
      return "no \(files.joined(separator: ", ")) in \(folder), which holds \(there)"
    case .refused(let location, let error):
      return "\(location): \(error)"
    }
  }
}
