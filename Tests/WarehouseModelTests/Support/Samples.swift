import WarehouseModel

// What most suites need to say "this contract, that schema" in one line each.

let rsvps = QualifiedName("public", "rsvps")

func line(_ number: Int) -> SourceLocation { SourceLocation(file: "c.yaml", line: number) }

func contract(_ objects: ContractObject...) -> Contract {
  Contract(
    id: "rsvps", version: "1.0.0", file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
    server: nil, objects: objects)
}

func promise(
  of relation: QualifiedName = rsvps, _ properties: [ContractProperty] = [],
  at location: SourceLocation = line(1), relationships: [Relationship] = [],
  terms: ObjectTerms = ObjectTerms()
) -> ContractObject {
  ContractObject(
    name: relation.name.text, relation: relation, location: location, properties: properties,
    relationships: relationships, terms: terms)
}

/// A promised column; each clause lies on a line of its own.
func property(
  _ column: Identifier, logicalType: LogicalType? = nil, physicalType: String? = nil,
  required: Bool? = nil, unique: Bool? = nil, key: Int? = nil, limits: [ValueLimit] = [],
  quality: [QualityRule.Metric] = [], terms: PropertyTerms = PropertyTerms()
) -> ContractProperty {
  ContractProperty(
    name: column.text, column: column, location: line(2),
    logicalType: logicalType.map { Located($0, at: line(3)) },
    physicalType: physicalType.map { Located(DataType($0), at: line(4)) },
    required: required.map { Located($0, at: line(5)) },
    unique: unique.map { Located($0, at: line(6)) },
    primaryKeyPosition: key.map { Located($0, at: line(7)) },
    limits: limits.map { Located($0, at: line(8)) },
    quality: quality.map {
      QualityRule(
        name: nil, metric: $0, bounds: Bounds(fail: .equal(0)), severity: .error,
        location: line(9))
    }, terms: terms)
}

func column(
  _ name: Identifier, _ type: String = "integer", notNull: Bool? = true,
  default expression: String? = nil, generation: Column.Generation? = nil,
  domain: Column.Domain? = nil
) -> Column {
  Column(
    name: name, type: DataType(type), isNotNull: notNull, defaultExpression: expression,
    generation: generation, domain: domain)
}

func relation(
  _ columns: [Column] = [], _ constraints: [Constraint]? = [], kind: Relation.Kind = .table,
  named name: QualifiedName = rsvps
) -> Relation {
  Relation(name: name, kind: kind, columns: columns, constraints: constraints)
}

func snapshot(
  _ relations: Relation..., unreadable: [QualifiedName: Set<Identifier>] = [:]
) -> Snapshot {
  Snapshot(reader: .full, relations: relations, unreadable: unreadable)
}

/// A result with any outcome, where only the outcome or the suite matters.
func result(
  _ outcome: Outcome, in suite: AssertionResult.Suite = .contract(rsvps)
) -> AssertionResult {
  AssertionResult(suite: suite, name: "x", location: line(1), outcome: outcome)
}

/// All of an outcome on one line: the word, the type and verdict, the message.
func summary(_ outcome: Outcome) -> String {
  let details: [String?] =
    switch outcome {
    case .failed(let type, let verdict, _): [type, verdict?.rawValue]
    case .errored(let type, _): [type]
    case .passed, .warned, .gated, .notExecuted: []
    }
  return ([outcome.word] + details.compactMap { $0 } + [outcome.message].compactMap { $0 })
    .joined(separator: " | ")
}

/// A result's name and line, then its outcome.
func summary(_ result: AssertionResult) -> String {
  "\(result.location?.line ?? 0) \(result.name) | \(summary(result.outcome))"
}
