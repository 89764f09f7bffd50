/// Why a conversation with a server did not go on.
package enum PostgresError: Error, Hashable, Sendable {
  /// No session came about; the message is libpq's, which holds no password.
  case cannotConnect(server: String, message: String)
  /// The server refused a statement.
  case refused(ServerError)
  /// The session ended under us.
  case connectionLost(server: String, message: String)
  /// The task was cancelled; the server has stopped the statement.
  case cancelled

  /// The server's refusal, if that is what it is.
  package var serverError: ServerError? {
    if case .refused(let error) = self { error } else { nil }
  }
}

extension PostgresError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotConnect(let server, let message): "cannot connect to \(server): \(message)"
    case .refused(let error): error.description
    case .connectionLost(let server, let message): "lost the connection to \(server): \(message)"
    case .cancelled: "cancelled"
    }
  }
}

/// What the server said about a statement that it refused.
package struct ServerError: Error, Hashable, Sendable {
  /// The server's name in our configuration.
  package let server: String
  package let sqlState: SQLState
  package let message: String
  package let detail: String?
  package let hint: String?
  /// Where in the statement, in characters from 1.
  package let position: Int?
  package let context: String?
  package let constraint: String?

  package init(
    server: String, sqlState: SQLState, message: String, detail: String? = nil,
    hint: String? = nil, position: Int? = nil, context: String? = nil, constraint: String? = nil
  ) {
    self.server = server
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.position = position
    self.context = context
    self.constraint = constraint
  }
}

extension ServerError: CustomStringConvertible {
  /// Leaves the detail out: it may quote a row.
  package var description: String {
    "\(server): \(sqlState) \(message)" + (hint.map { " (hint: \($0))" } ?? "")
  }
}
