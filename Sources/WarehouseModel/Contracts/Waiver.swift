/// A finding that is known and accepted, with the reason why.
package struct Waiver: Hashable, Sendable {
  package let relation: QualifiedName
  /// The name of the assertion, such as `primary_key`.
  package let assertion: String
  package let reason: String

  package init(relation: QualifiedName, assertion: String, reason: String) {
    self.relation = relation
    self.assertion = assertion
    self.reason = reason
  }
}
