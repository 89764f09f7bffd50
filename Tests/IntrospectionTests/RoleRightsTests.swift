import Introspection
import PostgresClient
import TestSupport
import Testing
import WarehouseModel

/// What roles may do is asked of the server, so that all the ways to a privilege count.
@Suite(.database)
struct RoleRightsTests {
  private static let table = QualifiedName("app", "t")

  private static func object(
    _ columns: [Identifier], _ roles: [String], on relation: QualifiedName = table
  ) -> ContractObject {
    let place = WarehouseModel.SourceLocation(file: "c", line: 1)
    return ContractObject(
      name: relation.name.text, relation: relation, location: place,
      properties: columns.map {
        ContractProperty(name: $0.text, column: $0, location: place)
      },
      terms: ObjectTerms(
        roles: roles.map {
          RolePromise(role: Identifier($0), access: .readWrite, location: place)
        }))
  }

  private static func contract(_ objects: [ContractObject]) -> Contract {
    Contract(
      id: "c", version: "1", file: "c", fingerprint: Fingerprint(hexadecimal: "00"), server: nil,
      objects: objects)
  }

  /// A database with a table of two columns, and a role of its own.
  private func database() async throws -> (TestDatabase, role: String) {
    let database = try await TestServer.database(
      "CREATE SCHEMA app; CREATE TABLE app.t (a int, b int)")
    return (database, try await database.createRole())
  }

  /// What one role lacks on the table: `SELECT a`, `DELETE`.
  private func lacks(
    _ database: TestDatabase, _ role: String, _ objects: [ContractObject]? = nil,
    as asking: String? = nil
  ) async throws -> [String] {
    let contract = Self.contract(objects ?? [Self.object(["a", "b"], [role])])
    let rights = try await database.inTransaction(as: asking) {
      try await roleRights(of: [contract], on: $0)
    }
    #expect(rights?.missing == [])
    return (rights?.lacks ?? []).map { lack in
      #expect(lack.role.text == role)
      return [lack.privilege.rawValue, lack.column?.text].compactMap(\.self)
        .joined(separator: " ")
    }.sorted()
  }

  private static let all = [
    "DELETE", "INSERT a", "INSERT b", "SELECT a", "SELECT b", "UPDATE a", "UPDATE b",
  ]

  @Test func nothingIsGrantedToAStranger() async throws {
    let (database, role) = try await database()
    #expect(try await lacks(database, role) == Self.all + ["USAGE"])
  }

  @Test func columnsTablesMembershipPublicAndOwnershipCount() async throws {
    let (database, role) = try await database()
    let group = try await database.createRole()
    try await database.execute(
      "GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT (a) ON app.t TO \(role)")
    #expect(try await lacks(database, role) == Self.all.filter { $0 != "SELECT a" })
    try await database.execute(
      "GRANT INSERT, DELETE ON app.t TO \(group); GRANT \(group) TO \(role)")
    let left = ["SELECT b", "UPDATE a", "UPDATE b"]
    #expect(try await lacks(database, role) == left)
    try await database.execute("GRANT SELECT ON app.t TO PUBLIC")
    #expect(try await lacks(database, role) == ["UPDATE a", "UPDATE b"])
    try await database.execute("ALTER TABLE app.t OWNER TO \(role)")
    #expect(try await lacks(database, role) == [])
  }

  @Test func aSuperuserMayDoAll() async throws {
    let (database, _) = try await database()
    #expect(try await lacks(database, "postgres") == [])
  }

  @Test func anyRoleMayAskOfAnyOther() async throws {
    let (database, role) = try await database()
    let asking = try await database.createRole()
    #expect(try await lacks(database, role, as: asking) == Self.all + ["USAGE"])
  }

  @Test func publicIsARoleToo() async throws {
    let (database, _) = try await database()
    #expect(try await lacks(database, "public") == Self.all + ["USAGE"])
    try await database.execute("GRANT USAGE ON SCHEMA app TO PUBLIC; GRANT ALL ON app.t TO PUBLIC")
    #expect(try await lacks(database, "PUBLIC") == [])
  }

  @Test func anObjectWithoutPropertiesMeansTheWholeRelation() async throws {
    let (database, role) = try await database()
    try await database.execute(
      "GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT (a, b) ON app.t TO \(role)")
    #expect(
      try await lacks(database, role, [Self.object([], [role])])
        == ["DELETE", "INSERT", "SELECT", "UPDATE"])
  }

  @Test func whatIsNotThereIsNoLack() async throws {
    let (database, role) = try await database()
    let missing = Self.object(["a"], [role], on: QualifiedName("app", "gone"))
    try await database.execute(
      "GRANT USAGE ON SCHEMA app TO \(role); GRANT ALL ON app.t TO \(role)")
    #expect(try await lacks(database, role, [Self.object(["a", "gone"], [role]), missing]) == [])
  }

  @Test func aRoleThatIsNotThereIsToldAsSuch() async throws {
    let (database, role) = try await database()
    let names = ["no such \"role'", role, "none"]
    let contract = Self.contract([Self.object(["a"], names)])
    let rights = try await database.inTransaction { try await roleRights(of: [contract], on: $0) }
    #expect(rights?.missing == ["no such \"role'", "none"])
    #expect(rights.map { Set($0.lacks.map(\.role.text)) } == [role])
  }

  @Test func nothingIsAskedWhereNoContractSpeaksOfRoles() async throws {
    let (database, _) = try await database()
    let contract = Self.contract([Self.object(["a"], [])])
    let rights = try await database.inTransaction { try await roleRights(of: [contract], on: $0) }
    #expect(rights == nil)
  }
}
