internal import FoundationEssentials

/// The names of the files in a folder that end in one of the given ways, in the order of their
/// bytes; empty when there is no such folder.
func fileNames(in folder: String, endingIn endings: [String]) -> [String] {
  names(in: folder).filter { name in
    !name.hasPrefix(".") && endings.contains { name.hasSuffix($0) && name.count > $0.count }
  }
}

/// Everything that lies in a folder, in the order of the bytes of the names.
func names(in folder: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Whether a path leads to a folder.
func isFolder(_ path: String) -> Bool {
  var isFolder = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
}

/// Joins a folder and a path inside it; an absolute path stands for itself.
func path(_ path: String, in folder: String) -> String {
  if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
  return folder.hasSuffix("/") ? folder + path : folder + "/" + path
}

/// A path as messages show it: relative to the working folder when it lies below that.
package func displayedPath(
  _ path: String, workingFolder: String = FileManager.default.currentDirectoryPath
) -> String {
  let root = workingFolder.hasSuffix("/") ? workingFolder : workingFolder + "/"
  var shown = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  while shown.hasPrefix("./") { shown.removeFirst(2) }
  return shown
}
