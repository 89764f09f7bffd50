import CLibPQ
import Glibc
package import WarehouseModel

/// One session on a PostgreSQL server.
///
/// libpq blocks, so the actor lives on a queue of its own. Cancelling the task that waits for a
/// statement cancels the statement on the server.
package actor Connection {
  /// The server's name in our configuration.
  package nonisolated let server: String
  private nonisolated let executor: QueueExecutor
  private(set) var session: Session?
  /// Whether a COPY was begun and has not ended.
  var isCopying = false
  private(set) var canceller: Canceller?

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  private init(server: String, executor: QueueExecutor) {
    self.server = server
    self.executor = executor
  }

  /// Opens a session, or says why none came about.
  ///
  /// - Parameter other: a session whose queue the new one shares, so that data can be relayed between
  ///   the two; nil gives it a queue of its own.
  package static func open(
    _ settings: ConnectionSettings, environment: [String: String], beside other: Connection? = nil
  ) async throws(PostgresError) -> Connection {
    // libpq quotes what it cannot parse, password and all: such a message is not passed on.
    guard Session.canParse(settings.target) else {
      throw .cannotConnect(
        server: settings.server,
        message: "its URL is neither a connection URI nor a list of key=value pairs")
    }
    guard !settings.hasStrayAt else {
      throw .cannotConnect(
        server: settings.server,
        message: "its URL has an @ or / in the password: write them as %40 and %2F")
    }
    let connection = Connection(
      server: settings.server,
      executor: other?.executor ?? QueueExecutor(label: "whtest.\(settings.server)"))
    try await connection.connect(settings.parameters(environment: environment))
    try await connection.execute(settings.sessionStatement(serverVersion: connection.serverVersion))
    return connection
  }

  /// The server's version as one number: 150018 is 15.18.
  package var serverVersion: Int { session?.serverVersion ?? 0 }

  /// The process on the server that serves this session.
  package var backendPID: Int { session?.backendPID ?? 0 }

  /// Runs one or more statements without parameters; returns the rows touched by the last.
  @discardableResult
  package func execute(_ statements: String) async throws(PostgresError) -> Int64 {
    try await cancellable { session throws(PostgresError) in
      guard session.send(statements) else { throw lost() }
      return try finish().affected
    }
  }

  /// Runs one statement with its values bound as text, and returns all its rows.
  package func query(
    _ statement: String, _ values: [String?] = []
  ) async throws(PostgresError) -> ResultSet {
    try await answer(to: statement, values).resultSet()
  }

  /// Runs one statement as `query` does, and leaves it to the caller to read the rows: by then the server
  /// may be at work on the next.
  package func answer(
    to statement: String, _ values: [String?] = []
  ) async throws(PostgresError) -> Answer {
    try await cancellable { session throws(PostgresError) in
      guard session.send(statement, values) else { throw lost() }
      return try finish().answer
    }
  }

  /// Ends the session; later calls fail with `connectionLost`.
  package func close() {
    canceller = nil
    session = nil
  }

  /// Asks the server to stop the statement that runs now, if one does.
  func cancelOnServer() {
    canceller?.cancel()
  }

  // MARK: - Waiting for the server

  private func connect(_ parameters: [(String, String)]) throws(PostgresError) {
    guard let session = Session(parameters: parameters) else {
      throw .cannotConnect(server: server, message: "out of memory")
    }
    if session.hasFailed { throw .cannotConnect(server: server, message: session.errorMessage) }
    try finishConnecting(session)
    canceller = session.makeCanceller()
    self.session = session
  }

  /// Does what `PQconnectdb` does, its `connect_timeout` too, but lets a cancelled task go.
  private func finishConnecting(_ session: Session) throws(PostgresError) {
    var events = POLLOUT
    let clock = ContinuousClock()
    let seconds = session.options["connect_timeout"].flatMap { Int($0) } ?? 0
    let hosts = session.options["host"]?.split(separator: ",").count ?? 1
    let deadline = seconds > 0 ? clock.now + .seconds(max(2, seconds) * max(1, hosts)) : nil
    while true {
      while !session.isReady(for: events) {
        if Task.isCancelled { throw .cancelled }
        if let deadline, clock.now > deadline {
          throw .cannotConnect(server: server, message: "no answer within \(seconds) s")
        }
      }
      switch session.continueConnecting() {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_READING: events = POLLIN
      case PGRES_POLLING_WRITING: events = POLLOUT
      default: throw .cannotConnect(server: server, message: session.errorMessage)
      }
    }
  }

  /// Runs blocking work on this actor; a cancelled task stops it on the server.
  func cancellable<Value: Sendable>(
    _ work: (Session) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    guard let session else {
      throw .connectionLost(server: server, message: "the session is closed")
    }
    if Task.isCancelled { throw .cancelled }
    let canceller = canceller
    // The closure speaks of self, and so stays on this actor's queue: libpq blocks.
    let result = await withTaskCancellationHandler {
      attempt(work, on: session)
    } onCancel: {
      canceller?.cancel()
    }
    do {
      return try result.get()
    } catch {
      let isOurs = error.serverError?.sqlState == .queryCancelled && Task.isCancelled
      throw isOurs ? .cancelled : error
    }
  }

  private func attempt<Value: Sendable>(
    _ work: (Session) throws(PostgresError) -> Value, on session: Session
  ) -> Result<Value, PostgresError> {
    preconditionIsolated("libpq would block a thread that others need")
    do throws(PostgresError) {
      return .success(try work(session))
    } catch {
      return .failure(error)
    }
  }

  /// The next result of the statement, waited for; nil when there are no more.
  func nextResult() throws(PostgresError) -> QueryResult? {
    guard let session else { throw lost() }
    while session.isBusy {
      try awaitInput(of: session)
    }
    return session.nextResult()
  }

  /// Blocks until something has arrived, and repeats a cancellation that came too early.
  func awaitInput(of session: Session) throws(PostgresError) {
    var rounds = 0
    while !session.isReady(for: POLLIN) {
      if Task.isCancelled, rounds % 5 == 0 { canceller?.cancel() }
      rounds += 1
    }
    guard session.consumeInput() else { throw lost() }
  }

  /// Reads results to their end; the first error wins.
  func finish() throws(PostgresError) -> (answer: Answer, affected: Int64) {
    var answer = Answer(result: nil)
    var affected: Int64 = 0
    var failure: PostgresError?
    while let result = try nextResult() {
      switch result.status {
      case PGRES_TUPLES_OK:
        answer = Answer(result: result)
        affected = result.affectedRows
      case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        affected = result.affectedRows
      default:
        failure = failure ?? reason(of: result)
      }
    }
    if let failure { throw failure }
    return (answer, affected)
  }

  /// What a result that is no success means for the session.
  func reason(of result: QueryResult) -> PostgresError {
    let error = result.error(server: server)
    // A message without SQLSTATE is libpq's own: the server is gone.
    guard !error.sqlState.code.isEmpty else { return lost() }
    return .refused(error)
  }

  func lost() -> PostgresError {
    .connectionLost(server: server, message: session?.errorMessage ?? "the session is closed")
  }
}
