import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

@Suite(.database)
struct FullReaderTests {
  @Test func aTableIsReadWithAllThatItIsMadeOf() async throws {
    let snapshot = try await TestServer.database(richSchema).snapshot()
    let teams = try #require(snapshot.relation("app", "teams"))
    #expect(teams.kind == .table)
    #expect(teams.comment == "who plays")
    #expect(
      teams.columns == [
        Column(
          name: "id", type: DataType("integer"), isNotNull: true, generation: .identityAlways),
        Column(
          name: "name", type: DataType("character varying(40)"), isNotNull: true,
          comment: "as spoken"),
        Column(
          name: "region", type: DataType("text"), isNotNull: false,
          defaultExpression: "'north'::text"),
        Column(
          name: "created", type: DataType("timestamp with time zone"), isNotNull: true,
          defaultExpression: "now()"),
        Column(
          name: "mood", type: DataType("app.mood"), isNotNull: false,
          defaultExpression: "'happy'::app.mood"),
        Column(name: "moods", type: DataType("app.mood[]"), isNotNull: false),
        Column(name: "address", type: DataType("app.address"), isNotNull: false),
        Column(
          name: "email", type: DataType("app.email"), isNotNull: false,
          domain: Column.Domain(base: DataType("text"), isNotNull: false)),
        Column(
          name: "must", type: DataType("app.must"), isNotNull: false,
          domain: Column.Domain(base: DataType("integer"), isNotNull: true)),
      ])
    #expect(
      teams.constraints == [
        Constraint(
          name: "sizes", kind: .check(expression: "((length((name)::text) > 1) AND (id > 0))")),
        Constraint(name: "teams_name_key", kind: .unique(columns: ["name"])),
        Constraint(name: "teams_pkey", kind: .primaryKey(columns: ["id"])),
        Constraint(
          name: "teams_region_check",
          kind: .check(expression: "(region = ANY (ARRAY['north'::text, 'south'::text]))")),
      ])
  }

  @Test func domainsAreSeenThroughToTheirBottom() async throws {
    let snapshot = try await TestServer.database(
      """
      CREATE DOMAIN public."Below" AS varchar(9) DEFAULT 'x';
      CREATE DOMAIN public.above AS public."Below" NOT NULL;
      CREATE DOMAIN public.list AS public.above[];
      CREATE TABLE public.t (a public.above, b public.above[], c public.list);
      """
    ).snapshot()
    #expect(
      snapshot.relation("public", "t")?.columns.map(\.domain) == [
        Column.Domain(base: DataType("varchar(9)"), isNotNull: true, hasDefault: true),
        // What holds for an element does not for the array.
        Column.Domain(base: DataType("varchar(9)[]"), isNotNull: false),
        Column.Domain(base: DataType("varchar(9)[]"), isNotNull: false),
      ])
  }

  @Test func keysOfSeveralColumnsKeepTheirOrderAndIndexesCount() async throws {
    let snapshot = try await TestServer.database(richSchema).snapshot()
    #expect(
      snapshot.relation("app", "results")?.constraints == [
        Constraint(
          name: "of_member",
          kind: .foreignKey(
            columns: ["team", "place"], references: QualifiedName("app", "members"),
            referenced: ["team_id", "position"])),
        Constraint(name: "one_result", kind: .uniqueIndex(columns: ["team", "place"])),
        Constraint(name: "positive", kind: .check(expression: "(points > 0)"), isValid: false),
      ])
  }

  @Test func everyKindOfRelationIsToldApart() async throws {
    let snapshot = try await TestServer.database(
      richSchema + """
        CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw;
        CREATE FOREIGN TABLE app.far (id integer NOT NULL) SERVER s
        """
    ).snapshot()
    let kinds = snapshot.relations.map { "\($0.name) \($0.kind.rawValue)" }
    #expect(
      kinds == [
        "Odd schema.T 1 table", "app.far foreign-table", "app.kept materialized-view",
        "app.log partitioned-table", "app.log_2024 table", "app.loud view", "app.members table",
        "app.results table", "app.teams table",
      ])
  }

  @Test func whatBelongsToAnExtensionIsLeftOut() async throws {
    let database = try await TestServer.database(
      """
      CREATE SCHEMA app; CREATE TABLE app.mine (id integer); CREATE TABLE app.theirs (id integer);
      CREATE EXTENSION citext; ALTER EXTENSION citext ADD TABLE app.theirs
      """)
    let snapshot = try await database.snapshot()
    #expect(snapshot.relations.map(\.name.name) == ["mine"])
    let role = try await database.createRole()
    let blind = try await database.snapshot(as: role)
    #expect(Array(blind.unreadable.keys) == [QualifiedName("app", "mine")])
  }

  @Test func columnsThatCannotBeReadAreListed() async throws {
    let database = try await TestServer.database(
      "CREATE SCHEMA app; CREATE TABLE app.t (id integer, secret text); CREATE TABLE app.u (i int)")
    let role = try await database.createRole()
    let (table, other) = (QualifiedName("app", "t"), QualifiedName("app", "u"))
    try await database.execute(
      "GRANT SELECT (id) ON app.t TO \(role); GRANT SELECT ON app.u TO \(role)")
    #expect(
      try await database.snapshot(as: role).unreadable == [table: ["id", "secret"], other: ["i"]],
      "without USAGE on the schema nothing can be read")
    try await database.execute("GRANT USAGE ON SCHEMA app TO \(role)")
    #expect(try await database.snapshot(as: role).unreadable == [table: ["secret"]])
    #expect(try await database.snapshot().unreadable.isEmpty)
  }

  @Test(arguments: Snapshot.Reader.allCases)
  func oddNamesAreReadAsTheyAre(reader: Snapshot.Reader) async throws {
    let names: [Identifier] = [
      #"q"uote"#, "a.b", "with space", "UPPER", "ünïcödé 🏑", "line\nbreak", "tab\t", "it's",
      "{a,b}",
      "back\\slash", "select", "$1", Identifier(String(repeating: "x", count: 63)),
    ]
    let statements = names.map(\.quoted).map { name in
      """
      CREATE SCHEMA \(name); CREATE TYPE \(name).\(name) AS ENUM ('a');
      CREATE TABLE \(name).t (\(name) integer CONSTRAINT \(name) PRIMARY KEY);
      """
    }
    let snapshot = try await TestServer.database(statements.joined()).snapshot(reader)
    #expect(snapshot.relations.map(\.name.schema) == names.sorted())
    for relation in snapshot.relations {
      let name = relation.name.schema
      #expect(relation.columns.map(\.name) == [name])
      #expect(relation.primaryKey?.name == name)
      #expect(relation.primaryKey?.kind == .primaryKey(columns: [name]))
    }
  }
}
