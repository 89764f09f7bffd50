/// What a landing tells while it goes on.
package enum LandingEvent: Sendable {
  /// How far the tables under way have come; empty once none is.
  case copying([CopyProgress])
  /// A table is there.
  case landed(Landed)
  /// Something to know that is no finding.
  case note(String)
}

/// How far the copy of a table has come.
package struct CopyProgress: Hashable, Sendable {
  package let target: QualifiedName
  /// What has arrived, streams that have ended included.
  package let volume: Volume
  /// Those under way.
  package let streams: [Stream]

  package init(target: QualifiedName, volume: Volume, streams: [Stream]) {
    self.target = target
    self.volume = volume
    self.streams = streams
  }

  package struct Volume: Hashable, Sendable {
    package let rows: Int64
    package let bytes: Int64
    /// What production's planner takes for the number of all rows; nil where it does not know.
    package let expectedRows: Int64?
    /// Since the first byte.
    package let elapsed: Duration

    package init(rows: Int64, bytes: Int64, expectedRows: Int64?, elapsed: Duration) {
      self.rows = rows
      self.bytes = bytes
      self.expectedRows = expectedRows
      self.elapsed = elapsed
    }
  }

  /// A piece of the table, copied on a pair of sessions of its own.
  package struct Stream: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let count: Int
    package let volume: Volume

    package init(number: Int, count: Int, volume: Volume) {
      self.number = number
      self.count = count
      self.volume = volume
    }
  }
}
