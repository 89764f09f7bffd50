import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// `information_schema` says less than the catalogs, and never something else.
@Suite(.database)
struct PortableReaderTests {
  /// A full snapshot without what the standard's views do not tell.
  private func portable(_ full: Snapshot) -> [Relation] {
    full.relations.filter { $0.kind != .materializedView }.map { relation in
      Relation(
        name: relation.name, kind: relation.kind == .partitionedTable ? .table : relation.kind,
        columns: relation.columns.map { column in
          Column(
            name: column.name, type: column.type, isNotNull: column.isNotNull,
            defaultExpression: column.defaultExpression)
        },
        constraints: relation.constraints?.compactMap { constraint in
          if case .uniqueIndex = constraint.kind { return nil }
          return Constraint(name: constraint.name, kind: constraint.kind, isValid: nil)
        })
    }
  }

  @Test func bothReadersAgreeOnAllThatBothKnow() async throws {
    let database = try await TestServer.database(richSchema)
    let expected = portable(try await database.snapshot())
    let found = try await database.snapshot(.portable)
    #expect(found.reader == .portable)
    #expect(found.relations.map(\.name) == expected.map(\.name))
    for (mine, theirs) in zip(found.relations, expected) {
      #expect(mine.kind == theirs.kind, "\(mine.name)")
      #expect(mine.constraints == theirs.constraints, "\(mine.name)")
      for (column, other) in zip(mine.columns, theirs.columns) {
        #expect(column.name == other.name && column.type == other.type, "\(mine.name)")
        #expect(column.defaultExpression == other.defaultExpression, "\(mine.name).\(column.name)")
        // Nil only where a domain with its own NOT NULL hides the column's rule.
        if column.name == "must" {
          #expect(column.isNotNull == nil)
        } else {
          #expect(column.isNotNull == other.isNotNull, "\(mine.name).\(column.name)")
        }
      }
    }
  }

  /// Columns of which both readers say the same.
  private static let alike = [
    "app.mood[]", "app.email", "app.email[]", "timestamp(0) with time zone", "numeric(4)", "name",
    "int4range", "oid", "citext", "citext[]", "bit", "integer[] DEFAULT '{}'", #"app."My Type""#,
    "text CHECK (c IS NOT NULL)", "integer CHECK (c > 1 OR c < 0)", "text COLLATE \"C\"",
    "integer GENERATED ALWAYS AS (1 + 1) STORED",
  ]
  /// What the standard's views do not tell at all.
  private static let untold = ["varchar(9)[]", "timestamp(6)"]
  /// What they tell, and the reader takes for something else.
  private static let misread = [
    "interval day to second(3)", "numeric(5,-2)", "app.user",
  ]

  @Test func bothReadersAgreeOnEveryKindOfColumn() async throws {
    let all =
      Self.alike + ["boolean CHECK (c)", "text CHECK (starts_with(c, 'a'))"] + Self.untold
      + Self.misread
    let tables = all.enumerated().map { "CREATE TABLE app.t\($0) (c \($1));" }
    let database = try await TestServer.database(
      """
      CREATE SCHEMA app; CREATE EXTENSION citext; CREATE TYPE app.mood AS ENUM ('a');
      CREATE TYPE app."My Type" AS ENUM ('a'); CREATE TYPE app.user AS ENUM ('a');
      CREATE DOMAIN app.email AS text; \(tables.joined())
      """)
    let full = Snapshot(
      reader: .full, relations: portable(try await database.snapshot()))
    let found = try await database.snapshot(.portable)
    for (index, definition) in all.enumerated() {
      let table = Identifier("t\(index)")
      let (mine, theirs) = (found.relation("app", table), full.relation("app", table))
      #expect(mine?.columns.count == 1)
      if Self.untold.contains(definition) {
        #expect(mine != theirs, "\(definition)")
      } else {
        withKnownIssue("the portable reader misreads \(definition)") {
          #expect(mine == theirs, "\(definition)")
        } when: {
          Self.misread.contains(definition)
        }
      }
    }
  }

  @Test func whatIsHiddenFromARoleIsNotVisibleAndNeverNone() async throws {
    let database = try await TestServer.database(richSchema + "CREATE TABLE app.plain (i integer)")
    let owner = try await database.snapshot(.portable)
    let reader = try await database.snapshot(.portable, as: try await database.createReader())
    #expect(owner.relation("app", "plain")?.constraints == [])
    #expect(reader.relations.map(\.name) == owner.relations.map(\.name))
    #expect(reader.relations.filter { $0.constraints != nil }.map(\.name.description) == [])
  }

  @Test func sameNamesOfConstraintsInTwoTablesInventNothing() async throws {
    let snapshot = try await TestServer.database(
      """
      CREATE SCHEMA app; CREATE TABLE app.a (i int PRIMARY KEY, CONSTRAINT c CHECK (i > 1));
      CREATE TABLE app.b (i int CONSTRAINT f REFERENCES app.a, CONSTRAINT c CHECK (i > 2));
      CREATE TABLE app.c (i int CONSTRAINT f REFERENCES app.a)
      """
    ).snapshot(.portable)
    #expect(snapshot.relations.flatMap { $0.constraints ?? [] }.map(\.name) == ["a_pkey"])
  }
}
