/// What PostgreSQL's parser has against a text, and where.
package struct SQLSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the words of the server: `syntax error at or near "form"`.
  package let message: String
  /// Counts the bytes of UTF-8 before the place, from 0.
  package let offset: Int

  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }

  package var description: String { message }
}
