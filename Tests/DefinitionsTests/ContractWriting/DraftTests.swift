import Definitions
import Testing
import WarehouseModel

@Suite("A drafted contract")
struct DraftTests {
  @Test
  func `says of a table what its catalogs say`() throws {
    var teams = Table("public", "teams")
      .column("id", "integer", .notNull)
      .column("name", "character varying(40)", .notNull, .comment("as spoken: aloud"))
      .column("mood", "app.mood")
      .column("rank", "numeric(6,2)")
      .constraint(.primaryKey, "pk", .on("id"))
      .constraint(.unique, "u", .on("name"))
      .constraint(.unique, "v", .on("rank", "mood"))
      .constraint(.check, "c1", .expression("((rank >= (0)::numeric) AND (rank < (9)::numeric))"))
      .constraint(.check, "c2", .expression("((name)::text ~ '^[A-Z]'::text)"))
    teams.facts = [.comment("Who plays.\nAnd where.")]
    let mood = SchemaObject(
      kind: .enumeration, name: ObjectName(["app", "mood"]),
      facts: [.init(.labels, .list(["sad", "happy"]))])
    #expect(
      try SchemaSnapshot(teams, others: [mood]).body() == """
          - name: teams
            physicalName: teams
            physicalType: table
            logicalType: object
            description: |-
              Who plays.
              And where.
            quality:
              - name: unique rank, mood
                metric: duplicateValues
                arguments: {properties: [rank, mood]}
                mustBe: 0
            properties:
              - name: id
                logicalType: integer
                physicalType: integer
                required: true
                primaryKey: true
                primaryKeyPosition: 1
              - name: name
                description: "as spoken: aloud"
                logicalType: string
                logicalTypeOptions: {pattern: "^[A-Z]"}
                physicalType: character varying(40)
                required: true
                unique: true
              - name: mood
                logicalType: string
                physicalType: app.mood
                quality:
                  - name: known value
                    metric: invalidValues
                    arguments:
                      validValues: [sad, happy]
                    mustBe: 0
              - name: rank
                logicalType: number
                logicalTypeOptions: {minimum: 0, exclusiveMaximum: 9}
                physicalType: numeric(6,2)

        """)
  }

  @Test
  func `names foreign keys that stay inside it, and remarks on the others`() throws {
    let teams = Table("public", "teams").column("id").column("at")
      .constraint(.primaryKey, "pk", .on("id"))
    let key: SchemaObject.Known = .init(.referencedColumns, .list(["id"]))
    let both: SchemaObject.Known = .init(.referencedColumns, .list(["id", "at"]))
    let inside: SchemaObject.Known = .init(.references, .text("public.teams"))
    let outside: SchemaObject.Known = .init(.references, .text("away.t"))
    let members = Table("public", "members").column("a").column("b").column("c")
      .constraint(.foreignKey, "f1", .on("a"), inside, key)
      .constraint(.foreignKey, "f2", .on("a", "b"), inside, both)
      .constraint(.foreignKey, "f3", .on("b"), outside, key)
      .constraint(.foreignKey, "f4", .on("c"), inside, key, .init(.notValid, .flag))
    let snapshot = SchemaSnapshot(teams, members)
    let object = try #require(try snapshot.contract().objects.first)
    #expect(
      object.relationships.map {
        "\($0.columns.list) \($0.references) \($0.referencedColumns.list)"
      }
        == ["a public.teams id", "a, b public.teams id, at"])
    let body = try snapshot.body()
    #expect(
      body.contains("        # references away.t (id), which cannot be named in this contract\n"))
    #expect(
      body.contains(
        "        # references public.teams (id), but the database does not hold all rows to it\n"))
  }

  /// `a.b.c` would be read as the longest object that fits.
  @Test
  func `never names a reference that is read as another`() throws {
    let key: SchemaObject.Known = .init(.referencedColumns, .list(["b.c"]))
    let tables = [
      Table("public", "a").column("b.c", "text"), Table("public", "a.b").column("c", "text"),
      Table("public", "z").column("x", "text")
        .constraint(.foreignKey, "f", .on("x"), .init(.references, .text("public.a")), key),
      Table("public", "y").column("p/q", "text").column("x", "text")
        .constraint(
          .foreignKey, "f", .on("x"), .init(.references, .text("public.y")),
          .init(.referencedColumns, .list(["p/q"]))),
    ]
    let contract = try SchemaSnapshot(tables).contract()
    #expect(contract.objects.flatMap(\.relationships).isEmpty)
    #expect(contract.objects.map(\.relation.name) == ["a", "a.b", "y", "z"])
  }

  struct Bounds: CustomTestStringConvertible, Sendable {
    let type: String
    let checks: [String]
    let limits: [ValueLimit]
    var testDescription: String { "\(type) \(checks)" }

    init(_ type: String, _ checks: String..., limits: [ValueLimit] = []) {
      (self.type, self.checks, self.limits) = (type, checks, limits)
    }
  }

  @Test(arguments: [
    Bounds(
      "integer", "(x > 0)", "(x >= 5)", "(x <= 9)",
      limits: [.minimum(.number("5")), .maximum(.number("9"))]),
    Bounds("integer", "(x >= 5)", "(x > 5)", limits: [.exclusiveMinimum(.number("5"))]),
    Bounds("integer", "(x > 5)", "(x < 3)"), Bounds("integer", "(x >= 5)", "(x < 5)"),
    Bounds(
      "integer", "(x >= 5)", "(x <= 5)", limits: [.minimum(.number("5")), .maximum(.number("5"))]),
    Bounds("text", "(length(x) > 1)", "(length(x) <= 3)", limits: [.minLength(2), .maxLength(3)]),
    Bounds("text", "(length(x) > 5)", "(length(x) < 3)"), Bounds("text", "(length(x) >= 0)"),
    Bounds("text", "(length(x) > '-5'::integer)"), Bounds("text", "(x > 'a'::text)"),
    Bounds("bytea", "(length(x) > 1)"), Bounds("bit(4)", "(length(x) = 4)"),
    Bounds("character(3)", "(x ~ 'a'::text)"),
    Bounds("character(3)", "((x)::text ~ 'a'::text)", limits: [.pattern("a")]),
    Bounds("integer", "((x)::text ~ 'a'::text)"), Bounds("money", "(x > (0)::money)"),
    Bounds("date", "(x > '2024-01-01'::date)", limits: [.exclusiveMinimum(.string("2024-01-01"))]),
    Bounds("date", "(x < '2024-01-01 12:00:00'::timestamp without time zone)"),
    Bounds("timestamp with time zone", "(x > '2024-01-01'::date)"),
    Bounds(
      "timestamp with time zone", "(x > '2024-01-01 00:00:00+00'::timestamp with time zone)",
      limits: [.exclusiveMinimum(.string("2024-01-01 00:00:00+00"))]),
    Bounds(
      "timestamp without time zone", "(x > '2024-01-01'::date)",
      limits: [.exclusiveMinimum(.string("2024-01-01"))]),
    Bounds(
      "timestamp without time zone", "(x > '2024-01-01 00:00:00+00'::timestamp with time zone)"),
    Bounds(
      "time without time zone", "(x >= '08:00:00'::time without time zone)",
      limits: [.minimum(.string("08:00:00"))]),
    Bounds("integer[]", "(x > '{1}'::integer[])"), Bounds("app.unknown", "(x > 1)"),
  ])
  func `bounds values only as far as our checks agree with the server's`(_ bounds: Bounds) throws {
    var table = Table("public", "t").column("x", bounds.type)
    for (number, check) in bounds.checks.enumerated() {
      table = table.constraint(.check, Identifier("c\(number)"), .expression(check))
    }
    let property = try #require(
      try SchemaSnapshot(table).contract().objects.first?.properties.first)
    #expect(property.limits.map(\.value) == bounds.limits)
    #expect(property.quality.isEmpty)
  }

  @Test
  func `takes what a domain checks, and the domain under it`() throws {
    func domain(_ name: Identifier, _ base: String, _ check: String) -> [SchemaObject] {
      [
        SchemaObject(
          kind: .domain, name: ObjectName(["app", name]), facts: [.init(.baseType, .text(base))]),
        SchemaObject(
          kind: .check, name: ObjectName(["app", name, "c"]), facts: [.expression(check)]),
      ]
    }
    let types =
      domain("short", "text", "(length(VALUE) < 9)")
      + domain("code", "app.short", "((VALUE)::text ~ '^x'::text)")
      + domain("size", "integer", "(VALUE > 0)") + domain("sizes", "integer[]", "true")
    let table = Table("public", "t").column("a", "app.code").column("b", "app.size")
      .column("c", "app.sizes")
    let properties = try SchemaSnapshot(table, others: types).contract().objects[0].properties
    #expect(properties[0].limits.map(\.value) == [.maxLength(8), .pattern("^x")])
    #expect(properties.map { $0.logicalType?.value } == [.string, nil, nil])
    #expect(
      properties.map { $0.physicalType?.value.base } == ["app.code", "app.size", "app.sizes"])
  }

  @Test
  func `leaves out what is not held to, or not readable`() throws {
    let table = Table("public", "t").column("a").column("b").column(" ")
      .constraint(.check, "c", .expression("(a > 0)"), .init(.notValid, .flag))
      .constraint(.primaryKey, "pk", .on("a", "b"))
    let hidden = Table("public", "u").column("x")
    let drafts = try SchemaSnapshot(table, hidden).drafts(
      into: .text,
      unreadable: [QualifiedName("public", "t"): ["b"], QualifiedName("public", "u"): ["x"]])
    let text = String(decoding: try #require(drafts.files.first).bytes, as: UTF8.self)
    let contract = try #require(Definitions.contract(from: text, file: "x").contract)
    #expect(contract.objects.map(\.name) == ["t"])
    #expect(contract.objects[0].properties.map(\.name) == ["a"])
    #expect(contract.objects[0].properties[0].limits == [])
    #expect(contract.objects[0].primaryKey == [])
    #expect(
      drafts.notes == [
        "public.t.b is left out: this role may not SELECT it",
        "public.t.  is left out: YAML cannot hold its name",
        "public.u is left out: this role may not SELECT any column of it",
      ])
  }

  @Test
  func `is one file for each schema, and names collide with nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a_b.odcs.yaml",
      "{apiVersion: v3.1.0, kind: DataContract, id: production-a-b, version: 1.0.0, status: active,"
        + " servers: [{server: other, type: postgres, host: h, port: 1, database: d, schema: a/b}], schema: [{name: x}]}"
    )
    let snapshot = SchemaSnapshot(
      ["a/b", "a.b", "../x", ".hidden", "A_B", "日本"].map { Table($0, "t").column("x") })
    let drafts = try snapshot.drafts(into: .folder(folder.path))
    #expect(
      drafts.files.map { $0.path.dropFirst(folder.path.utf8.count + 1) } == [
        "___x.odcs.yaml", "_hidden.odcs.yaml", "A_B-2.odcs.yaml", "a_b-3.odcs.yaml",
        "a_b-4.odcs.yaml", "日本.odcs.yaml",
      ])
    let ids = try drafts.files.map { file in
      try #require(
        Definitions.contract(from: String(decoding: file.bytes, as: UTF8.self), file: "x").contract
      ).id
    }
    #expect(Set(ids).count == ids.count)
    #expect(!ids.contains("production-a-b"))
  }

  @Test
  func `cannot be of no table, or of two schemas in one file`() {
    let two = SchemaSnapshot(Table("a", "t"), Table("b", "t"))
    #expect(throws: DraftError.self) { try two.drafts(into: .text) }
    #expect(throws: DraftError.self) { try two.drafts(into: .file("x.yaml")) }
    #expect(throws: DraftError.self) { try SchemaSnapshot().drafts(into: .text) }
    #expect(throws: DraftError.self) { try two.drafts(into: .folder("x"), tables: ["z*"]) }
  }
}
