import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct StatementTests {
  @Test func aBoundValueComesBackAsItWentIn() async throws {
    let connection = try await TestServer.database().connect()
    for value in [
      "", " ", "it's", "'; DROP TABLE x; --", "\"quoted\"", "back\\slash", "line\nbreak", "tab\t",
      "Zürich 🏑", "{a,b}", "NULL", "$1", String(repeating: "long", count: 100_000),
    ] {
      let result = try await connection.query("SELECT $1::text, length($1::text)", [value])
      #expect(result.rows == [[value, String(value.unicodeScalars.count)]])
    }
  }

  @Test func aMissingValueIsNULLAndNoEmptyText() async throws {
    let connection = try await TestServer.database().connect()
    let result = try await connection.query(
      "SELECT $1::text IS NULL AS first, $2::text AS second, $3::text AS third", [nil, nil, ""])
    #expect(result == ResultSet(columns: ["first", "second", "third"], rows: [["t", nil, ""]]))
  }

  @Test func rowsKeepTheirOrderAndColumnsTheirNames() async throws {
    let connection = try await TestServer.database().connect()
    let result = try await connection.query(
      #"SELECT i AS "A ""b""", i * i AS a FROM generate_series(1, 3) AS i ORDER BY i DESC"#)
    #expect(
      result
        == ResultSet(columns: [#"A "b""#, "a"], rows: [["3", "9"], ["2", "4"], ["1", "1"]]))
  }

  @Test func severalStatementsReturnTheRowsTouchedByTheLast() async throws {
    let database = try await TestServer.database()
    let connection = try await database.connect()
    let touched = try await connection.execute(
      """
      CREATE TABLE t (i integer); INSERT INTO t SELECT generate_series(1, 7);
      UPDATE t SET i = i + 10 WHERE i <= 3
      """)
    #expect(touched == 3)
    #expect(try await database.value("SELECT sum(i) FROM t") == "58")
  }

  @Test func whenOneOfSeveralStatementsFailsNoneOfThemHolds() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let connection = try await database.connect()
    await #expect(throws: PostgresError.self) {
      try await connection.execute(
        "INSERT INTO t VALUES (1); SELECT 1 / 0; INSERT INTO t VALUES (2)")
    }
    #expect(try await connection.query("SELECT count(*) FROM t").rows == [["0"]])
  }

  @Test func anEmptyStatementTouchesNothing() async throws {
    let connection = try await TestServer.database().connect()
    #expect(try await connection.execute("") == 0)
    #expect(try await connection.execute(" ; -- nothing") == 0)
  }

  @Test func answersLookTheSameWhateverTheDatabaseIsSetTo() async throws {
    let database = try await TestServer.database()
    try await database.execute(
      """
      DO $$BEGIN
        EXECUTE format('ALTER DATABASE %I SET "TimeZone" = ''Asia/Tokyo''', current_database());
        EXECUTE format('ALTER DATABASE %I SET "DateStyle" = ''German''', current_database());
        EXECUTE format('ALTER DATABASE %I SET "IntervalStyle" = ''iso_8601''', current_database());
        EXECUTE format('ALTER DATABASE %I SET bytea_output = ''escape''', current_database());
        EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = off',
          current_database());
      END$$
      """)
    let row = try await database.rows(
      """
      SELECT '2024-03-01 12:00:00+00'::timestamptz, '1 day 2 hours'::interval, '\\x00ff'::bytea,
             0.1::float8 + 0.2::float8
      """)
    #expect(
      row == [["2024-03-01 12:00:00+00", "1 day 02:00:00", "\\x00ff", "0.30000000000000004"]])
  }

  @Test func settingsOfASessionHoldValuesWithQuotes() async throws {
    let database = try await TestServer.database()
    let connection = try await Connection.open(
      database.settings.with(["application_name": "it's a 'test'"]), environment: [:])
    #expect(try await connection.query("SHOW application_name").rows == [["it's a 'test'"]])
  }

  @Test func aClosedSessionIsLostAndSaysSo() async throws {
    let connection = try await TestServer.database().connect()
    await connection.close()
    await #expect(
      throws: PostgresError.connectionLost(server: "test", message: "the session is closed")
    ) {
      try await connection.query("SELECT 1")
    }
  }
}
