/// A part of a run, as people name it: `silver.events+`.
package struct Selection: Hashable, Sendable {
  /// What is named by any of them is meant.
  package let terms: [Term]

  package init(_ terms: [Term]) {
    self.terms = terms
  }

  /// A layer or a relation, with what it reads and what reads it.
  package struct Term: Hashable, Sendable {
    /// A name, with or without its layer in front; or a layer.
    package let path: [Identifier]
    /// Whether all that it reads is meant too, however far away (`+name`).
    package let takesSources: Bool
    /// Whether all that reads it is meant too, however far away (`name+`).
    package let takesReaders: Bool

    package init(_ path: [Identifier], takesSources: Bool = false, takesReaders: Bool = false) {
      self.path = path
      self.takesSources = takesSources
      self.takesReaders = takesReaders
    }

    /// The name as it was written, without its signs.
    package var name: String { path.map(\.text).joined(separator: ".") }
  }
}

/// A selection that names what is not there.
package struct SelectionMistake: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
