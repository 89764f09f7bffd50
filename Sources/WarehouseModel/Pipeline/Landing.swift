/// A production table that is copied into bronze, column by column.
package struct Landing: Hashable, Sendable {
  /// The server that holds it, as `whtest.yaml` names it.
  package let server: String
  package let source: QualifiedName
  package let target: QualifiedName
  package let columns: [LandingColumn]
  /// What identifies a row; empty when the contract does not say.
  package let key: [Identifier]
  package let location: SourceLocation

  package init(
    server: String, source: QualifiedName, target: QualifiedName, columns: [LandingColumn],
    key: [Identifier], location: SourceLocation
  ) {
    self.server = server
    self.source = source
    self.target = target
    self.columns = columns
    self.key = key
    self.location = location
  }
}

/// One column on its way to bronze.
package struct LandingColumn: Hashable, Sendable {
  package let name: Identifier
  /// The type in production.
  package let type: DataType
  /// The zone that a `timestamp` without zone is meant in: it lands as `timestamptz`.
  package let timeZone: String?

  package init(name: Identifier, type: DataType, timeZone: String? = nil) {
    self.name = name
    self.type = type
    self.timeZone = timeZone
  }
}

/// What was copied of one table.
package struct Landed: Hashable, Sendable {
  package let target: QualifiedName
  package let rows: Int64
  package let bytes: Int64
  package let seconds: Double

  package init(target: QualifiedName, rows: Int64, bytes: Int64, seconds: Double) {
    self.target = target
    self.rows = rows
    self.bytes = bytes
    self.seconds = seconds
  }
}

/// Everything that a run will make, in the order in which it is made.
package struct BuildPlan: Sendable {
  package let run: RunID
  package let landings: [Landing]
  /// In an order in which each model comes after what it reads.
  package let models: [Model]

  package init(run: RunID, landings: [Landing], models: [Model]) {
    self.run = run
    self.landings = landings
    self.models = models
  }

  /// Every relation that will be published, with its layer.
  package var relations: [(layer: Layer, name: QualifiedName)] {
    landings.map { (.bronze, $0.target) } + models.map { ($0.layer, $0.name) }
  }
}
