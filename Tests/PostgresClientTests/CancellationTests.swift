import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct CancellationTests {
  @Test func aCancelledTaskStopsItsStatementAndTheSessionGoesOn() async throws {
    let database = try await TestServer.database()
    let connection = try await database.connect()
    let backend = await connection.backendPID
    let task = Task { try await connection.query("SELECT pg_sleep(600)") }
    try await database.wait(
      until: "EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(backend) AND state = 'active'"
        + " AND wait_event = 'PgSleep')")
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    #expect(try await connection.query("SELECT 1").rows == [["1"]])
  }

  @Test func aStatementThatWaitsForALockIsStoppedToo() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let holder = try await database.connect()
    try await holder.execute("BEGIN; LOCK TABLE t")
    let connection = try await database.connect()
    let backend = await connection.backendPID
    let task = Task { try await connection.execute("BEGIN; INSERT INTO t VALUES (1)") }
    try await database.wait(untilBlocked: backend)
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    try await connection.execute("ROLLBACK")
    try await holder.execute("COMMIT")
    #expect(try await connection.query("SELECT count(*) FROM t").rows == [["0"]])
  }

  @Test func aTaskThatIsCancelledAlreadySendsNothing() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let connection = try await database.connect()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await connection.execute("INSERT INTO t VALUES (1)")
    }
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    #expect(try await database.value("SELECT count(*) FROM t") == "0")
  }

  @Test func aCopyIsStoppedInTheMiddleAndBothSessionsGoOn() async throws {
    let database = try await TestServer.database(stallingTarget)
    let source = try await database.connect()
    let target = try await database.connect(beside: source)
    let gate = try await database.connect()
    try await gate.execute("SELECT pg_advisory_lock(1)")
    let backend = await target.backendPID
    let task = Task { try await relayCopy(from: source, longCopy, to: target, copyToTarget) }
    try await database.wait(untilBlocked: backend)
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    #expect(try await source.query("SELECT 1").rows == [["1"]])
    #expect(try await target.query("SELECT count(*) FROM t").rows == [["0"]])
    await gate.close()
  }

  @Test func aTargetThatDiesInTheMiddleOfACopyLeavesTheSourceUsable() async throws {
    let database = try await TestServer.database(stallingTarget)
    let source = try await database.connect()
    let target = try await database.connect(beside: source)
    let gate = try await database.connect()
    try await gate.execute("SELECT pg_advisory_lock(1)")
    let backend = await target.backendPID
    let task = Task { try await relayCopy(from: source, longCopy, to: target, copyToTarget) }
    try await database.wait(untilBlocked: backend)
    try await database.execute("SELECT pg_terminate_backend(\(backend))")
    await #expect(throws: PostgresError.self) { try await task.value }
    #expect(try await source.query("SELECT 1").rows == [["1"]])
    #expect(try await database.value("SELECT count(*) FROM t") == "0")
    await gate.close()
  }

  @Test func aSourceThatDiesInTheMiddleOfACopyLeavesTheTargetUsable() async throws {
    let database = try await TestServer.database(
      "CREATE TABLE t (i bigint, filler text); CREATE VIEW rows AS SELECT i, repeat('x', 100) AS filler"
        + " FROM generate_series(1::bigint, 5000) AS i"
        + " WHERE i < 5000 OR pg_advisory_lock(1) IS NOT NULL")
    let source = try await database.connect()
    let target = try await database.connect(beside: source)
    let gate = try await database.connect()
    try await gate.execute("SELECT pg_advisory_lock(1)")
    let backend = await source.backendPID
    let task = Task {
      try await relayCopy(
        from: source, "COPY (SELECT * FROM rows) TO STDOUT (FORMAT binary)", to: target,
        copyToTarget)
    }
    try await database.wait(untilBlocked: backend)
    try await database.execute("SELECT pg_terminate_backend(\(backend))")
    await #expect(throws: PostgresError.self) { try await task.value }
    #expect(try await target.query("SELECT count(*) FROM t").rows == [["0"]])
    await gate.close()
  }
}

/// A table that takes rows until somebody lets it take the thousandth.
private let stallingTarget = """
  CREATE TABLE t (i bigint, filler text);
  CREATE FUNCTION stall() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
    IF NEW.i = 1000 THEN PERFORM pg_advisory_lock(1); END IF;
    RETURN NEW;
  END$$;
  CREATE TRIGGER stall BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION stall()
  """
private let longCopy = """
  COPY (SELECT i, repeat('x', 100) FROM generate_series(1::bigint, 200000) AS i) TO STDOUT
  (FORMAT binary)
  """
private let copyToTarget = "COPY t FROM STDIN (FORMAT binary)"
