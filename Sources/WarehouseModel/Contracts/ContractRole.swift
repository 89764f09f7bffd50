/// Who is promised access to the data (ODCS: role).
package struct ContractRole: Hashable, Sendable {
  package let role: Located<String>
  /// Such as `read`; nil where the contract leaves it open.
  package let access: Located<String>?
  package let location: SourceLocation

  package init(
    role: Located<String>, access: Located<String>? = nil, location: SourceLocation
  ) {
    self.role = role
    self.access = access
    self.location = location
  }
}
