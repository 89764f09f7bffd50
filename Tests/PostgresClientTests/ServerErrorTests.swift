import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct ServerErrorTests {
  /// The server's error of a statement that it must refuse.
  private func refusal(
    of statement: String, after setup: String = "", _ values: [String?] = []
  ) async throws -> ServerError {
    let connection = try await TestServer.database(setup).connect()
    let error = try #require(
      await #expect(throws: PostgresError.self) { try await connection.query(statement, values) })
    // Whatever was refused, the session goes on.
    #expect(try await connection.query("SELECT 'still here'").rows == [["still here"]])
    return try #require(error.serverError)
  }

  @Test func aBrokenConstraintIsNamedAndTheRowIsNotPrinted() async throws {
    let error = try await refusal(
      of: "INSERT INTO t VALUES ($1)",
      after:
        "CREATE TABLE t (name text CONSTRAINT one_of_each UNIQUE); INSERT INTO t VALUES ('x42')",
      ["x42"])
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.sqlState.classCode == "23")
    #expect(error.constraint == "one_of_each")
    #expect(error.detail == "Key (name)=(x42) already exists.")
    #expect(
      error.description
        == #"test: 23505 duplicate key value violates unique constraint "one_of_each""#)
  }

  @Test func aSyntaxErrorHasAPosition() async throws {
    let error = try await refusal(of: "SELECT 'ü' FORM t")
    #expect(error.sqlState.code == "42601")
    // In characters, not in bytes.
    #expect(error.position == 17)
  }

  @Test func aHintIsPartOfTheMessage() async throws {
    let error = try await refusal(
      of: "SELECT nmae FROM t", after: "CREATE TABLE t (name text)")
    #expect(error.sqlState == .undefinedColumn)
    #expect(error.hint == #"Perhaps you meant to reference the column "t.name"."#)
    #expect(error.description.hasSuffix(#"(hint: \#(error.hint ?? ""))"#))
  }

  @Test func anErrorInAFunctionSaysWhereItCameFrom() async throws {
    let error = try await refusal(
      of: "SELECT f()",
      after: "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN 1 / 0; END$$")
    #expect(error.sqlState.code == "22012")
    #expect(error.context?.contains("PL/pgSQL function f()") == true)
  }

  @Test func whatARoleMayNotReadIsRefused() async throws {
    let database = try await TestServer.database("CREATE TABLE secrets (i integer)")
    let connection = try await database.connect(as: try await database.createRole())
    let error = await #expect(throws: PostgresError.self) {
      try await connection.query("SELECT * FROM secrets")
    }
    #expect(error?.serverError?.sqlState == .insufficientPrivilege)
  }

  @Test func aStatementThatTakesTooLongIsRefusedAndNotCalledCancelled() async throws {
    let database = try await TestServer.database()
    let connection = try await Connection.open(
      database.settings.with(["statement_timeout": "20ms"]), environment: [:])
    let error = await #expect(throws: PostgresError.self) {
      try await connection.query("SELECT pg_sleep(60)")
    }
    #expect(error?.serverError?.sqlState == .queryCancelled)
  }

  @Test func aSessionThatTheServerEndsIsLost() async throws {
    let database = try await TestServer.database()
    let connection = try await database.connect()
    let backend = await connection.backendPID
    let waiting = Task { try await connection.query("SELECT pg_sleep(60)") }
    try await database.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(backend) AND state = 'active')")
    try await database.execute("SELECT pg_terminate_backend(\(backend))")
    let error = await #expect(throws: PostgresError.self) { try await waiting.value }
    #expect(error?.isEndOfSession == true)
    let later = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1") }
    #expect(later?.serverError == nil)
  }
}

extension PostgresError {
  /// The server's farewell (57P01), or the silence after it.
  fileprivate var isEndOfSession: Bool {
    switch self {
    case .connectionLost: true
    case .refused(let error): error.sqlState.code == "57P01"
    case .cannotConnect, .cancelled: false
    }
  }
}
