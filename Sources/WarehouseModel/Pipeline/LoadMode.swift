/// How a table gets from production to bronze (`whtest.load`).
package enum LoadMode: Hashable, Sendable {
  /// All rows in each run.
  ///
  /// - isLogged: whether the copy survives a crash of the server; what does not is never published.
  /// - hasKey: whether the contract's primary key is built as a constraint once the rows are there.
  case full(isLogged: Bool = true, hasKey: Bool = false)
  /// The rows that a watermark says are new, and the keys of all.
  case incremental(Watermark)

  /// Whether the copy survives a crash of the server.
  package var isLogged: Bool {
    switch self {
    case .full(let isLogged, _): isLogged
    case .incremental: true
    }
  }
}

/// By what a run knows the rows that have changed since the one before.
package struct Watermark: Hashable, Sendable {
  /// Rises with every insert and update.
  package let column: Identifier
  /// How far behind the highest value in bronze a run looks again.
  package let overlap: Overlap
  /// After how long all rows are copied and compared again.
  package let reconciliation: Duration

  package init(column: Identifier, overlap: Overlap, reconciliation: Duration) {
    self.column = column
    self.overlap = overlap
    self.reconciliation = reconciliation
  }

  /// In the unit of the watermark: a span for a time, a number for a number.
  package enum Overlap: Hashable, Sendable {
    case time(Duration)
    case number(Int64)
  }
}

extension LoadMode: CustomStringConvertible {
  package var description: String {
    switch self {
    case .full(let isLogged, let hasKey):
      "full" + (isLogged ? "" : ", not logged") + (hasKey ? ", with its key" : "")
    case .incremental(let watermark):
      "incremental by \(watermark.column), overlap \(watermark.overlap), all rows every "
        + watermark.reconciliation.written
    }
  }
}

extension Watermark.Overlap: CustomStringConvertible {
  package var description: String {
    switch self {
    case .time(let time): time.written
    case .number(let number): "\(number)"
    }
  }
}
