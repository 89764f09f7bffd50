/// The five characters by which PostgreSQL names an error
/// ([Appendix A](https://www.postgresql.org/docs/current/errcodes-appendix.html)).
package struct SQLState: Hashable, Sendable {
  package let code: String

  package init(_ code: String) {
    self.code = code
  }

  /// The first two characters: the class of the error.
  package var classCode: String { String(code.prefix(2)) }

  package static let queryCancelled = SQLState("57014")
  package static let lockNotAvailable = SQLState("55P03")
  package static let deadlockDetected = SQLState("40P01")
  package static let undefinedTable = SQLState("42P01")
  package static let undefinedColumn = SQLState("42703")
  package static let insufficientPrivilege = SQLState("42501")
  package static let datatypeMismatch = SQLState("42804")
  package static let programLimitExceeded = SQLState("54000")
  package static let uniqueViolation = SQLState("23505")
}

extension SQLState: CustomStringConvertible {
  package var description: String { code }
}
