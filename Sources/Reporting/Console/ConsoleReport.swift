package import WarehouseModel

/// The report for a person at a terminal, in pieces that a run prints as it proceeds.
///
/// Nothing that comes from a file or a database reaches the terminal before it is harmless.
package struct ConsoleReport: Sendable {
  let paint: Paint
  private let nameWidth: Int

  /// - Parameter nameWidth: room for the longest name of a relation, so that steps line up.
  package init(isColoured: Bool, nameWidth: Int = 28) {
    paint = Paint(isColoured: isColoured)
    self.nameWidth = nameWidth
  }

  /// One relation that was copied or built: its rows, what changed in them and what did not, its
  /// bytes, and how long it took.
  package func line(for step: Step) -> String {
    let isAtHome = step.relation.schema == step.layer.schema
    let name = isAtHome ? step.relation.name.text : step.relation.description
    let layer = step.layer.rawValue.padded(to: 6)
    let subject = name.spelledOut(as: .name).padded(to: nameWidth)
    return "\(paint.mark(step.outcome)) \(layer)  \(subject)  \(account(of: step))"
  }

  private func account(of step: Step) -> String {
    let seconds = "\(Milliseconds(seconds: step.seconds).text) s"
    if let message = step.outcome.message {
      let word = paint(step.outcome.word, step.outcome.isRed ? .red : .dim)
      return "\(word): \(message.spelledOut(as: .sentence, limit: 400))\(place(step.location))"
    }
    guard let rows = step.rows else { return paint(seconds.aligned(to: 74), .dim) }
    let total = "\(rows.total.grouped) \(rows.total == 1 ? "row " : "rows")".aligned(to: 16)
    let changes = [
      changed("+", rows.inserted, .green), changed("~", rows.updated, .yellow),
      changed("-", rows.deleted, .red), changed("=", rows.unchanged, .dim),
    ]
    let volume = (rows.bytes.map(Bytes.init)?.text ?? "").aligned(to: 10)
    let line = "\(total) \(changes.joined()) \(paint(volume + seconds.aligned(to: 10), .dim))"
    // Where not all rows came anew.
    guard let read = rows.read, read != rows.total else { return line }
    return line + paint("  \(read.grouped) read", .dim)
  }

  private func changed(_ sign: String, _ rows: Int64, _ colour: Colour) -> String {
    // Padded first: the escapes of a colour take no room on the screen.
    paint(" " + (sign + rows.grouped).aligned(to: 8), rows == 0 ? .dim : colour)
  }

  /// The location behind a finding, with a space before it.
  func place(_ location: SourceLocation?) -> String {
    guard let location else { return "" }
    return " " + paint("(\(location.file.spelledOut(as: .name)):\(location.line))", .dim)
  }

  /// How many there are of what, leaving out what there is none of.
  func tally(_ counts: OutcomeCounts) -> String {
    let parts: [(Int, String)] = [
      (counts.failed, "failed"), (counts.errored, "could not be evaluated"),
      (counts.warned, counts.warned == 1 ? "warning" : "warnings"), (counts.gated, "gated"),
      (counts.notExecuted, "not executed"),
    ]
    let others = parts.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
    let passed = "\(counts.passed.grouped) of \(counts.total.grouped) passed"
    return ([passed] + others).joined(separator: ", ")
  }
}
