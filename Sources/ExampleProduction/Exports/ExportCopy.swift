import PostgresClient
import WarehouseModel

/// Loads one file into one table, inside the open transaction.
struct ExportCopy: Sendable {
  let path: String
  let table: ExportTable
  let connection: Connection

  /// What came of it; when there are mistakes, nothing is loaded.
  struct Outcome: Sendable {
    var rows: Int64 = 0
    var mistakes: [Diagnostic] = []
    var notes: [Diagnostic] = []
  }

  /// Bytes that are sent at a time.
  private static let batch = 256 * 1024

  /// Streams the file; reads it to its end even if the server refuses a value on the way.
  func run() async throws -> Outcome {
    let file = try ExportFile(path: path)
    var decoder = ExportDecoder(file: path, table: table.columns)
    var stream = Stream(connection: connection, table: table)
    try await connection.execute("SAVEPOINT export")
    while !decoder.hasGivenUp, let chunk = try file.read() {
      decoder.read(chunk)
      if decoder.pending >= Self.batch { try await stream.send(from: &decoder) }
    }
    decoder.finish()
    try await stream.send(from: &decoder)
    var outcome = Outcome(mistakes: decoder.mistakes, notes: decoder.notes)
    if decoder.isFlawless {
      outcome.rows = try await stream.end()
    } else {
      await connection.abandonCopyIn()
    }
    if let refusal = stream.refusal { outcome.mistakes.append(try diagnostic(of: refusal)) }
    let end = outcome.mistakes.isEmpty ? "RELEASE" : "ROLLBACK TO"
    try await connection.execute("\(end) SAVEPOINT export")
    return outcome
  }

  /// The server's refusal, at the place in the file that it is about.
  private func diagnostic(of refusal: ServerError) throws -> Diagnostic {
    let value = refusal.context.flatMap { RefusedValue(context: $0) }
    let place = try value?.location(in: path) ?? SourceLocation(file: path, line: 1)
    let subject = value?.column.map { "column \"\($0)\": " } ?? ""
    return Diagnostic(.error, "csv-value", subject + refusal.message, at: place)
  }
}

/// The COPY of one file, from its first row to the server's last word.
private struct Stream {
  let connection: Connection
  let table: ExportTable
  private var isOpen = false
  private(set) var refusal: ServerError?

  init(connection: Connection, table: ExportTable) {
    self.connection = connection
    self.table = table
  }

  /// Sends the rows that wait, unless it is known that nothing will be loaded.
  mutating func send(from decoder: inout ExportDecoder) async throws {
    let rows = decoder.takeRows()
    guard decoder.isFlawless, refusal == nil, let columns = decoder.columns else { return }
    do throws(PostgresError) {
      if !isOpen {
        try await connection.beginCopy(
          "COPY \(table.relation.quoted) (\(columns.quotedList)) FROM STDIN")
        isOpen = true
      }
      try await connection.writeCopy(rows)
    } catch {
      refusal = try refusal(in: error)
    }
  }

  /// Ends the COPY; returns the number of rows, 0 if the server refused one.
  mutating func end() async throws -> Int64 {
    guard isOpen, refusal == nil else { return 0 }
    do throws(PostgresError) {
      return try await connection.endCopyIn()
    } catch {
      refusal = try refusal(in: error)
      return 0
    }
  }

  /// The server's refusal of a value; any other error goes on.
  private func refusal(in error: PostgresError) throws(PostgresError) -> ServerError {
    let dataException = "22"
    guard let refused = error.serverError, refused.sqlState.classCode == dataException else {
      throw error
    }
    return refused
  }
}
