import Definitions
import WarehouseModel

/// Contracts around one interesting part, so that a test shows only that part.
enum ContractSample {
  static func head(_ version: String = "v3.1.0") -> String {
    """
    apiVersion: \(version)
    kind: DataContract
    id: club
    version: 1.0.0
    status: active

    """
  }

  /// A contract with one object `o`, whose properties begin at line 9.
  static func properties(_ lines: String, version: String = "v3.1.0") -> String {
    head(version) + "schema:\n  - name: o\n    properties:\n" + lines
  }

  /// A contract with one object `o` with a column `a`; the quality rules begin at line 10.
  static func quality(_ lines: String, version: String = "v3.1.0") -> String {
    head(version) + "schema:\n  - name: o\n    properties: [{name: a}]\n    quality:\n" + lines
  }

  /// Every feature at once.
  static let whole = """
    apiVersion: v3.1.0
    kind: DataContract
    id: club
    version: 1.0.0
    status: active
    servers:
      - {server: lake, type: s3, location: "s3://x"}
      - {server: production, type: postgresql, host: h, port: 5432, database: d, schema: club}
    customProperties:
      - {property: somebody.else, value: {free: [form]}}
    schema:
      - name: teams
        id: teams_tbl
        physicalName: app.team
        customProperties: [{property: whtest.severity, value: warning}]
        properties:
          - {name: region, primaryKey: true, primaryKeyPosition: 2, id: region_pk}
          - {name: id, physicalName: team id, primaryKey: true, primaryKeyPosition: 1}
      - name: events
        customProperties: [{property: whtest.timeZone, value: Europe/Oslo}]
        properties:
          - name: id
            logicalType: integer
            physicalType: int8
            required: true
            unique: true
            primaryKey: true
            logicalTypeOptions: {minimum: 1, exclusiveMaximum: 1e6, multipleOf: 2}
          - {name: starts, physicalType: timestamp, classification: restricted}
          - name: ends
            logicalType: timestamp
            customProperties: [{property: whtest.timeZone, value: UTC}]
            logicalTypeOptions: {minimum: "2020-01-01", maximum: "2030-01-01"}
          - name: team
            logicalType: string
            logicalTypeOptions: {minLength: 2, maxLength: 3, pattern: "^[A-Z]+$"}
            relationships: [{to: teams.id}]
            quality:
              - {metric: nullValues, mustBeLessThan: 1, unit: percent, severity: info}
              - {metric: missingValues, arguments: {missingValues: [null, "", 0]}, mustBe: 0}
              - {metric: invalidValues, arguments: {validValues: [A, 1, true]}, mustNotBe: 3}
              - {metric: duplicateValues, mustBeBetween: [0, 5]}
          - {name: region, logicalType: string}
        relationships:
          - from: [events.region, events.team]
            to: [schema/teams_tbl/properties/region_pk, teams.id]
          - {from: events.team, to: "other.odcs.yaml#schema/teams/properties/id"}
        quality:
          - {metric: rowCount, mustBeGreaterThan: 0, name: not empty}
          - {metric: duplicateValues, arguments: {properties: [team, region]}, mustBe: 0}
          - {type: sql, query: SELECT 1, mustBe: 1}
          - {type: text, description: always right}
    """
}
