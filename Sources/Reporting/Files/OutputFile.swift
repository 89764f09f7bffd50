/// Writes bytes in place of the file at `path`: readers see them whole or not at all.
///
/// Throws `ReportError` and leaves the file as it was when that cannot be done.
package func writeFile(_ bytes: [UInt8], to path: String) throws {
  try AtomicFile.replace(path) { try $0.write(bytes.span) }
}
