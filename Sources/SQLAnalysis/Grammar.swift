internal import CPGQuery

/// PostgreSQL's own grammar, as libpg_query carries it.
///
/// The calls keep their state per thread, so they may run on several at once.
enum Grammar {
  /// The parse tree as JSON text.
  static func tree(of text: String) throws(SQLSyntaxError) -> [UInt8] {
    try refuseZeroBytes(in: text)
    let result = unsafe pg_query_parse(text)
    defer { unsafe pg_query_free_parse_result(result) }
    if let error = unsafe result.error { throw unsafe syntaxError(error, in: text) }
    guard let tree = unsafe result.parse_tree else { return [] }
    return unsafe Array(String(cString: tree).utf8)
  }

  /// The tokens as a message in the wire format of protocol buffers.
  static func scan(_ text: String) throws(SQLSyntaxError) -> [UInt8] {
    try refuseZeroBytes(in: text)
    let result = unsafe pg_query_scan(text)
    defer { unsafe pg_query_free_scan_result(result) }
    if let error = unsafe result.error { throw unsafe syntaxError(error, in: text) }
    guard let data = unsafe result.pbuf.data else { return [] }
    return unsafe UnsafeRawBufferPointer(start: data, count: result.pbuf.len).map(\.self)
  }

  /// The offset and length in bytes of each statement, as the parser parts them.
  static func split(_ text: String) throws(SQLSyntaxError) -> [Range<Int>] {
    try refuseZeroBytes(in: text)
    let result = unsafe pg_query_split_with_parser(text)
    defer { unsafe pg_query_free_split_result(result) }
    if let error = unsafe result.error { throw unsafe syntaxError(error, in: text) }
    let statements = unsafe UnsafeBufferPointer(start: result.stmts, count: Int(result.n_stmts))
    return unsafe statements.compactMap { statement in
      guard let statement = unsafe statement?.pointee else { return nil }
      let start = Int(statement.stmt_location)
      let length = Int(statement.stmt_len)
      return start..<(length == 0 ? text.utf8.count : start + length)
    }
  }

  /// C reads a text up to its first zero byte and would judge the rest unseen.
  private static func refuseZeroBytes(in text: String) throws(SQLSyntaxError) {
    guard let offset = Array(text.utf8).firstIndex(of: 0) else { return }
    throw SQLSyntaxError(message: "a zero byte cannot stand in SQL", offset: offset)
  }

  /// Turns the parser's position, which counts characters from 1, into an offset in bytes.
  private static func syntaxError(
    _ error: UnsafeMutablePointer<PgQueryError>, in text: String
  ) -> SQLSyntaxError {
    let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "syntax error"
    let position = unsafe Int(error.pointee.cursorpos)
    let before = text.unicodeScalars.prefix(max(0, position - 1))
    let offset = before.reduce(0) { $0 + UTF8.width($1) }
    return SQLSyntaxError(message: message, offset: offset)
  }
}
