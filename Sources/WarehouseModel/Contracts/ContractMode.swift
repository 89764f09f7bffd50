/// For whom a contract is held against a schema (`whtest.mode`).
package enum ContractMode: String, CaseIterable, Sendable, Codable {
  /// One that names its columns and reads into typed targets.
  case reader
  /// One that inserts rows with the columns that it knows.
  case writer
  /// Both.
  case full
  /// Nobody in particular: any difference is one too many.
  case exact
  /// Nobody: the contract is not held.
  case none

  /// Whether what a reader relies on is looked at.
  var holdsForReaders: Bool { self != .writer }

  /// Whether what a writer relies on is looked at.
  var holdsForWriters: Bool { self == .writer || self == .full }
}

/// What columns come to that the contract does not know (`whtest.extraColumns`).
package enum ExtraColumns: String, CaseIterable, Sendable, Codable {
  case allow, warn, fail
}

/// What a relation is, in the words of `physicalType`.
package struct PromisedKind: Hashable, Sendable {
  package let text: String
  package let kinds: Set<Relation.Kind>

  /// Nil for a word that is no kind of relation in PostgreSQL.
  package init?(_ text: String) {
    self.text = text
    let words = text.lowercased().split { " _-".contains($0) }.joined(separator: " ")
    switch words {
    case "table", "base table": kinds = [.table, .partitionedTable]
    case "partitioned table": kinds = [.partitionedTable]
    case "view": kinds = [.view]
    case "materialized view", "materialised view", "matview": kinds = [.materializedView]
    case "foreign table", "external table": kinds = [.foreignTable]
    default: return nil
    }
  }
}

/// How an object of a contract is held against what is there, beyond what it promises.
package struct ObjectTerms: Hashable, Sendable {
  package var mode: ContractMode
  /// Nil where nothing is said, so that the mode decides.
  package var extraColumns: Located<ExtraColumns>?
  /// `physicalType` of the object.
  package var kind: Located<PromisedKind>?
  /// How loud a broken promise about the schema is; the severity of data is the object's own.
  package var severity: CheckSeverity
  /// Constraints by name that one who writes knows of (`whtest.constraints`).
  package var knownConstraints: Set<Identifier>
  package var waivers: [Waiver]
  /// What roles are promised on every object of the contract.
  package var roles: [RolePromise]
  /// How the table is copied (`whtest.load`); nil: as a whole.
  package var load: Located<LoadMode>?

  package init(
    mode: ContractMode = .reader, extraColumns: Located<ExtraColumns>? = nil,
    kind: Located<PromisedKind>? = nil, severity: CheckSeverity = .error,
    knownConstraints: Set<Identifier> = [], waivers: [Waiver] = [], roles: [RolePromise] = [],
    load: Located<LoadMode>? = nil
  ) {
    self.mode = mode
    self.extraColumns = extraColumns
    self.kind = kind
    self.severity = severity
    self.knownConstraints = knownConstraints
    self.waivers = waivers
    self.roles = roles
    self.load = load
  }
}

/// How a property of a contract is held against what is there, beyond what the standard has keys for.
package struct PropertyTerms: Hashable, Sendable {
  /// How loud a broken promise about the column is; nil: as the object says.
  package var severity: CheckSeverity?
  /// How loud the checks of the column's data are; nil: as the object says.
  package var dataSeverity: CheckSeverity?
  /// The place among all columns, from 1 (`whtest.position`).
  package var position: Located<Int>?
  /// The default's expression as PostgreSQL prints it (`whtest.default`).
  package var defaultExpression: Located<String>?
  /// Whether the database fills the column, so that nobody writes it (`whtest.generated`).
  package var generated: Located<Bool>?
  package var waivers: [Waiver]

  package init(
    severity: CheckSeverity? = nil, dataSeverity: CheckSeverity? = nil,
    position: Located<Int>? = nil, defaultExpression: Located<String>? = nil,
    generated: Located<Bool>? = nil, waivers: [Waiver] = []
  ) {
    self.severity = severity
    self.dataSeverity = dataSeverity
    self.position = position
    self.defaultExpression = defaultExpression
    self.generated = generated
    self.waivers = waivers
  }
}

extension ContractObject {
  /// What becomes of columns that the contract does not know.
  ///
  /// Exact means exact, whatever else is said.
  package var extraColumns: ExtraColumns {
    terms.mode == .exact ? .fail : terms.extraColumns?.value ?? .allow
  }

  /// The waivers of the object and of its columns, in the order of the file.
  package var waivers: [Waiver] { terms.waivers + properties.flatMap(\.terms.waivers) }
}

extension Contract {
  /// The same contract with every object held in one mode, whatever the contract says.
  package func held(in mode: ContractMode) -> Contract {
    var contract = self
    for index in contract.objects.indices { contract.objects[index].terms.mode = mode }
    return contract
  }
}
