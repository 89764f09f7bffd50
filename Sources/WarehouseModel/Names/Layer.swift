/// A stage of the medallion: raw copies, cleaned entities, analytical views.
///
/// The raw value is the name of the warehouse schema that readers use.
package enum Layer: String, CaseIterable, Sendable, Codable {
  case bronze
  case silver
  case gold

  /// The permanent schema of this layer, which holds only views.
  package var schema: Identifier { Identifier(rawValue) }

  /// The schema that holds this layer's data of one run: `silver__r42`.
  package func schema(of run: RunID) -> Identifier { Identifier("\(rawValue)__r\(run.number)") }
}

extension Layer: Comparable {
  package static func < (left: Layer, right: Layer) -> Bool {
    left.position < right.position
  }

  private var position: Int {
    switch self {
    case .bronze: 0
    case .silver: 1
    case .gold: 2
    }
  }
}

/// The number that the run store gave a run; numbers grow and are never used twice.
package struct RunID: Hashable, Sendable, Codable {
  package let number: Int64

  package init(_ number: Int64) {
    self.number = number
  }
}

extension RunID: Comparable, CustomStringConvertible {
  package static func < (left: RunID, right: RunID) -> Bool { left.number < right.number }

  package var description: String { "r\(number)" }
}
