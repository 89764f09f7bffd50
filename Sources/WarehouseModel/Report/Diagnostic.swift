/// One mistake in a file that a person wrote, or one thing to know about it.
package struct Diagnostic: Hashable, Sendable, Codable {
  package enum Severity: String, Sendable, Codable {
    case error
    case warning
  }

  package let severity: Severity
  /// A stable kebab-case name of the kind of mistake, such as `unknown-key`.
  package let id: String
  package let message: String
  package let location: SourceLocation

  package init(
    _ severity: Severity, _ id: String, _ message: String, at location: SourceLocation
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.location = location
  }
}

extension Diagnostic: CustomStringConvertible {
  package var description: String { "\(location): \(severity.rawValue): [\(id)] \(message)" }
}

extension Diagnostic: Comparable {
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    left.location == right.location ? left.message < right.message : left.location < right.location
  }
}

/// Thrown when definitions are wrong: everything that was found, in the order of the files.
package struct DefinitionErrors: Error, Sendable, CustomStringConvertible {
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics.sorted()
  }

  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
