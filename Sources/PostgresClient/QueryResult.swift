import CLibPQ
package import WarehouseModel

/// The rows of a statement, not read yet.
package struct Answer: Sendable {
  let result: QueryResult?

  /// Copies the rows out of libpq's memory.
  package func resultSet() -> ResultSet {
    result?.resultSet() ?? ResultSet(columns: [], rows: [])
  }
}

/// Owns a libpq result and clears it.
///
/// Nothing writes to a result once libpq has handed it over, so that any thread may read it
/// ([34.21. Behavior in Threaded Programs](https://www.postgresql.org/docs/current/libpq-threading.html)).
@safe final class QueryResult: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) {
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe PQclear(pointer)
  }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  /// Rows that the command touched, from its tag; 0 where the command counts none.
  var affectedRows: Int64 {
    guard let text = unsafe PQcmdTuples(pointer) else { return 0 }
    return unsafe Int64(String(cString: text)) ?? 0
  }

  func resultSet() -> ResultSet {
    let width = unsafe PQnfields(pointer)
    let height = unsafe PQntuples(pointer)
    let columns = (0..<width).map { column in
      unsafe PQfname(pointer, column).map { unsafe String(cString: $0) } ?? ""
    }
    let rows = (0..<height).map { row in (0..<width).map { value(row, $0) } }
    return ResultSet(columns: columns, rows: rows)
  }

  private func value(_ row: Int32, _ column: Int32) -> String? {
    guard unsafe PQgetisnull(pointer, row, column) == 0,
      let bytes = unsafe PQgetvalue(pointer, row, column)
    else { return nil }
    let count = Int(unsafe PQgetlength(pointer, row, column))
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The server's error, when the result is one.
  func error(server: String) -> ServerError {
    // The letters are those of the protocol's error fields: PG_DIAG_SQLSTATE and its kin.
    ServerError(
      server: server,
      sqlState: SQLState(field("C") ?? ""),
      message: field("M") ?? "the server sent no message",
      detail: field("D"),
      hint: field("H"),
      position: field("P").flatMap { Int($0) },
      context: field("W"),
      constraint: field("n"))
  }

  private func field(_ code: Unicode.Scalar) -> String? {
    guard let text = unsafe PQresultErrorField(pointer, Int32(code.value)) else { return nil }
    return unsafe String(cString: text)
  }
}
