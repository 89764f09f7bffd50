import PostgresEngine
import Quality
import TestSupport
import WarehouseModel

/// A database with a `silver.t`, audited as `whtest check` does it.
struct AuditedTable {
  let database: TestDatabase
  static let name = QualifiedName("silver", "t")

  static func make(_ statements: String) async throws -> AuditedTable {
    AuditedTable(
      database: try await TestServer.database("CREATE SCHEMA silver; \(statements)"))
  }

  func audit(connections: Int = 1) async throws -> CommittedAudit {
    let limits = EngineLimits(
      lock: .seconds(30), catalog: .seconds(60), check: .seconds(60), copy: .seconds(60),
      model: .seconds(60), publish: .seconds(60), connections: connections)
    return try await CommittedAudit(on: database.settings, limits: limits, environment: [:])
  }

  /// What comes of checks, with the columns of a contract that classifies some of them.
  func results(
    of checks: [Check], open: [String] = [], classified: [String] = [],
    options: AuditOptions = AuditOptions(), connections: Int = 1
  ) async throws -> [AssertionResult] {
    let audit = try await audit(connections: connections)
    let results = try await Auditor(
      engine: audit, masking: Masking(of: [.columns(open, classified: classified)]),
      options: options
    ).results(of: checks)
    await audit.end()
    return results
  }
}

extension Check {
  /// A check of `silver.t` that fails on the first offending row.
  static func of(
    _ rule: Rule, name: String = "check", subject: QualifiedName = AuditedTable.name,
    showing columns: [Identifier] = []
  ) -> Check {
    Check(
      subject: subject, name: name, rule: rule, severity: .error,
      location: SourceLocation(file: "contracts/t.yaml", line: 1), evidenceColumns: columns)
  }
}

extension Contract {
  /// A contract that knows these columns of `silver.t`.
  static func columns(_ open: [String], classified: [String]) -> Contract {
    let location = SourceLocation(file: "contracts/t.yaml", line: 1)
    let columns = open.map { ($0, String?.none) } + classified.map { ($0, "confidential") }
    return Contract(
      id: "t", version: "1", file: "contracts/t.yaml", fingerprint: Fingerprint(hexadecimal: ""),
      server: nil,
      objects: [
        ContractObject(
          name: "t", relation: AuditedTable.name, location: location,
          properties: columns.map { name, classification in
            ContractProperty(
              name: name, column: Identifier(name), location: location,
              classification: classification)
          })
      ])
  }
}
