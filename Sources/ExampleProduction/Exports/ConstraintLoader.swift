import PostgresClient
import SQLAnalysis
import WarehouseModel

/// Adds the constraints that the rows can hold, one by one, and tells which they cannot.
struct ConstraintLoader: Sendable {
  let script: Script
  let connection: Connection

  /// Runs the script's statements, each in a savepoint of the open transaction.
  func run() async throws -> [LeftOffConstraint] {
    var leftOff: [LeftOffConstraint] = []
    for statement in try script.statements() {
      guard let refusal = try await attempt(statement) else { continue }
      guard let constraint = ConstraintStatement(statement.text),
        isData(refusal, leftOff: leftOff)
      else { throw ExampleProductionError.refused(at: script.location(of: statement), refusal) }
      leftOff.append(
        LeftOffConstraint(
          relation: constraint.relation, kind: constraint.kind, name: constraint.name,
          message: refusal.message))
      if constraint.kind == .primaryKey { leftOff += try await forbidNull(constraint) }
    }
    return leftOff
  }

  /// A primary key also forbids NULL; where only its uniqueness is broken, that much is kept.
  private func forbidNull(_ key: ConstraintStatement) async throws -> [LeftOffConstraint] {
    var leftOff: [LeftOffConstraint] = []
    for column in key.columns {
      let sql = "ALTER TABLE \(key.relation.quoted) ALTER COLUMN \(column.quoted) SET NOT NULL"
      guard let refusal = try await attempt({ try await connection.execute(sql) }) else { continue }
      leftOff.append(
        LeftOffConstraint(
          relation: key.relation, kind: .notNull(column), name: "NOT NULL of \(column)",
          message: refusal.message))
    }
    return leftOff
  }

  /// Whether the rows are to blame, or a key that is missing because of them.
  private func isData(_ refusal: ServerError, leftOff: [LeftOffConstraint]) -> Bool {
    let integrityViolation = "23"
    let noSuchKey = SQLState("42830")
    return refusal.sqlState.classCode == integrityViolation
      || (refusal.sqlState == noSuchKey && !leftOff.isEmpty)
  }

  private func attempt(_ statement: Statement) async throws -> ServerError? {
    try await attempt { try await connection.execute(statement.text) }
  }

  /// Does something, or undoes it and returns why the server refused.
  private func attempt(_ work: () async throws -> Void) async throws -> ServerError? {
    try await connection.execute("SAVEPOINT attempt")
    do {
      try await work()
      try await connection.execute("RELEASE SAVEPOINT attempt")
      return nil
    } catch let error as PostgresError {
      guard let refusal = error.serverError else { throw error }
      try await connection.execute("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
      return refusal
    }
  }
}
