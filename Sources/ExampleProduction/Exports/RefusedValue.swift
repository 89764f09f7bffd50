import WarehouseModel

/// Which value of a COPY the server refused, as it says itself: `COPY t, line 3, column id: "x"`.
struct RefusedValue: Hashable, Sendable {
  /// Counts the rows that we sent, from 1.
  let row: Int
  /// Nil when the row as a whole was refused.
  let column: Identifier?

  /// Reads the context of the server's error; nil when it is about something else.
  init?(context: String) {
    guard let line = context.split(separator: "\n").first(where: { $0.hasPrefix("COPY ") }),
      let number = line.split(separator: ", line ", maxSplits: 1).dropFirst().first,
      let row = Int(number.prefix { $0.isNumber })
    else { return nil }
    self.row = row
    // A name may hold anything, a colon too, but the value comes last and after a colon.
    column = number.split(separator: ", column ", maxSplits: 1).dropFirst().first
      .flatMap { $0.split(separator: ":", maxSplits: 1).first }
      .map { Identifier(String($0)) }
  }
}

extension RefusedValue {
  /// Finds the value in the file, by reading it once more: while all goes well nothing is noted.
  func location(in path: String) throws(ExampleProductionError) -> SourceLocation {
    let file = try ExportFile(path: path)
    var parser = CSVParser()
    var search = Search(value: self)
    while let chunk = try file.read() {
      var index = 0
      while parser.advance(through: chunk, from: &index) {
        if let position = search.position(in: parser.record) { return place(position, path) }
      }
    }
    if parser.finish(), let position = search.position(in: parser.record) {
      return place(position, path)
    }
    return place(CSVPosition(), path)
  }

  private func place(_ position: CSVPosition, _ path: String) -> SourceLocation {
    SourceLocation(file: path, line: position.line, column: position.column)
  }

  private struct Search {
    let value: RefusedValue
    private var field: Int?
    private var row = -1

    init(value: RefusedValue) {
      self.value = value
    }

    /// Counts a record; returns where the value is once it has come.
    mutating func position(in record: CSVRecord) -> CSVPosition? {
      guard !record.isBlank else { return nil }
      row += 1
      if row == 0 {
        field = record.fields.firstIndex { Identifier(record.text(of: $0)) == value.column }
      }
      guard row == value.row, let first = record.fields.first else { return nil }
      return field.map { record.fields[$0].position } ?? first.position
    }
  }
}
