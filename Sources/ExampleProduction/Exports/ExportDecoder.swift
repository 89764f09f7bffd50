import WarehouseModel

/// Turns the bytes of one export into rows as COPY takes them, and collects what is wrong with it.
///
/// The header names the columns, in any order. A column that the table does not know is left out
/// and noted, because exports are often wider than what is needed.
struct ExportDecoder: Sendable {
  private let file: String
  private let table: [Identifier]
  private var parser = CSVParser()
  private var header: Header?
  private var rows = CopyText()

  /// - Parameter table: The columns that the file must have.
  init(file: String, table: [Identifier]) {
    self.file = file
    self.table = table
  }

  /// The table's columns in the order of the file; nil until the header was read.
  var columns: [Identifier]? { header?.columns }

  /// Whether reading on is pointless.
  var hasGivenUp: Bool { parser.hasGivenUp }

  /// Whether all that was read can be loaded.
  var isFlawless: Bool { parser.mistakes.isEmpty }

  /// What is wrong, in the order of the file.
  var mistakes: [Diagnostic] {
    let listed = parser.mistakes.map { mistake in
      Diagnostic(.error, mistake.id, mistake.message, at: location(mistake.position))
    }
    guard parser.mistakes.count >= CSVParser.mostMistakes, let last = listed.last else {
      return listed
    }
    return listed + [
      Diagnostic(.error, "csv-too-many", "too many mistakes; not read beyond", at: last.location)
    ]
  }

  /// What is worth knowing and does no harm.
  var notes: [Diagnostic] {
    (header?.ignored ?? []).map { name, position in
      Diagnostic(
        .warning, "csv-column-ignored", "column \"\(name)\" is not in the table, and is ignored",
        at: location(position))
    }
  }

  /// Reads on; the rows gather until they are taken.
  mutating func read(_ chunk: [UInt8]) {
    var index = 0
    while parser.advance(through: chunk, from: &index) { take(parser.record) }
  }

  /// Ends the file.
  mutating func finish() {
    if parser.finish() { take(parser.record) }
    if header == nil {
      parser.note("csv-header-missing", "no header line: the file is empty", at: CSVPosition())
    }
  }

  /// The number of bytes that wait to be taken.
  var pending: Int { rows.bytes.count }

  /// The rows since the last time, in the text format of COPY.
  mutating func takeRows() -> [UInt8] { rows.take() }

  private mutating func take(_ record: CSVRecord) {
    guard !record.isBlank else { return }
    guard let header else {
      self.header = Header(record, of: table, reportingTo: &parser)
      return
    }
    guard record.fields.count == header.width else {
      let surplus = record.fields.dropFirst(header.width).first
      parser.note(
        "csv-field-count", "expected \(header.width) fields, found \(record.fields.count)",
        at: surplus?.position ?? record.end)
      return
    }
    // What cannot be loaded as a whole is not prepared either.
    if isFlawless { rows.append(record, fields: header.positions) }
  }

  private func location(_ position: CSVPosition) -> SourceLocation {
    SourceLocation(file: file, line: position.line, column: position.column)
  }
}

/// Which field of a record goes to which column.
private struct Header: Sendable {
  let width: Int
  let columns: [Identifier]
  /// The index of each column's field.
  let positions: [Int]
  let ignored: [(name: String, position: CSVPosition)]

  init(_ record: CSVRecord, of table: [Identifier], reportingTo parser: inout CSVParser) {
    var places: [Identifier: Int] = [:]
    var ignored: [(String, CSVPosition)] = []
    for (index, field) in record.fields.enumerated() {
      let name = Identifier(record.text(of: field))
      if !table.contains(name) {
        ignored.append((name.text, field.position))
      } else if places.updateValue(index, forKey: name) != nil {
        parser.note("csv-column-twice", "column \"\(name)\" is there twice", at: field.position)
      }
    }
    for column in table where places[column] == nil {
      let hint =
        suggestion(for: column.text, among: ignored.map(\.0))
        .map { "; is it \"\($0)\"?" } ?? ""
      parser.note(
        "csv-column-missing", "no column \"\(column)\" in the header\(hint)", at: CSVPosition())
    }
    let present = table.compactMap { column in places[column].map { (column, $0) } }
      .sorted { $0.1 < $1.1 }
    width = record.fields.count
    columns = present.map(\.0)
    positions = present.map(\.1)
    self.ignored = ignored
  }
}
