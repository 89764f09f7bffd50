/// A place in a CSV file; both count from 1, columns in Unicode scalars.
struct CSVPosition: Hashable, Sendable {
  var line = 1
  var column = 1
}

/// One record of a CSV file, with its quotes undone.
struct CSVRecord: Sendable {
  struct Field: Hashable, Sendable {
    /// Where the value stands in the record's bytes.
    let range: Range<Int>
    let isQuoted: Bool
    /// Where the field begins in the file, its quote included.
    let position: CSVPosition
  }

  /// The values, one after the other.
  var bytes: [UInt8] = []
  var fields: [Field] = []
  /// Where the record ends in the file.
  var end = CSVPosition()

  /// Whether the line was empty; such lines are no records to anybody.
  var isBlank: Bool { bytes.isEmpty && fields.count == 1 && !fields[0].isQuoted }

  func text(of field: Field) -> String { String(decoding: bytes[field.range], as: UTF8.self) }

  /// Whether the field stands for NULL: it is empty, or the bare word `null`.
  ///
  /// Quoted, `"null"` is a text of four letters, so that such a text can be written at all. Many
  /// programs quote every field, so the empty text is NULL in quotes as well.
  func isNull(_ field: Field) -> Bool {
    field.range.isEmpty
      || (!field.isQuoted && field.range.count == 4
        && bytes[field.range].elementsEqual("null".utf8))
  }
}

/// What is wrong with a CSV file, and where.
struct CSVMistake: Hashable, Sendable {
  let id: String
  let message: String
  let position: CSVPosition
}
