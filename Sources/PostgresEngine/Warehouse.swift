package import PostgresClient
import WarehouseModel

/// Opens sessions on the warehouse for the sessions of one run.
package struct Warehouse: Sendable {
  package let settings: ConnectionSettings
  let limits: EngineLimits
  let environment: [String: String]

  package init(
    _ settings: ConnectionSettings, limits: EngineLimits, environment: [String: String]
  ) {
    self.settings = settings
    self.limits = limits
    self.environment = environment
  }

  /// A session that a new run waits for, should this one die, and that notices the death itself.
  ///
  /// - Parameter other: a session into whose queue data is to be relayed.
  func openWorker(statement: Duration, beside other: Connection? = nil) async throws -> Connection {
    let connection = try await Connection.open(
      settings.with([
        "statement_timeout": "\(statement.milliseconds)",
        "lock_timeout": "\(limits.lock.milliseconds)",
        "idle_in_transaction_session_timeout": "0",
        "row_security": "off",
      ]), environment: environment, beside: other)
    if await connection.serverVersion >= 140_000 {
      try await connection.execute("SET client_connection_check_interval = '1s'")
    }
    _ = try await connection.query(
      "SELECT pg_catalog.pg_advisory_lock_shared($1::bigint)",
      [String(AdvisoryLock.worker.rawValue)])
    return connection
  }
}

extension ServerError {
  /// The message without what it quotes where that is data: a data exception (class 22) names the
  /// value that it stumbled over.
  fileprivate var messageWithoutValues: String {
    guard sqlState.classCode == "22" else { return message }
    return message.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .map { $0.isMultiple(of: 2) ? String($1) : "***" }.joined(separator: "\"")
  }
}

extension PostgresError {
  /// What an engine throws for it: the task's cancellation, or a failure.
  var forCaller: any Error { self == .cancelled ? CancellationError() : failure() }

  /// What an engine's caller is told, without PostgreSQL's own types.
  func failure(at location: SourceLocation? = nil) -> BuildFailure {
    guard let error = serverError else {
      return BuildFailure(code: nil, message: description, location: location)
    }
    let hint = error.hint.map { " (hint: \($0))" } ?? ""
    return BuildFailure(
      code: error.sqlState.code, message: error.messageWithoutValues + hint, location: location)
  }

  /// The failure of a statement that ends with a model's query, located in the model's file.
  func failure(of model: Model, prefix: String) -> BuildFailure {
    guard let position = serverError?.position else { return failure(at: model.location) }
    let before = prefix.unicodeScalars.count
    return failure(
      at: model.location.advanced(byScalars: position - 1 - before, in: model.query))
  }
}
