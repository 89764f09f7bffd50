import FoundationEssentials
import PostgresClient
import SQLAnalysis
import WarehouseModel

/// A SQL file of the example production.
struct Script: Sendable {
  let path: String
  let text: String

  init(path: String) throws(ExampleProductionError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, reason: "no such file, or no right to read it")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .unreadable(path: path, reason: "it is not UTF-8")
    }
    self.path = path
    self.text = text
  }

  /// Runs the whole file at once; returns the rows that its last statement touched.
  @discardableResult
  func run(on connection: Connection) async throws -> Int64 {
    try await run(text, at: 0, on: connection)
  }

  /// Runs one of the file's statements.
  @discardableResult
  func run(_ statement: Statement, on connection: Connection) async throws -> Int64 {
    try await run(statement.text, at: statement.offset, on: connection)
  }

  /// The file's statements one by one.
  func statements() throws -> [Statement] {
    do {
      return try SQLAnalysis.statements(in: text)
    } catch {
      let place = start.advanced(by: error.offset, in: text)
      throw DefinitionErrors([Diagnostic(.error, "sql-syntax", error.message, at: place)])
    }
  }

  /// The tables, as written, that the file's INSERT statements fill.
  func filledTables() throws -> [String] {
    try statements().compactMap { statement in
      let words = statement.text.split(whereSeparator: \.isWhitespace)
      guard words.count > 2, words[0].uppercased() == "INSERT", words[1].uppercased() == "INTO"
      else { return nil }
      return String(words[2])
    }
  }

  /// Where a statement begins.
  func location(of statement: Statement) -> SourceLocation {
    start.advanced(by: statement.offset, in: text)
  }

  private var start: SourceLocation { SourceLocation(file: path, line: 1) }

  private func run(_ sql: String, at offset: Int, on connection: Connection) async throws -> Int64 {
    do {
      return try await connection.execute(sql)
    } catch {
      guard let error = error.serverError else { throw error }
      // The server counts characters from 1, and only some errors have a place.
      let before = sql.unicodeScalars.prefix(max(0, (error.position ?? 1) - 1))
      let place = start.advanced(
        by: offset + before.reduce(0) { $0 + UTF8.width($1) }, in: text)
      throw ExampleProductionError.refused(at: place, error)
    }
  }
}
