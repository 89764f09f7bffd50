import Definitions
import Foundation
import Introspection
import PostgresClient
import Testing
import TestSupport
import WarehouseModel

/// Contracts are drafted from a live database, read again, and held against it.
@Suite("Contracts drafted from a server", .database, .timeLimit(.minutes(10)))
struct ContractDraftTests {
  private func live(_ database: TestDatabase, as role: String? = nil) async throws -> LiveSchema {
    let connection = try await Connection.open(
      role.map { database.settings(as: $0) } ?? database.settings, environment: [:])
    let live = try await readOnly(on: connection) {
      try await Snapshot.Reader.full.schemaReader.read(on: $0)
    }
    await connection.close()
    return live
  }

  private func drafts(of live: LiveSchema, in folder: String) throws -> DraftedContracts {
    try draftContracts(
      of: DraftSource(
        schema: live.schema, unreadable: live.snapshot.unreadable, server: "production",
        address: ServerAddress(host: "localhost", port: 5432, database: "x"), isOnlySource: true,
        addressNote: "x"),
      DraftScope(schemas: SchemaScope(schemas: [], excluded: [])), into: .folder(folder))
  }

  /// Drafts, writes, reads again; nothing may be remarked, broken or new.
  private func hold(_ live: LiveSchema) throws -> [Contract] {
    let folder = "/tmp/whtest-drafts-\(UInt64.random(in: 0 ..< .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = try drafts(of: live, in: folder).files
    for file in files {
      try Data(file.bytes).write(to: URL(filePath: file.path))
    }
    let (contracts, warnings) = try Definitions.contracts(
      in: files.map(\.path), environment: [:])
    #expect(warnings == [])
    let results = contracts.flatMap { assertions(of: $0, on: live.snapshot) }
    #expect(!results.isEmpty)
    #expect(
      results.filter { $0.outcome != .passed }.map { "\($0.suite) \($0.name) \($0.outcome)" } == [])
    #expect(try drafts(of: live, in: folder).files.isEmpty)
    return contracts
  }

  @Test(
    "are true of any schema, and there is nothing to add to them",
    arguments: [
      richSchema, nastySchema, uncommonSchema,
    ])
  func areTrue(_ schema: String) async throws {
    let live = try await live(try await TestServer.database(schema))
    let contracts = try hold(live)
    let partitions = Set(
      live.schema.objects.filter { $0.has(.partitionOf) }.compactMap(\.name.relation))
    let promised = Set(contracts.flatMap(\.objects).map(\.relation))
    #expect(promised == Set(live.snapshot.relations.map(\.name)).subtracting(partitions))
  }

  @Test("hold all that a contract can say of keys, references and checks")
  func holdEverything() async throws {
    let contracts = try hold(try await live(try await TestServer.database(uncommonSchema)))
    let objects = Dictionary(
      uniqueKeysWithValues: contracts.flatMap(\.objects).map { ($0.relation, $0) })
    let keys = try #require(objects[QualifiedName("app", "keys")])
    #expect(keys.primaryKey == ["b", "a"])
    #expect(keys.properties.filter { $0.unique?.value == true }.map(\.column) == ["c", "d"])
    #expect(keys.quality.map(\.metric) == [.duplicateValues(["a", "c"])])
    let child = try #require(objects[QualifiedName("app", "child")])
    #expect(
      child.relationships.map {
        "\($0.columns.list) > \($0.references) \($0.referencedColumns.list)"
      }
        == ["z > app.keys c", "parent > app.child self", "y, x > app.keys b, a"])
    let checked = try #require(objects[QualifiedName("app", "checked")])
    let said = checked.properties.map { property in
      "\(property.column) \(property.limits.map(\.value)) "
        + property.quality.map { "\($0.metric)" }.joined()
    }
    for line in [
      #"a [WarehouseModel.ValueLimit.minimum(-5), WarehouseModel.ValueLimit.maximum(5)] "#,
      #"h [] "#, #"i [] "#, #"n [] "#, #"g [WarehouseModel.ValueLimit.exclusiveMaximum(0.1)] "#,
      #"f [WarehouseModel.ValueLimit.exclusiveMinimum(0.5), WarehouseModel.ValueLimit.exclusiveMaximum(1000)] "#,
      #"m [WarehouseModel.ValueLimit.pattern("\\d\\t")] "#,
    ] {
      #expect(said.contains(line), "\(said)")
    }
    let mood = try #require(checked.properties.first { $0.column == "j" })
    #expect(
      mood.quality.map(\.metric)
        == [.invalidValues(Validity(values: [.string("sad"), .string("é")]))])
  }

  @Test("promise nothing that the role may not read")
  func readable() async throws {
    let database = try await TestServer.database(
      """
      CREATE TABLE public.open (a integer, b integer); CREATE TABLE public.shut (a integer);
      CREATE SCHEMA dark; CREATE TABLE dark.t (a integer);
      """)
    let role = try await database.createRole()
    try await database.execute("GRANT SELECT (a) ON public.open TO \(role)")
    let contracts = try hold(try await live(database, as: role))
    #expect(contracts.flatMap(\.objects).map(\.relation) == [QualifiedName("public", "open")])
    #expect(contracts.flatMap(\.objects).flatMap(\.properties).map(\.column) == ["a"])
  }

  /// A row that the server lets in must break nothing that was drafted from its checks.
  @Test("promise no more of values than the server enforces")
  func neverMore() async throws {
    let database = try await TestServer.database(uncommonSchema)
    try await database.execute(
      """
      ALTER TABLE app.checked ADD row serial;
      INSERT INTO app.checked (a, b) SELECT n, 'x' FROM generate_series(-5, 5) AS n WHERE n <> 3;
      INSERT INTO app.checked (b, c) VALUES ('y', 'a: #"'''), ('x', 'abcdefg');
      INSERT INTO app.checked (b, d, e) VALUES ('x', '2020-01-01', '2099-12-31 23:59+00'), ('x', 'infinity', '-infinity');
      INSERT INTO app.checked (b, f, g) VALUES ('x', 0.51, 0.0999), ('x', 999.999, '-Infinity');
      INSERT INTO app.checked (b, j, k, l, m, o) VALUES ('x', 'sad', 1, 'p', E'1\\t', 'only'), ('x', 'é', 3, 'q   ', NULL, NULL);
      """)
    let contracts = try hold(try await live(database))
    let object = try #require(
      contracts.flatMap(\.objects).first { $0.relation == QualifiedName("app", "checked") })
    for property in object.properties {
      for limit in property.limits {
        let condition = limit.value.condition(on: property.column.quoted)
        let broken = try await database.value(
          "SELECT count(*) FROM app.checked WHERE NOT (\(condition))")
        #expect(broken == "0", "\(property.column) \(limit.value)")
      }
      for case .invalidValues(let validity) in property.quality.map(\.metric) {
        let list = validity.values.map { "'\($0.description.replacing("'", with: "''"))'" }
        let broken = try await database.value(
          "SELECT count(*) FROM app.checked WHERE \(property.column.quoted) NOT IN (\(list.joined(separator: ", ")))"
        )
        #expect(broken == "0", "\(property.column)")
      }
    }
  }
}

extension ValueLimit {
  /// The bound in SQL, written here once more so that a slip elsewhere does not hide.
  fileprivate func condition(on column: String) -> String {
    func text(_ literal: Literal) -> String {
      if case .number(let number) = literal { return number }
      return "'\(literal)'"
    }
    return switch self {
    case .minimum(let bound): "\(column) >= \(text(bound))"
    case .exclusiveMinimum(let bound): "\(column) > \(text(bound))"
    case .maximum(let bound): "\(column) <= \(text(bound))"
    case .exclusiveMaximum(let bound): "\(column) < \(text(bound))"
    case .minLength(let length): "char_length(\(column)::text) >= \(length)"
    case .maxLength(let length): "char_length(\(column)::text) <= \(length)"
    case .pattern(let pattern): "\(column)::text ~ '\(pattern.replacing("'", with: "''"))'"
    case .multipleOf(let divisor): "\(column) % \(divisor) = 0"
    case .format(let format): "\(column)::text ~ '\(format.pattern)'"
    }
  }
}
