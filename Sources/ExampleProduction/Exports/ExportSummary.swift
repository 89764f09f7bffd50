package import WarehouseModel

/// What loading a folder of exports came to.
package struct ExportSummary: Hashable, Sendable {
  /// One table, and where its rows came from.
  package struct Table: Hashable, Sendable {
    package let relation: QualifiedName
    package let rows: Int64
    /// The export, or the script that made the rows up.
    package let source: String
    package let isGenerated: Bool
  }

  /// In the order of their names.
  package let tables: [Table]
  /// Warnings, such as a column that was ignored.
  package let notes: [Diagnostic]
  /// What the data cannot hold, in the order of the script.
  package let leftOff: [LeftOffConstraint]
  /// The folder of the exports.
  package let folder: String

  /// Accepts that production lacks what was left off, so that a run gets to the data itself.
  package var waivers: [Waiver] {
    leftOff.flatMap { constraint in
      constraint.assertions.map { assertion in
        Waiver(
          relation: constraint.relation, assertion: assertion,
          reason: "the exports in \(folder) break it (\(constraint.name))")
      }
    }
  }
}

/// A constraint that production does not get, because its rows break it.
package struct LeftOffConstraint: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case primaryKey
    case unique
    case notNull(Identifier)
    case foreignKey
    case check
  }

  package let relation: QualifiedName
  package let kind: Kind
  /// For people: `constraint teams_pkey`, `NOT NULL of country_code`.
  package let name: String
  /// Why, in the words of the server.
  package let message: String

  /// The assertions of a contract that fail without it.
  var assertions: [String] {
    switch kind {
    case .primaryKey: ["primary_key"]
    case .notNull(let column): ["columns.\(column).required"]
    case .unique, .foreignKey, .check: []
    }
  }
}
