import Quality
import WarehouseModel

/// Contracts for the tests that need no server, each clause on a line of its own.
enum PureSample {
  static let rsvps = QualifiedName("public", "rsvps")

  static func line(_ number: Int) -> SourceLocation { SourceLocation(file: "c.yaml", line: number) }

  static func property(
    _ column: Identifier, required: Bool? = nil, unique: Bool? = nil, key: Int? = nil,
    limits: [ValueLimit] = [], quality: [QualityRule] = [], classification: String? = nil
  ) -> ContractProperty {
    ContractProperty(
      name: column.text, column: column, location: line(2),
      required: required.map { Located($0, at: line(3)) },
      unique: unique.map { Located($0, at: line(4)) },
      primaryKeyPosition: key.map { Located($0, at: line(5)) },
      limits: limits.map { Located($0, at: line(6)) }, quality: quality,
      classification: classification)
  }

  static func rule(
    _ metric: QualityRule.Metric, _ expectation: WarehouseModel.Expectation = .equal(0),
    named name: String? = nil,
    unit: Bounds.Unit = .rows, severity: CheckSeverity = .error
  ) -> QualityRule {
    QualityRule(
      name: name, metric: metric, bounds: Bounds(fail: expectation, unit: unit), severity: severity,
      location: line(7))
  }

  /// The checks of one promised relation, whose data lies in bronze.
  static func checks(
    _ properties: [ContractProperty] = [], relationships: [Relationship] = [],
    quality: [QualityRule] = [], severity: CheckSeverity = .error,
    place: @escaping (QualifiedName) -> QualifiedName? = { QualifiedName("bronze", $0.name) }
  ) -> [Check] {
    let object = ContractObject(
      name: "rsvps", relation: rsvps, location: line(1), properties: properties,
      relationships: relationships, quality: quality, severity: severity)
    let contract = Contract(
      id: "c", version: "1", file: "c.yaml", fingerprint: Fingerprint(hexadecimal: "00"),
      server: nil, objects: [object])
    return Quality.checks(of: contract, place: place)
  }
}

extension Check.Rule {
  static func rowCount(_ expectation: WarehouseModel.Expectation) -> Self {
    .number(.rows, Bounds(fail: expectation))
  }

  static func measure(
    _ predicate: Predicate, _ expectation: WarehouseModel.Expectation, _ unit: Bounds.Unit
  ) -> Self {
    .number(.rowsWhere(predicate), Bounds(fail: expectation, unit: unit))
  }

  static func measureDuplicates(
    _ columns: [Identifier], _ expectation: WarehouseModel.Expectation, _ unit: Bounds.Unit
  ) -> Self {
    .number(.duplicates(columns), Bounds(fail: expectation, unit: unit))
  }
}
