import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// What one change of a schema must be called, and that nothing else is said to have changed.
struct Step: Sendable {
  let change: String
  /// Kind and object of each cause inside one database.
  let expected: [String]
  /// The same between two databases, where no rename can be proven; nil: whatever it may be.
  let between: [String]?

  init(_ change: String, _ expected: String..., between: [String]? = nil) {
    self.change = change
    self.expected = expected.sorted()
    self.between = between?.sorted() ?? self.expected
  }
}

/// Steps that each start from the same schema.
struct ChangeCase: CustomTestStringConvertible, Sendable {
  let name: String
  let setup: String
  let steps: [Step]

  var testDescription: String { name }

  static let all: [ChangeCase] =
    relations + partitions + columns + constraints + indexesAndViews + types + routines + access
    + replication + rest + renames + causes
}

@Suite(.database)
struct ChangeKindTests {
  @Test(arguments: ChangeCase.all)
  func eachChangeIsNamedAndNothingElse(group: ChangeCase) async throws {
    let (here, there) = (
      try await TestServer.database(group.setup), try await TestServer.database(group.setup)
    )
    let before = try await here.schema()
    #expect(Difference(from: before, to: try await there.schema()).changes.map(\.named) == [])
    let (connection, other) = (try await here.connect(), try await there.connect())
    for step in group.steps {
      let after = try await here.schema(after: step.change, on: connection)
      #expect(Difference(from: before, to: after).named == step.expected, "\(step.change)")
      let copy = try await there.schema(after: step.change, on: other)
      let difference = Difference(from: before, to: copy)
      if let between = step.between {
        #expect(difference.named == between, "between two: \(step.change)")
      }
      #expect(
        opposites(difference) == mirrored(Difference(from: copy, to: before)),
        "mirrored: \(step.change)")
    }
    await connection.close()
    await other.close()
  }

  @Test(arguments: [
    ("CREATE INDEX i ON app.p (a)", ["index-added app.i"]),
    ("ALTER TABLE app.p ATTACH PARTITION app.q FOR VALUES IN (2)", ["partition-attached app.q"]),
    ("ALTER TABLE app.p DETACH PARTITION app.p1", ["partition-detached app.p1"]),
    ("ALTER TABLE app.p1 ADD CONSTRAINT own CHECK (b > 0)", ["check-added app.p1.own"]),
    ("ALTER TABLE app.p ADD c integer", ["column-added app.p.c"]),
  ])
  func whatIsInPartitions(statement: String, expected: [String]) async throws {
    let database = try await TestServer.database(
      """
      CREATE SCHEMA app; CREATE TABLE app.p (a integer PRIMARY KEY, b integer) PARTITION BY LIST (a);
      CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES IN (1);
      CREATE TABLE app.q (a integer NOT NULL, b integer);
      CREATE TRIGGER tr AFTER INSERT ON app.p
        FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
      """)
    let before = try await database.schema(unfoldsPartitions: true)
    try await database.execute(statement)
    let after = try await database.schema(unfoldsPartitions: true)
    #expect(Difference(from: before, to: after).named == expected)
  }

  @Test func everyKindIsReached() {
    let elsewhere = ["encoding-changed", "database-locale-changed", "tablespace-changed"]
    var reached = Set(elsewhere)
    for step in ChangeCase.all.flatMap(\.steps) {
      for text in step.expected + (step.between ?? []) {
        reached.insert(String(text.prefix { $0 != " " }))
      }
    }
    #expect(ChangeKind.allCases.map(\.rawValue).filter { !reached.contains($0) } == [])
  }

  @Test func theEncodingAndTheLocaleOfADatabase() async throws {
    let database = try await TestServer.database()
    let name = "other_\(UInt64.random(in: 0 ..< .max))"
    let connection = try await database.connect()
    try await connection.execute(
      "CREATE DATABASE \(name) ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    await connection.close()
    let current = try await database.value("SELECT current_database()") ?? ""
    let uri = database.uri.replacing(current, with: name)
    let latin = try await Connection.open(
      ConnectionSettings(server: "test", target: uri), environment: [:])
    let after = try await readOnly(on: latin) { try await ObjectReader().snapshot(on: $0) }
    await latin.close()
    let named = Set(Difference(from: try await database.schema(), to: after).named)
    #expect(named.contains("encoding-changed database"))
    let locale = try await database.value(
      "SELECT datcollate FROM pg_database WHERE datname = current_database()")
    #expect(named.contains("database-locale-changed database") == (locale != "C"))
    try await database.execute("DROP DATABASE \(name)")
  }

  @Test func aTablespace() async throws {
    let database = try await TestServer.database("CREATE TABLE t (i integer)")
    let before = try await database.schema()
    let name = "space_\(UInt64.random(in: 0 ..< .max))"
    let connection = try await database.connect()
    try await connection.execute("SET allow_in_place_tablespaces = on")
    try await connection.execute("CREATE TABLESPACE \(name) LOCATION ''")
    let after = try await database.schema(
      after: "ALTER TABLE t SET TABLESPACE \(name)", on: connection)
    #expect(Difference(from: before, to: after).named == ["tablespace-changed public.t"])
    try await connection.execute("DROP TABLESPACE \(name)")
    await connection.close()
  }

  // MARK: - Mirrors

  /// What the way back must be called, for kinds that have an opposite.
  private func opposites(_ difference: Difference) -> [String] {
    difference.changes.compactMap { change in
      opposite(change.kind.rawValue).map { "\($0) \(change.object.displayName)" }
    }.sorted()
  }

  private func mirrored(_ difference: Difference) -> [String] {
    difference.changes.filter { opposite($0.kind.rawValue) != nil }.map(\.named).sorted()
  }

  private func opposite(_ kind: String) -> String? {
    // A dropped primary key is a change of grain; a partition can go in two ways.
    if kind.hasPrefix("primary-key") || kind.hasPrefix("partition") { return nil }
    for (one, other) in [
      ("-added", "-dropped"), ("-enabled", "-disabled"), ("-granted", "-revoked"),
      ("-populated", "-unpopulated"), ("index-valid", "index-invalid"),
    ] {
      if kind.hasSuffix(one) { return kind.replacing(one, with: other) }
      if kind.hasSuffix(other) { return kind.replacing(other, with: one) }
    }
    return nil
  }
}
