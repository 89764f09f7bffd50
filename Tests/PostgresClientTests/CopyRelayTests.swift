import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct CopyRelayTests {
  /// Two databases, as a copy from production to the warehouse has them.
  private func pair(
    source: String, target: String
  ) async throws -> (source: Connection, target: Connection) {
    let from = try await TestServer.database(source)
    let into = try await TestServer.database(target)
    let source = try await from.connect()
    return (source, try await into.connect(beside: source))
  }

  /// The error of a copy, after which both sessions must answer as if nothing had happened.
  private func failure(
    of copyOut: String, _ copyIn: String, source: String = "", target: String
  ) async throws -> PostgresError {
    let (from, into) = try await pair(source: source, target: target)
    let error = await #expect(throws: PostgresError.self) {
      try await relayCopy(from: from, copyOut, to: into, copyIn)
    }
    #expect(try await from.query("SELECT 1").rows == [["1"]])
    #expect(try await into.query("SELECT count(*) FROM t").rows == [["0"]])
    return try #require(error)
  }

  @Test func manyRowsArriveWholeAndAreCounted() async throws {
    let table = "CREATE TABLE t (i bigint, name text, at timestamptz)"
    let (source, target) = try await pair(
      source: """
        \(table); INSERT INTO t
        SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE repeat(chr((i % 300)::int + 65), 40) END,
               '2024-01-01'::timestamptz + i * interval '1 microsecond'
        FROM generate_series(1::bigint, 50000) AS i
        """, target: table)
    let volume = try await relayCopy(
      from: source, "COPY t TO STDOUT (FORMAT binary)", to: target,
      "COPY t FROM STDIN (FORMAT binary)")
    #expect(volume.rows == 50000)
    #expect(volume.bytes > 3_000_000)
    let digest = "SELECT md5(string_agg(t::text, '|' ORDER BY i)) FROM t"
    #expect(try await target.query(digest).rows == (try await source.query(digest).rows))
  }

  @Test func aValueLargerThanAChunkArrivesWhole() async throws {
    let (source, target) = try await pair(
      source: "", target: "CREATE TABLE t (b bytea)")
    let volume = try await relayCopy(
      from: source,
      "COPY (SELECT decode(repeat('00ff0d0a', 500000), 'hex')) TO STDOUT (FORMAT binary)",
      to: target, "COPY t FROM STDIN (FORMAT binary)")
    #expect(volume.rows == 1)
    let found = try await target.query(
      "SELECT length(b), b = decode(repeat('00ff0d0a', 500000), 'hex') FROM t")
    #expect(found.rows == [["2000000", "t"]])
  }

  @Test func anEmptyTableArrivesEmpty() async throws {
    let table = "CREATE TABLE t (i integer)"
    let (source, target) = try await pair(source: table, target: table)
    let volume = try await relayCopy(
      from: source, "COPY t TO STDOUT (FORMAT binary)", to: target,
      "COPY t FROM STDIN (FORMAT binary)")
    // A binary stream has a header of 19 bytes and a trailer of 2.
    #expect(volume == CopyVolume(rows: 0, bytes: 21))
    #expect(try await target.query("SELECT count(*) FROM t").rows == [["0"]])
  }

  @Test func aTextCopyWithoutRowsMovesNoBytes() async throws {
    let table = "CREATE TABLE t (i integer)"
    let (source, target) = try await pair(source: table, target: table)
    let volume = try await relayCopy(
      from: source, "COPY t TO STDOUT", to: target, "COPY t FROM STDIN")
    #expect(volume == CopyVolume(rows: 0, bytes: 0))
  }

  @Test func oneSessionRelaysMoreThanOneCopy() async throws {
    let table = "CREATE TABLE t (i integer)"
    let (source, target) = try await pair(source: table, target: table)
    for round in 1...3 {
      let volume = try await relayCopy(
        from: source, "COPY (SELECT \(round)) TO STDOUT", to: target, "COPY t FROM STDIN")
      #expect(volume.rows == 1)
    }
    #expect(try await target.query("SELECT sum(i) FROM t").rows == [["6"]])
  }

  @Test func aSourceThatFailsAtALateRowLeavesNothing() async throws {
    let error = try await failure(
      of: "COPY (SELECT 1 / (150000 - i), repeat('x', 50) FROM generate_series(1, 200000) AS i)"
        + " TO STDOUT (FORMAT binary)",
      "COPY t FROM STDIN (FORMAT binary)", target: "CREATE TABLE t (i integer, filler text)")
    #expect(error.serverError?.sqlState.code == "22012")
  }

  @Test func aTargetThatRefusesALateRowLeavesNothing() async throws {
    let error = try await failure(
      of: "COPY (SELECT i, repeat('x', 50) FROM generate_series(1, 200000) AS i)"
        + " TO STDOUT (FORMAT binary)",
      "COPY t FROM STDIN (FORMAT binary)",
      target: "CREATE TABLE t (i integer CONSTRAINT small CHECK (i < 100000), filler text)")
    #expect(error.serverError?.sqlState.code == "23514")
    #expect(error.serverError?.constraint == "small")
  }

  @Test func aTargetOfAnotherTypeLeavesNothing() async throws {
    let error = try await failure(
      of: "COPY (SELECT i::bigint FROM generate_series(1, 1000) AS i) TO STDOUT (FORMAT binary)",
      "COPY t FROM STDIN (FORMAT binary)", target: "CREATE TABLE t (i integer)")
    #expect(error.serverError?.sqlState.code == "22P03")
  }

  @Test func aMissingTargetIsRefusedBeforeTheSourceIsAsked() async throws {
    let error = try await failure(
      of: "COPY (SELECT 1) TO STDOUT", "COPY missing FROM STDIN", target: "CREATE TABLE t ()")
    #expect(error.serverError?.sqlState == .undefinedTable)
  }

  @Test func aMissingSourceLeavesTheTargetUsable() async throws {
    let error = try await failure(
      of: "COPY missing TO STDOUT", "COPY t FROM STDIN", target: "CREATE TABLE t (i integer)")
    #expect(error.serverError?.sqlState == .undefinedTable)
  }

  @Test func whatTheMeterShowsIsWhatWasMoved() async throws {
    let table = "CREATE TABLE t (i integer, filler text)"
    let (source, target) = try await pair(source: "", target: table)
    let meter = CopyMeter()
    let volume = try await relayCopy(
      from: source,
      "COPY (SELECT i, repeat('x', 100) FROM generate_series(1, 10000) AS i) TO STDOUT",
      to: target, "COPY t FROM STDIN", meter: meter)
    #expect(meter.volume.bytes == volume.bytes)
    // A row that is cut by the end of the buffer comes as two.
    #expect(abs(meter.volume.rows - volume.rows) < 100)
  }

  @Test func anOddNameIsJustAName() async throws {
    let (source, target) = try await pair(source: "", target: "")
    for name in [
      "plain", "Upper", "with space", "a.b", #"q"uote"#, #"a"; drop table x"#, "line\nbreak",
      "naïve", "it's", "back\\slash", String(repeating: "n", count: 63),
      String(repeating: "é", count: 31),
    ] {
      let table = QualifiedName(Identifier(name), Identifier(name)).quoted
      let column = Identifier(name).quoted
      let setup = "CREATE SCHEMA \(column); CREATE TABLE \(table) (\(column) integer)"
      try await source.execute("\(setup); INSERT INTO \(table) VALUES (42)")
      try await target.execute(setup)
      let volume = try await relayCopy(
        from: source, "COPY \(table) (\(column)) TO STDOUT", to: target,
        "COPY \(table) (\(column)) FROM STDIN")
      #expect(volume.rows == 1)
      let found = try await target.query("SELECT \(column) FROM \(table)")
      #expect(found == ResultSet(columns: [name], rows: [["42"]]))
    }
  }
}
