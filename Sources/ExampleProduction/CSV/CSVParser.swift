/// Reads CSV as RFC 4180 has it, from chunks of any size; holds one record at a time.
///
/// Lines end in LF or CRLF. A mistake is noted and reading goes on, until there are too many to
/// be of use.
struct CSVParser: Sendable {
  /// More mistakes than anybody reads.
  static let mostMistakes = 20
  /// A record that is longer lacks a quote, and must not fill the memory.
  static let longestRecord = 16 * 1024 * 1024
  /// A record that is wider is no record; PostgreSQL's tables end at 1,600 columns.
  static let widestRecord = 10_000

  private enum State {
    case fieldStart
    case plain
    case quoted
    /// After a quote inside quotes: the end, or the first of two.
    case quoteSeen
    /// After a CR outside quotes, where only LF makes sense.
    case returnSeen
  }

  /// The record that was completed last.
  private(set) var record = CSVRecord()
  private(set) var mistakes: [CSVMistake] = []
  /// Whether reading on is pointless.
  private(set) var hasGivenUp = false

  private var state = State.fieldStart
  private var encoding = UTF8Check()
  private var position = CSVPosition()
  private var fieldBegin = 0
  private var fieldPosition = CSVPosition()
  private var isQuoted = false
  private var isComplete = false
  /// The first bytes, until it is known whether they are a byte order mark.
  private var head: [UInt8]? = []

  /// Goes on to the end of the next record; false when the chunk ends first.
  mutating func advance(through chunk: [UInt8], from index: inout Int) -> Bool {
    beginRecord()
    while index < chunk.count, !hasGivenUp {
      let byte = chunk[index]
      index += 1
      if head == nil ? take(byte) : takeHead(byte) { return true }
    }
    return false
  }

  /// Ends the file; true when that completed a record.
  mutating func finish() -> Bool {
    beginRecord()
    if let head, !hasGivenUp {
      self.head = nil
      // At most two bytes, which cannot complete more than the record that ends here.
      for byte in head where take(byte) { return true }
    }
    guard !hasGivenUp else { return false }
    if !encoding.isComplete { noteEncoding() }
    switch state {
    case .fieldStart where record.fields.isEmpty: return false
    case .quoted: note("csv-quote-unterminated", "a quote is never closed", at: fieldPosition)
    case .fieldStart, .plain, .quoteSeen, .returnSeen: break
    }
    endRecord()
    return true
  }

  /// Adds a mistake of whoever makes sense of the records.
  mutating func note(_ id: String, _ message: String, at position: CSVPosition) {
    guard !hasGivenUp else { return }
    mistakes.append(CSVMistake(id: id, message: message, position: position))
    hasGivenUp = mistakes.count >= Self.mostMistakes
  }

  // MARK: - Byte by byte

  private mutating func takeHead(_ byte: UInt8) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = (head ?? []) + [byte]
    if bytes == mark {
      head = nil
    } else if mark.starts(with: bytes) {
      head = bytes
    } else {
      head = nil
      // The bytes before the last begin a character, so none of them completes a record.
      return bytes.reduce(false) { take($1) || $0 }
    }
    return false
  }

  /// Takes one byte; true when it completes a record.
  private mutating func take(_ byte: UInt8) -> Bool {
    if byte >= 0x80 || !encoding.isComplete || byte == 0 { examine(byte) }
    let completes = act(on: byte)
    if byte == UInt8(ascii: "\n") {
      position.line += 1
      position.column = 1
    } else if byte & 0xC0 != 0x80 {
      position.column += 1
    }
    return completes
  }

  private mutating func act(on byte: UInt8) -> Bool {
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")):
      state = .quoteSeen
    case (.quoted, _):
      append(byte)
    case (.quoteSeen, UInt8(ascii: "\"")):
      append(byte)
      state = .quoted
    case (.returnSeen, UInt8(ascii: "\n")):
      endRecord()
      return true
    case (.returnSeen, _):
      note("csv-line-end", "a carriage return without a line feed; quote the field", at: position)
      state = .plain
      append(byte)
    case (_, UInt8(ascii: ",")):
      endField()
    case (_, UInt8(ascii: "\n")):
      endRecord()
      return true
    case (_, UInt8(ascii: "\r")):
      state = .returnSeen
    case (.fieldStart, UInt8(ascii: "\"")):
      isQuoted = true
      state = .quoted
    case (.plain, UInt8(ascii: "\"")):
      note(
        "csv-quote-stray",
        "a quote inside a field that does not begin with one; quote the field"
          + " and double the quote", at: position)
      append(byte)
    case (.quoteSeen, _):
      note(
        "csv-quote-stray", "text after the closing quote; double a quote that is meant",
        at: position)
      state = .plain
      append(byte)
    case (.fieldStart, _), (.plain, _):
      state = .plain
      append(byte)
    }
    return false
  }

  private mutating func append(_ byte: UInt8) {
    record.bytes.append(byte)
    if record.bytes.count > Self.longestRecord { giveUp("16 MB: is a quote missing?") }
  }

  private mutating func giveUp(_ limit: String) {
    note("csv-record-too-long", "a record of more than \(limit)", at: fieldPosition)
    hasGivenUp = true
  }

  private mutating func examine(_ byte: UInt8) {
    switch encoding.judge(byte) {
    case .valid where byte == 0:
      note("csv-nul", "a NUL byte, which PostgreSQL cannot store", at: position)
    case .valid: break
    case .invalid, .cutShort: noteEncoding()
    }
  }

  private mutating func noteEncoding() {
    note("csv-encoding", "not UTF-8; convert the file first", at: position)
  }

  // MARK: - Fields and records

  private mutating func beginRecord() {
    guard isComplete else { return }
    isComplete = false
    record.bytes.removeAll(keepingCapacity: true)
    record.fields.removeAll(keepingCapacity: true)
    fieldBegin = 0
    fieldPosition = position
  }

  private mutating func endField() {
    let range = fieldBegin..<record.bytes.count
    record.fields.append(
      CSVRecord.Field(range: range, isQuoted: isQuoted, position: fieldPosition))
    fieldBegin = range.upperBound
    fieldPosition = CSVPosition(line: position.line, column: position.column + 1)
    isQuoted = false
    state = .fieldStart
    if record.fields.count > Self.widestRecord { giveUp("10,000 fields: is it CSV?") }
  }

  private mutating func endRecord() {
    record.end = position
    if state == .returnSeen { record.end.column -= 1 }
    endField()
    isComplete = true
  }
}
