/// A production table that is copied into bronze, column by column.
package struct Landing: Hashable, Sendable {
  /// The server that holds it, as `whtest.yaml` names it.
  package let server: String
  package let source: QualifiedName
  package let target: QualifiedName
  package let columns: [LandingColumn]
  /// What identifies a row; empty when the contract does not say.
  package let key: [Identifier]
  package let load: LoadMode
  /// Whether rows and values are compared with production's once they are copied.
  package let isReconciled: Bool
  package let location: SourceLocation

  package init(
    server: String, source: QualifiedName, target: QualifiedName, columns: [LandingColumn],
    key: [Identifier], load: LoadMode = .full(), isReconciled: Bool = false,
    location: SourceLocation
  ) {
    self.server = server
    self.source = source
    self.target = target
    self.columns = columns
    self.key = key
    self.load = load
    self.isReconciled = isReconciled
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
  /// Nil where nobody asked for it.
  package let reconciliation: Reconciliation?

  package init(
    target: QualifiedName, rows: Int64, bytes: Int64, seconds: Double,
    reconciliation: Reconciliation? = nil
  ) {
    self.target = target
    self.rows = rows
    self.bytes = bytes
    self.seconds = seconds
    self.reconciliation = reconciliation
  }
}

/// Production's rows, at the moment that was copied, beside those of the copy.
package struct Reconciliation: Hashable, Sendable {
  package let source: Digest
  package let copy: Digest

  package init(source: Digest, copy: Digest) {
    self.source = source
    self.copy = copy
  }

  /// What rows come to, whatever their order.
  package struct Digest: Hashable, Sendable {
    package let rows: String
    /// The sum of the rows' hashes.
    package let checksum: String

    package init(rows: String, checksum: String) {
      self.rows = rows
      self.checksum = checksum
    }
  }

  /// What differs; nil where nothing does.
  package var difference: String? {
    if source.rows != copy.rows {
      return "production has \(source.rows) rows, the copy \(copy.rows)"
    }
    if source.checksum != copy.checksum {
      return "as many rows as production (\(copy.rows)), and other values: their checksum is "
        + "\(copy.checksum), production's \(source.checksum)"
    }
    return nil
  }
}

/// Everything that a run will make, in the order in which it is made.
package struct BuildPlan: Sendable {
  package let run: RunID
  package let landings: [Landing]
  /// In an order in which each model comes after what it reads.
  package let models: [Model]
  /// What stands beside them unchanged.
  package let carried: [CarriedRelation]
  /// When production was as the run has read it, as PostgreSQL prints a `timestamptz`.
  ///
  /// Later than that of any run before. Nil: when the build begins.
  package let moment: String?

  package init(
    run: RunID, landings: [Landing], models: [Model], carried: [CarriedRelation] = [],
    moment: String? = nil
  ) {
    self.carried = carried
    self.moment = moment
    self.run = run
    self.landings = landings
    self.models = models
  }

  /// Every relation that will be published, with its layer; what a crash of the server would empty is not.
  package var relations: [(layer: Layer, name: QualifiedName)] {
    landings.filter(\.load.isLogged).map { (.bronze, $0.target) }
      + models.map { ($0.layer, $0.name) }
      + carried.map { ($0.layer, $0.name) }
  }
}
