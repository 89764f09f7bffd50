/// What a team relies on, as declared in one file of the Open Data Contract Standard (ODCS).
package struct Contract: Hashable, Sendable {
  package let id: String
  package let version: String
  package let file: String
  /// SHA-256 of the file's bytes, so that a report says which text was held against the data.
  package let fingerprint: Fingerprint
  /// The name of the server, as `whtest.yaml` knows it; nil when the contract names none.
  package let server: Located<String>?
  package internal(set) var objects: [ContractObject]
  /// Every place where the data lies, of whatever kind, in the order of the file.
  package let servers: [ContractServer]
  package let agreements: [ServiceLevel]

  package init(
    id: String, version: String, file: String, fingerprint: Fingerprint,
    server: Located<String>?, objects: [ContractObject], servers: [ContractServer] = [],
    agreements: [ServiceLevel] = []
  ) {
    self.id = id
    self.version = version
    self.file = file
    self.fingerprint = fingerprint
    self.server = server
    self.objects = objects
    self.servers = servers
    self.agreements = agreements
  }
}

/// A table or view that the contract promises (ODCS: schema object).
package struct ContractObject: Hashable, Sendable {
  /// The name used inside the contract, by relationships.
  package let name: String
  /// Where it lies in the database.
  package let relation: QualifiedName
  package let location: SourceLocation
  package let properties: [ContractProperty]
  package let relationships: [Relationship]
  package let quality: [QualityRule]
  /// How loud the checks are that follow from the clauses below (`whtest.severity`).
  package let severity: CheckSeverity
  package internal(set) var terms: ObjectTerms

  package init(
    name: String, relation: QualifiedName, location: SourceLocation,
    properties: [ContractProperty], relationships: [Relationship] = [],
    quality: [QualityRule] = [], severity: CheckSeverity = .error,
    terms: ObjectTerms = ObjectTerms()
  ) {
    self.name = name
    self.relation = relation
    self.location = location
    self.properties = properties
    self.relationships = relationships
    self.quality = quality
    self.severity = severity
    self.terms = terms
  }

  /// The columns of the promised primary key, in the order of `primaryKeyPosition`.
  package var primaryKey: [Identifier] {
    properties.compactMap { property in property.primaryKeyPosition.map { (property, $0.value) } }
      .sorted { $0.1 < $1.1 }
      .map { $0.0.column }
  }
}

/// A column that the contract promises (ODCS: schema property).
package struct ContractProperty: Hashable, Sendable {
  package let name: String
  package let column: Identifier
  package let location: SourceLocation
  package let logicalType: Located<LogicalType>?
  package let physicalType: Located<DataType>?
  package let required: Located<Bool>?
  package let unique: Located<Bool>?
  package let primaryKeyPosition: Located<Int>?
  package let limits: [Located<ValueLimit>]
  package let quality: [QualityRule]
  /// The zone that a `timestamp` without zone is meant in (`whtest.timeZone`); nil: UTC, as it is.
  package let timeZone: Located<String>?
  /// ODCS `classification`: values of a classified column never reach a report.
  package let classification: String?
  package let terms: PropertyTerms
  /// ODCS `criticalDataElement`: what goes wrong with it goes wrong with the whole.
  package let isCritical: Bool
  package let description: String?

  package init(
    name: String, column: Identifier, location: SourceLocation,
    logicalType: Located<LogicalType>? = nil, physicalType: Located<DataType>? = nil,
    required: Located<Bool>? = nil, unique: Located<Bool>? = nil,
    primaryKeyPosition: Located<Int>? = nil, limits: [Located<ValueLimit>] = [],
    quality: [QualityRule] = [], timeZone: Located<String>? = nil, classification: String? = nil,
    isCritical: Bool = false, description: String? = nil,
    terms: PropertyTerms = PropertyTerms()
  ) {
    self.name = name
    self.column = column
    self.location = location
    self.logicalType = logicalType
    self.physicalType = physicalType
    self.required = required
    self.unique = unique
    self.primaryKeyPosition = primaryKeyPosition
    self.limits = limits
    self.quality = quality
    self.timeZone = timeZone
    self.classification = classification
    self.terms = terms
    self.isCritical = isCritical
    self.description = description
  }
}

extension ContractProperty {
  /// Whether values must stay out of reports: a class that says "anybody may see this" is none.
  package var isClassified: Bool {
    classification.map { !["public", "open", "none"].contains($0.lowercased()) } ?? false
  }
}

/// ODCS `logicalType`.
package enum LogicalType: String, CaseIterable, Sendable, Codable {
  case string, date, timestamp, time, number, integer, object, array, boolean

  /// Whether a column of this type can carry what the contract promises.
  package func admits(_ family: TypeFamily) -> Bool {
    switch (self, family) {
    case (.string, .string), (.string, .uuid), (.string, .own), (.date, .date),
      (.timestamp, .timestamp),
      (.time, .time), (.integer, .integer), (.boolean, .boolean), (.object, .json), (.object, .own),
      (.array, .array), (.array, .json), (.number, .integer), (.number, .exactNumeric),
      (.number, .floatingPoint), (.string, .interval), (.string, .binary):
      true
    default: false
    }
  }
}

/// A bound on values from `logicalTypeOptions`.
package enum ValueLimit: Hashable, Sendable {
  case minimum(Literal)
  case exclusiveMinimum(Literal)
  case maximum(Literal)
  case exclusiveMaximum(Literal)
  case minLength(Int)
  case maxLength(Int)
  case pattern(String)
  /// A number as written.
  case multipleOf(String)
  case format(ValueFormat)
}

/// A foreign key that data must satisfy, whether or not the database enforces it.
package struct Relationship: Hashable, Sendable {
  package let columns: [Identifier]
  package let references: QualifiedName
  package let referencedColumns: [Identifier]
  package let location: SourceLocation

  package init(
    columns: [Identifier], references: QualifiedName, referencedColumns: [Identifier],
    location: SourceLocation
  ) {
    self.columns = columns
    self.references = references
    self.referencedColumns = referencedColumns
    self.location = location
  }
}
