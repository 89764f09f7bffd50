/// Thrown when a report could not be written; the report that was there before still is.
package struct ReportError: Error, Hashable, Sendable {
  package let path: String
  /// Why, in the operating system's words.
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

extension ReportError: CustomStringConvertible {
  package var description: String { "cannot write \(path): \(reason)" }
}
