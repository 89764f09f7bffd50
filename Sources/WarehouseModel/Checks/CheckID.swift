/// A check by its relation and its name, as reports, baselines and the run store know it.
package struct CheckID: Hashable, Sendable, Comparable {
  package let subject: QualifiedName
  package let name: String

  package init(_ subject: QualifiedName, _ name: String) {
    self.subject = subject
    self.name = name
  }

  package static func < (left: CheckID, right: CheckID) -> Bool {
    left.subject == right.subject ? left.name < right.name : left.subject < right.subject
  }
}

extension Check {
  package var id: CheckID { CheckID(subject, name) }
}

extension AssertionResult {
  /// The check that this is the result of; nil for what is no check.
  package var check: CheckID? {
    if case .quality(let subject) = suite { CheckID(subject, name) } else { nil }
  }
}
