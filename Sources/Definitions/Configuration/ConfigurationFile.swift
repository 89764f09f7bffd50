internal import FoundationEssentials
package import WarehouseModel

extension Configuration {
  package static let fileName = "whtest.yaml"

  /// Looks for `whtest.yaml` in a folder, then in the ones above it.
  package static func locate(
    from folder: String = FileManager.default.currentDirectoryPath
  ) -> String? {
    var folder = folder
    while true {
      let candidate = path(fileName, in: folder)
      if FileManager.default.fileExists(atPath: candidate), !isFolder(candidate) {
        return candidate
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// Reads a configuration, or throws all its mistakes as `DefinitionErrors`.
  package static func load(_ path: String) throws -> Configuration {
    var diagnostics: [Diagnostic] = []
    if let file = SourceFile.read(path, reporting: &diagnostics) {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let (configuration, found) = Self.configuration(
        from: file.text, file: file.name, folder: folder)
      diagnostics += found
      if let configuration { return configuration }
    }
    throw DefinitionErrors(diagnostics)
  }

  /// Reads the text of a configuration; nil comes with one error at least.
  ///
  /// - Parameter folder: where the file lies, for the folders it names.
  package static func configuration(
    from text: String, file: String, folder: String = "."
  ) -> (configuration: Configuration?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    guard let root = YAMLDocument.root(of: text, file: file, reporting: &diagnostics) else {
      return (nil, diagnostics)
    }
    var reader = ConfigurationReader()
    let configuration = reader.configuration(root, file: file, folder: folder)
    let hasErrors = reader.diagnostics.contains { $0.severity == .error }
    return (hasErrors ? nil : configuration, reader.diagnostics.sorted())
  }
}
